import type { Node, NodeId, Start } from '@journey-lang/runtime'

/** The name that a step was given with `as`: scenarios, tables and traces call it by that. */
export function stepName(id: NodeId, node: Node): string | undefined {
  return node.named ? id : undefined
}

/** The name that a start was given with `as`. */
export function startName({ id, named }: Start): string | undefined {
  return named ? id : undefined
}
