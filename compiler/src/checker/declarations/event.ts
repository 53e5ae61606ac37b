import { isAboutMessage } from '@journey-lang/runtime/graph'
import { isLibrary } from '../../modules/paths.ts'
import type { EventSymbol } from '../../modules/symbols.ts'
import type { Fields } from '../program.ts'
import type { Scope } from '../scope.ts'
import { checkFields } from './fields.ts'

/** Checks the name of an event, and its fields, which it returns. */
export function checkEvent({ declaration, file }: EventSymbol, scope: Scope): Fields {
  const { text: name, span } = declaration.name
  const { report } = scope.module
  if (TAKEN.has(name)) report('event-name-taken', span, { name })
  // What the runtime tells of messages, and the library declares: by its name it is taken for that.
  else if (isAboutMessage(name) && !isLibrary(file)) report('event-about-message', span, { name })
  return checkFields(declaration.fields, scope)
}

/** Words after `start on` that have a meaning of their own. */
const TAKEN = new Set(['tag', 'untag', 'enter', 'leave', 'change', 'contact'])
