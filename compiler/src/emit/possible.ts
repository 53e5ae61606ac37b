import type { Expr, Journey, Node, NodeId } from '@journey-lang/runtime'
import { narrowed, own, type Scope } from './expression-text.ts'

/** What the way to a step tells about the events that were kept on it. */
export type Possible = Pick<Scope, 'startedBy' | 'leftBy'>

interface Known {
  startedBy: ReadonlySet<string>
  leftBy: ReadonlyMap<string, string>
}

/** For each step that a run can reach, what is so on every way that leads to it. */
export function possibleAt(journey: Journey): ReadonlyMap<NodeId, Possible> {
  const known = new Map<NodeId, Known>()
  const all = journey.starts.map(({ id }) => id)
  const queue: [id: NodeId, arriving: Known][] = [
    [journey.entry, { startedBy: new Set(all), leftBy: new Map() }],
  ]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [id, arriving] = next
    const node = own(journey.nodes, id)
    if (!node) continue
    const before = known.get(id)
    const after = before ? either(before, arriving) : arriving
    if (after === before) continue
    known.set(id, after)
    for (const [edge, to] of Object.entries(node.edges) as [string, NodeId][]) {
      queue.push([to, leaving(id, node, edge, after, all)])
    }
  }
  return known
}

/** What holds whichever of two ways was taken; the first itself when the second adds nothing. */
function either(a: Known, b: Known): Known {
  const startedBy = new Set([...a.startedBy, ...b.startedBy])
  const leftBy = new Map([...a.leftBy].filter(([wait, arm]) => b.leftBy.get(wait) === arm))
  if (startedBy.size === a.startedBy.size && leftBy.size === a.leftBy.size) return a
  return { startedBy, leftBy }
}

function leaving(id: NodeId, node: Node, edge: string, known: Known, all: readonly string[]): Known {
  if (node.kind === 'branch') {
    const ids = startsOf(node.when, edge === 'then', all)
    return ids ? { ...known, startedBy: narrowed(known.startedBy, ids) } : known
  }
  // With a single arm there is nothing to choose from.
  if (node.kind !== 'wait' || node.arms.length < 2) return known
  const leftBy = new Map(known.leftBy)
  if (node.arms.some(({ name }) => name === edge)) leftBy.set(id, edge)
  else leftBy.delete(id)
  return { ...known, leftBy }
}

/** The starts that a condition leaves possible when it holds, or does not; `undefined` when it says nothing of them. */
function startsOf(when: Expr, holds: boolean, all: readonly string[]): readonly string[] | undefined {
  if (typeof when !== 'object') return undefined
  if ('!' in when) return startsOf(when['!'][0], !holds, all)
  if ('started_by' in when) return all.filter((id) => when.started_by.includes(id) === holds)
  // All parts of an `and` hold when it does; none of an `or` does when it does not.
  const parts = holds && 'and' in when ? when.and : !holds && 'or' in when ? when.or : []
  return parts
    .map((part) => startsOf(part, holds, all))
    .reduce(
      (left, right) => (left && right ? left.filter((id) => right.includes(id)) : (left ?? right)),
      undefined,
    )
}
