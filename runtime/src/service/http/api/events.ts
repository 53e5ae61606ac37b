import { BODY_LIMITS } from '../body.ts'
import { readLine } from '../line.ts'
import { HttpProblem, refusal } from '../problem.ts'
import { integer, list, named, object, oneOf, optional, raw, text, yesNo } from '../schema.ts'
import { StreamCut, takeLines } from '../take-lines.ts'
import { idGiven, takeOne } from './inputs.ts'
import { operation } from './operation.ts'
import { givenMoment, gives, name, receipt, runtimeProblem } from './values.ts'

/** One line of a log, as docs/running.md describes it. Which fields each type has, the runtime checks. */
const line = named(
  'Line',
  raw<{ readonly id?: string; readonly type?: string }>({
    ...object({
      type: optional(
        oneOf(['event', 'contact', 'tag', 'untag', 'start', 'result'], {
          description: 'What it tells. Default: `event`.',
        }),
      ),
      contact: optional(name('Whom it is about. In a line of type `contact` it is `id`.')),
      at: optional(givenMoment('When it happened. A line of type `contact` without it is an import.')),
      id: optional(
        name(
          'A second one with the same id about the same contact changes nothing, so that it can be sent again.',
        ),
      ),
      event: optional(text({ description: 'Of an event: its name.' })),
      payload: optional(raw({ type: 'object', description: 'Of an event: its fields.' })),
      history: optional(
        yesNo({
          description:
            'Of an event: it counts for what looks back, as `has purchased in last 90 days` does, and nothing else comes of it. It needs its `at`.',
        }),
      ),
      attributes: optional(raw({ type: 'object', description: 'Of a contact: fields to set.' })),
      tags: optional(list(text(), { description: 'Of a contact: all its tags.' })),
      tag: optional(text({ description: 'Of `tag` and `untag`.' })),
      journey: optional(text({ description: 'Of a `start`.' })),
      action: optional(text({ description: 'Of a `result`.' })),
      key: optional(text({ description: 'Of a `result`: which call it answers.' })),
      values: optional(raw({ type: 'object', description: 'Of a `result`.' })),
      failed: optional(text({ description: 'Of a `result`: why the action failed.' })),
    }).json,
    // Fields that are not known are told by the runtime, which knows the types of lines.
    additionalProperties: true,
  }),
)

const linesReceipt = named(
  'LinesReceipt',
  object(
    {
      taken: integer({ description: 'Lines that are in the log and can not be lost any more.', minimum: 0 }),
      unchanged: integer({ description: 'Lines that were known, or changed nothing.', minimum: 0 }),
      refused: integer({ description: 'Lines that were left out.', minimum: 0 }),
      problems: list(runtimeProblem, { description: 'Why the first thousand of those were.' }),
      warnings: optional(
        list(runtimeProblem, {
          description:
            'What is to be said of lines that were taken: fields that their events do not declare, starts by hand to which nobody came in.',
        }),
      ),
    },
    { description: 'What became of the lines.' },
  ),
)

export const eventOperations = [
  operation({
    id: 'postEvents',
    method: 'post',
    path: '/v1/events',
    area: 'Events',
    summary: 'Tell what happened',
    description:
      'One thing as JSON, or any number as lines. It is answered when nothing of it can be lost any more. Give each an `id`: then it can be sent again when no answer came.',
    params: {},
    body: line,
    idempotent: true,
    lines: {
      description: `A line of JSON for each, in the order in which they happened; a line has at most ${BODY_LIMITS.size} bytes, the whole as many as you like. Lines that do not fit are left out and told; the others are taken.`,
      async take(lines, context) {
        try {
          return { status: 200, body: await takeLines(lines, context) }
        } catch (error) {
          if (!(error instanceof StreamCut)) throw error
          const { code, message, extra } = error.reason
          throw new HttpProblem(code, `${message} What came after line ${error.line} was not taken.`, {
            ...extra,
            fields: { ...error.receipt, line: error.line },
          })
        }
      },
    },
    gives: gives('What became of it, or of the lines.', raw({ anyOf: [receipt.json, linesReceipt.json] })),
    fails: ['refused'],
    example: { body: { contact: 'sara', event: 'signed_up', id: 'e1' } },
    run({ text, idempotencyKey }, context) {
      const read = readLine(text, 1, context.clock())
      if (!read.ok) throw refusal(read.problems)
      const input = read.value
      return takeOne({ ...input, ...idGiven(input.id, idempotencyKey) }, context)
    },
  }),
]
