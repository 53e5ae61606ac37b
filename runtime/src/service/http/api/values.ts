import type { Value } from '../../../graph/format.ts'
import type { Problem } from '../../../problems.ts'
import { formatInstant, type Instant } from '../../../time/instant.ts'
import type { Receipt } from '../../engine/engine.ts'
import { MAX_NAME, NAME_PATTERN } from '../line.ts'
import { HTTP_PROBLEMS, type PublicProblem, publicProblem } from '../problem.ts'
import {
  integer,
  list,
  mapOf,
  named,
  object,
  oneOf,
  optional,
  raw,
  type Schema,
  type TypeOf,
  text,
} from '../schema.ts'
import type { Answer } from './operation.ts'

/** What names a contact or an input. */
export const name = (description: string): Schema<string> =>
  text({ description, minLength: 1, maxLength: MAX_NAME, pattern: NAME_PATTERN })

export const moment = (description: string): Schema<string> =>
  text({ description, format: 'date-time', examples: ['2026-03-02T09:00:00.000Z'] })

/** A moment that a request gives: read by the rules of the runtime, which say more than a format does. */
export const givenMoment = (description: string): Schema<string> =>
  text({
    description: `${description} ISO 8601 with an offset. Default: now.`,
    examples: ['2026-03-02T10:00:00+01:00'],
  })

export const timeOf = (instant: Instant): string => formatInstant(instant)

export const value = named<Value>(
  'Value',
  raw({
    description:
      'By its type: a text, a number, a boolean, `{"amount": 2000, "currency": "EUR"}` in minor units, or a list.',
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      {
        type: 'object',
        properties: { amount: { type: 'integer' }, currency: { type: 'string' } },
        required: ['amount', 'currency'],
      },
      { type: 'array', items: { $ref: '#/components/schemas/Value' } },
    ],
  }),
)

/** What the declared fields of something hold; which there are, the journeys say. */
export const values = (description: string) => mapOf(value, { description })

/** Values that a request gives. They are checked against the declarations, which is where the types are known. */
export const givenValues = (description: string): Schema<Readonly<Record<string, unknown>>> =>
  raw({ type: 'object', description })

export const runtimeProblem = named<PublicProblem>(
  'RuntimeProblem',
  object({
    code: text({ description: 'Stays: `journey explain R2001` says more about it.', pattern: '^R\\d{4}$' }),
    name: text(),
    detail: text({ description: 'What is wrong and what to do.' }),
    line: optional(integer({ description: 'The line that it is about, from 1.', minimum: 1 })),
    column: optional(integer({ minimum: 1 })),
  }),
)

export const problemSchema = named(
  'Problem',
  raw({
    type: 'object',
    description: 'Why a request was not answered as asked (RFC 9457).',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: { type: 'string', format: 'uri', description: 'Names the kind of problem. It stays.' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', description: 'The end of `type`.', enum: Object.keys(HTTP_PROBLEMS) },
      detail: { type: 'string', description: 'What is wrong this time and what to do.' },
      errors: {
        type: 'array',
        description: 'Places in the body that are not as they should be.',
        items: {
          type: 'object',
          required: ['pointer', 'detail'],
          properties: {
            pointer: { type: 'string', description: 'A JSON pointer into the body.' },
            detail: { type: 'string' },
          },
        },
      },
      problems: {
        type: 'array',
        description: 'What the runtime says of it.',
        items: { $ref: '#/components/schemas/RuntimeProblem' },
      },
    },
  }),
)

export const receipt = named(
  'Receipt',
  object(
    {
      receipt: oneOf(['taken', 'unchanged'], {
        description:
          '`taken`: it is in the log and can not be lost any more. `unchanged`: one with the same id was taken before, or there was nothing to change.',
      }),
      seq: optional(integer({ description: 'Its entry in the log. Only when it was taken.', minimum: 1 })),
      problems: optional(
        list(runtimeProblem, { description: 'What is to be said of it, though it was taken.' }),
      ),
    },
    { description: 'What became of it.' },
  ),
)

/** That nothing came of an input. */
export const UNCHANGED: Answer = {
  status: 200,
  body: { receipt: 'unchanged' } satisfies TypeOf<typeof receipt>,
}

/** That an input was taken, and what is to be said of it: by the runtime, and besides. */
export function takenAnswer(
  { seq, records }: Extract<Receipt, { kind: 'taken' }>,
  besides: readonly Problem[],
): Answer {
  const found = records.flatMap((record) => (record.kind === 'problem' ? [record.problem] : []))
  const problems = [...found, ...besides].map(publicProblem)
  const body: TypeOf<typeof receipt> = {
    receipt: 'taken',
    seq,
    ...(problems.length > 0 && { problems }),
  }
  return { status: 200, body }
}

export const gives = <T>(description: string, schema: Schema<T>) => ({ 200: { description, schema } })

/** A cursor that counts: entries of the log, deliveries. */
export const CURSOR_PATTERN = '^\\d{1,15}$'
/** A cursor of who stands at a step: since when, and who. */
export const STANDING_PATTERN = '^-?\\d{1,16}:\\d{1,15}$'

/** Parameters of everything that gives a part of a list. */
export const paging = {
  after: optional(
    text({ description: 'Where the part begins: the `next` of the part before.', pattern: CURSOR_PATTERN }),
  ),
  limit: optional(
    integer({ description: 'At most so many items. Default: 100.', minimum: 1, maximum: 1000 }),
  ),
}

export function pageRequest({
  after,
  limit = 100,
}: {
  after: string | undefined
  limit: number | undefined
}) {
  return { limit, ...(after !== undefined && { after }) }
}

/** A part of a list. */
export const pageOf = <T>(items: Schema<T>) =>
  object({
    items: list(items),
    next: optional(text({ description: 'Where the next part begins. Absent at the end.' })),
  })
