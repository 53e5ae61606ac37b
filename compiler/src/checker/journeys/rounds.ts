/**
 * The rounds of a graph: its strongly connected components that have an edge within. Returns the number of the round
 * of each node that is in one. Kosaraju's algorithm, without recursion, in time that grows with nodes and edges.
 */
export function rounds(edges: readonly { from: string; to: string }[]): Map<string, number> {
  const forward = adjacency(edges.map(({ from, to }) => [from, to]))
  const backward = adjacency(edges.map(({ from, to }) => [to, from]))
  const order: string[] = []
  const visited = new Set<string>()
  for (const node of forward.keys()) visit(node, forward, visited, (done) => order.push(done))

  const component = new Map<string, number>()
  const assigned = new Set<string>()
  for (const [number, node] of order.reverse().entries()) {
    visit(node, backward, assigned, (member) => component.set(member, number))
  }
  const within = edges.filter(({ from, to }) => component.get(from) === component.get(to))
  const inRound = new Set(within.map(({ from }) => component.get(from)))
  return new Map([...component].filter(([, number]) => inRound.has(number)))
}

function adjacency(edges: readonly [string, string][]): Map<string, string[]> {
  const targets = new Map<string, string[]>()
  for (const [from, to] of edges) {
    if (!targets.has(to)) targets.set(to, [])
    const known = targets.get(from)
    if (known) known.push(to)
    else targets.set(from, [to])
  }
  return targets
}

/** Walks depth first from a node; calls `leave` for each new node when all that it reaches has been left. */
function visit(
  start: string,
  targets: ReadonlyMap<string, readonly string[]>,
  visited: Set<string>,
  leave: (node: string) => void,
): void {
  if (visited.has(start)) return
  visited.add(start)
  const path = [{ node: start, next: 0 }]
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const target = targets.get(top.node)?.[top.next++]
    if (target === undefined) {
      leave(top.node)
      path.pop()
    } else if (!visited.has(target)) {
      visited.add(target)
      path.push({ node: target, next: 0 })
    }
  }
}
