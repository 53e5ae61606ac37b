import type { TagLiteral } from '../syntax/ast.ts'
import { lookup, type Scope } from './scope.ts'

/** Every tag is declared: a misspelt tag would be a tag that nobody has. */
export function checkTag(tag: TagLiteral, scope: Scope): string | undefined {
  return lookup(scope, tag.name, 'tag')?.name
}
