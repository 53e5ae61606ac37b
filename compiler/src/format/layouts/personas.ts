import type { PersonaMember } from '../../syntax/ast.ts'
import { clause, inside, type Layout, layout, verbatim } from '../layout.ts'
import { argumentList, expressionLayout } from './expressions.ts'
import { settingLayout } from './members.ts'

/** What stands in the braces of a persona. */
export function personaMemberLayout(member: PersonaMember): Layout {
  const { span } = member
  switch (member.kind) {
    case 'setting':
      return settingLayout(member)
    case 'persona-contact':
      return layout(span, argumentList(member.argsSpan.start, member.args))
    case 'does': {
      const { share, within, args, argsSpan } = member
      return layout(
        span,
        inside(expressionLayout(share)),
        clause(1, within && expressionLayout(within)),
        argsSpan && argumentList(argsSpan.start, args, { spaced: true }),
      )
    }
    case 'error':
      return verbatim(span)
  }
}
