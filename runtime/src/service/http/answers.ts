import { checkAnswer, runAnswered } from '../../core/call-answers.ts'
import type { Input } from '../../core/inputs.ts'
import type { Problem } from '../../problems.ts'
import type { Engine } from '../engine/engine.ts'

/**
 * What is wrong with the answer to a call that is waited for. It is refused where somebody can mend it, instead of failing
 * the call for good, as it would when the runtime is told of it.
 */
export function problemsOfAnswer(input: Input, { reader, bundle }: Engine): Problem[] {
  if (input.kind !== 'result' || !input.ok) return []
  const run = runAnswered(reader.contact(input.contact) ?? { runs: [] }, input)
  return (run && checkAnswer(bundle, run, input)?.problems) ?? []
}
