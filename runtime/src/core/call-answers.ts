import { checkPayload } from '../expressions/check-values.ts'
import type { Values } from '../expressions/compile.ts'
import type { LoadedBundle } from '../graph/loaded.ts'
import type { Problem } from '../problems.ts'
import type { ResultInput } from './inputs.ts'
import type { ContactState, Run } from './state.ts'
import { journeyOf } from './turn.ts'

/** The run that waits for this answer. Without a key, the first that waits for one of that action. */
export function runAnswered(
  { runs }: Pick<ContactState, 'runs'>,
  { action, key }: Pick<ResultInput, 'action' | 'key'>,
): Run | undefined {
  return runs.find(
    ({ hold }) =>
      hold?.kind === 'calling' && hold.action === action && (key === undefined || hold.key === key),
  )
}

/**
 * The values of an answer, checked against what the action is declared to return: by the version that the run is on, which
 * may read what the action answered before it was declared anew. `undefined` when there is no such action or version.
 */
export function checkAnswer(
  bundle: LoadedBundle,
  run: Run,
  { action: name, values }: Pick<Extract<ResultInput, { ok: true }>, 'action' | 'values'>,
): { values: Values; problems: Problem[] } | undefined {
  const node = journeyOf(bundle, run)?.nodes.get(run.node)
  const action = node?.kind === 'call' && node.action.name === name ? node.action : bundle.actions.get(name)
  return action && checkPayload(`result of "${name}"`, action.returns, values, bundle)
}
