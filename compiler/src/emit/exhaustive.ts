import type { Node } from '@journey-lang/runtime'
import { own, type Scope, typeOf } from './expression-text.ts'

/** Whether an edge is the `else` of a match whose arms are for every value that there is. */
export function isNeverTaken(node: Node, edge: string, scope: Scope): boolean {
  if (node.kind !== 'match' || edge !== 'else') return false
  const type = typeOf(node.on, scope)
  if (type === undefined || ('optional' in type && type.optional)) return false
  const values =
    type.type === 'boolean'
      ? [true, false]
      : type.type === 'enum'
        ? own(scope.bundle.enums, type.enum)?.members.map(({ name }) => name)
        : undefined
  const matched = node.arms.flatMap(({ is }) => is)
  return values?.every((value) => matched.includes(value)) ?? false
}
