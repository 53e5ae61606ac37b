import type { NodeId } from './format.ts'
import type { LoadedNode } from './loaded.ts'

/**
 * The steps that a run may come to again without a delay in between: those in loops, and those after them. What is
 * left when steps that nothing leads to are taken away, one after the other.
 */
export function findLooping(nodes: ReadonlyMap<NodeId, LoadedNode>): ReadonlySet<LoadedNode> {
  const left = new Set(nodes.values())
  const waysTo = new Map<LoadedNode, number>()
  for (const node of left) {
    for (const to of stepsAfter(node)) waysTo.set(to, (waysTo.get(to) ?? 0) + 1)
  }
  const free = [...left].filter((node) => !waysTo.has(node))
  for (const node of free) {
    left.delete(node)
    for (const to of stepsAfter(node)) {
      const ways = waysTo.get(to)! - 1
      waysTo.set(to, ways)
      if (ways === 0) free.push(to)
    }
  }
  return left
}

/** Where a run can go from a step without a pause. A wait may be satisfied already; a delay always holds. */
function stepsAfter(node: LoadedNode): LoadedNode[] {
  switch (node.kind) {
    case 'send':
      return node.else === undefined ? [node.next.to] : [node.next.to, node.else.to]
    case 'delay': {
      const { months, days, ms } = node.for
      return months + days + ms > 0 ? [] : [node.next.to]
    }
    case 'wait': {
      const arms = node.arms.map(({ next }) => next.to)
      return node.timeout === undefined ? arms : [...arms, node.timeout.to]
    }
    case 'branch':
      return [node.yes.to, node.no.to]
    case 'tag':
    case 'untag':
      return [node.next.to]
    case 'finish':
      return []
  }
}
