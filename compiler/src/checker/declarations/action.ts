import type { ActionSymbol } from '../../modules/symbols.ts'
import { plainText } from '../plain-text.ts'
import type { Scope } from '../scope.ts'
import { checkFields, kept } from './fields.ts'

/** The fields that an action takes, and those of what it answers. */
export function checkAction(action: ActionSymbol, scope: Scope): void {
  const { params, returns, from } = action.declaration
  const { program } = scope
  program.actionParams.set(action, kept(checkFields(params, scope), program.actionParams.get(action)))
  program.actionResults.set(
    action,
    kept(checkFields(returns ?? [], scope), program.actionResults.get(action)),
  )
  if (from) plainText(from, scope)
}
