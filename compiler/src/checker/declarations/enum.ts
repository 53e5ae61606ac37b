import type { EnumSymbol } from '../../modules/symbols.ts'
import type { EnumMember } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

/** The members of an enum have names of their own, and there is at least one. */
export function checkEnum({ name, declaration }: EnumSymbol, { module }: Scope): void {
  const { members } = declaration
  if (members.length === 0) {
    module.report('no-members', declaration.name.span, { name }, { within: declaration.span })
  }
  const seen = new Map<string, EnumMember>()
  for (const member of members) {
    const { text, span } = member.name
    const first = seen.get(text)
    if (first) {
      const related = [
        { role: 'first declared here' as const, file: module.tree.path, span: first.name.span },
      ]
      module.report('repeated-member', span, { name: text }, { related })
    } else if (text !== '') seen.set(text, member)
  }
}
