import type { Input } from '../../../core/inputs.ts'
import { type Instant, parseInstant } from '../../../time/instant.ts'
import { fieldsLeftOut, problemsOfInput } from '../line.ts'
import { HttpProblem, refusal, refuse } from '../problem.ts'
import type { Answer, ApiContext, RequestKey } from './operation.ts'
import { answerWith } from './values.ts'

/** Takes one input in and answers with what became of it. */
export async function takeOne(input: Input, context: ApiContext): Promise<Answer> {
  const problems = problemsOfInput(input, context.clock())
  if (problems.length > 0) throw refusal(problems)
  const [receipt] = await context.post([input])
  return answerWith(receipt!, fieldsLeftOut(input, context.engine.bundle))
}

/** When something happened, as a request says it; without that, now. */
export function momentGiven(at: string | undefined, { clock }: ApiContext): Instant {
  if (at === undefined) return clock()
  const instant = parseInstant(at)
  if (instant === undefined) refuse('bad_instant', { field: 'at' })
  return instant
}

/**
 * The id of an input: what the body says, else the header. Clients count keys for each thing that they ask for, so a key
 * stands for its operation alone.
 */
export function idGiven(id: string | undefined, key: RequestKey | undefined): { id?: string } {
  if (id !== undefined && key !== undefined && id !== key.key) {
    throw new HttpProblem(
      'bad_request',
      'The header Idempotency-Key and the "id" in the body differ. Send one of them.',
    )
  }
  const given = id ?? (key && `${key.operation} ${key.key}`)
  return given === undefined ? {} : { id: given }
}
