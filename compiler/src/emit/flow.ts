import type { Journey, Node, NodeId } from '@journey-lang/runtime'
import { own } from './expression-text.ts'

/** A step's ways out in the order in which they are written, whatever the order of keys. */
export function edgesInOrder(node: Node): [name: string, to: NodeId][] {
  const edges: Readonly<Record<string, NodeId>> = node.edges
  const first = 'arms' in node ? node.arms.map(({ name }) => name) : ['body', 'next', 'then']
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length)
  return Object.keys(edges)
    .sort((a, b) => rank(a) - rank(b) || compare(a, b))
    .map((name) => [name, edges[name]!])
}

/** Steps as a reader meets them: from the entry, each way out in turn; then those that nothing leads to. */
export function inOrderOfFlow(journey: Journey): NodeId[] {
  const seen = new Set<NodeId>()
  const visit = (root: NodeId): void => {
    // A stack of its own: a generated journey may be deeper than the machine's.
    const stack = [root]
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      const node = own(journey.nodes, id)
      if (!node || seen.has(id)) continue
      seen.add(id)
      stack.push(
        ...edgesInOrder(node)
          .map(([, to]) => to)
          .reverse(),
      )
    }
  }
  visit(journey.entry)
  for (const { entry } of journey.stages) visit(entry)
  for (const id of Object.keys(journey.nodes).sort(compare)) visit(id)
  return [...seen]
}

/** By code units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
