import type { ActionSymbol } from '../../modules/symbols.ts'
import { plainText } from '../plain-text.ts'
import type { Scope } from '../scope.ts'
import { checkFields } from './fields.ts'

/** The fields that an action takes, and those of what it answers. */
export function checkAction(action: ActionSymbol, scope: Scope): void {
  const { params, returns, from } = action.declaration
  const { program } = scope
  program.actionParams.set(action, checkFields(params, scope))
  program.actionResults.set(action, checkFields(returns ?? [], scope))
  if (from) plainText(from, scope)
}
