import type { Input } from '../../../core/inputs.ts'
import type { Problem } from '../../../problems.ts'
import { suggested } from '../../../suggest.ts'
import { type Instant, parseInstant } from '../../../time/instant.ts'
import { problemsOfAnswer } from '../answers.ts'
import { problemsOfInput } from '../line.ts'
import { HttpProblem, refusal, refuse } from '../problem.ts'
import { saidBesides } from '../said.ts'
import type { Answer, ApiContext, RequestKey } from './operation.ts'
import { takenAnswer, UNCHANGED } from './values.ts'

/** Takes one input in and answers with what became of it, and what is to be said of it besides. Throws when it is refused. */
export async function takeOne(input: Input, context: ApiContext): Promise<Answer> {
  const { engine, clock } = context
  const { bundle } = engine
  const refuseWith = (problems: readonly Problem[]): never => {
    throw refusal(problems.map((one) => suggested(one, bundle.source)))
  }
  const problems = [...problemsOfInput(input, clock()), ...problemsOfAnswer(input, engine)]
  if (problems.length > 0) refuseWith(problems)
  const [receipt] = await context.post([input])
  switch (receipt!.kind) {
    case 'taken':
      return takenAnswer(receipt!, saidBesides(input, receipt!.records, bundle))
    case 'unchanged':
      return UNCHANGED
    case 'refused':
      return refuseWith(receipt!.problems)
  }
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
