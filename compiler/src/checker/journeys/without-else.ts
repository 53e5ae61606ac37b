import type { Fix } from '../../diagnostics/diagnostic.ts'
import { offeredRemoval } from '../../diagnostics/removal.ts'
import type { Block } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'

/** Offers to take out an `else` that nobody takes, with its block. */
export function withoutElse({ span }: Block, { module }: Scope): Fix {
  const start = module.tree.text.lastIndexOf('else', span.start)
  return offeredRemoval('Remove "else"', module.tree, { start, end: span.end })
}
