import type { Span } from '../../source/span.ts'
import type { Documented, ErrorNode, Name } from './base.ts'
import type { Setting } from './declarations.ts'
import type { Argument, Expression, StringLiteral } from './expressions.ts'

/** `persona sara "Sara, 31" { share: 30%, contact(country: DE), does purchased 12% within 7 days }` */
export interface PersonaDeclaration extends Documented {
  kind: 'persona'
  name: Name
  title?: StringLiteral
  members: PersonaMember[]
}

export type PersonaMember = Setting | PersonaContact | PersonaBehaviour | ErrorNode

/** `contact(country: DE)`: the attributes of such a contact. */
export interface PersonaContact extends Documented {
  kind: 'persona-contact'
  args: Argument[]
  argsSpan: Span
}

/** `does purchased 12% within 7 days with (product: "mug")`: how likely such a contact is to do something. */
export interface PersonaBehaviour extends Documented {
  kind: 'does'
  event: Name
  share: Expression
  within?: Expression
  args: Argument[]
  /** The parentheses and what is in them, if written. */
  argsSpan?: Span
}
