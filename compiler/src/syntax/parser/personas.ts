import type { ParserMethod, TokenType } from 'chevrotain'
import type {
  ErrorNode,
  PersonaBehaviour,
  PersonaContact,
  PersonaDeclaration,
  PersonaMember,
} from '../ast.ts'
import { K } from '../tokens.ts'
import { VocabularyParser } from './vocabulary.ts'

type Member = Exclude<PersonaMember, ErrorNode>

/** Personas: settings of any name, what such a contact is like, and what it does. */
export abstract class PersonaParser extends VocabularyParser {
  /** `persona sara "Sara, 31" { share: 30% contact(country: DE) does purchased 12% within 7 days }` */
  protected persona = this.RULE('persona', (): PersonaDeclaration => {
    const keyword = this.CONSUME(K.persona)
    const name = this.name(1, 'a name for the persona')
    const title = this.title()
    const rules = new Map<TokenType, ParserMethod<[], Member>>([
      [K.contact, this.personaContact],
      [K.does, this.behaviour],
    ])
    const members = this.parts('persona', rules, this.setting)
    return { kind: 'persona', name, ...(title && { title }), members, span: this.spanFrom(keyword) }
  })

  private personaContact = this.RULE('personaContact', (): PersonaContact => {
    const keyword = this.CONSUME(K.contact)
    const { args, span } = this.SUBRULE(this.args)
    return { kind: 'persona-contact', args, argsSpan: span, span: this.spanFrom(keyword) }
  })

  /** `does purchased 12% within 7 days with (product: "mug")` */
  private behaviour = this.RULE('behaviour', (): PersonaBehaviour => {
    const keyword = this.CONSUME(K.does)
    const event = this.name(1, 'the name of an event')
    const share = this.SUBRULE(this.share)
    const within = this.accept(K.within) && this.subrule(0, this.expression)
    const given = this.accept(K.with) && this.subrule(0, this.args)
    return {
      kind: 'does',
      event,
      share,
      ...(within && { within }),
      args: given?.args ?? [],
      ...(given && { argsSpan: given.span }),
      span: this.spanFrom(keyword),
    }
  })
}
