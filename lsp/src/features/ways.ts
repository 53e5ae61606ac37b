import type { FlowEdge, FlowNode, JourneyFlow, Turn } from '@journey-lang/compiler/editor'

/** A step on a way, and by which of its ways on it is left. */
export interface Leg {
  from: FlowNode
  edge: FlowEdge
}

/** Ways are given up when so many beginnings of them were looked at: nobody can read about more. */
const MOST_BEGINNINGS = 2000

/** So many ways from the start of a journey to a step, none through a step twice, the shortest first. */
export function* waysTo(flow: JourneyFlow, target: FlowNode, most: number): Generator<readonly Leg[]> {
  const entry = entryOf(flow)
  if (!entry) return
  let beginnings: (readonly Leg[])[] = [[]]
  let found = 0
  let looked = 0
  while (beginnings.length > 0) {
    const longer: (readonly Leg[])[] = []
    for (const way of beginnings) {
      const here: FlowNode = way.at(-1)?.edge.to ?? entry
      if (here === target) {
        yield way
        if (++found === most) return
      }
      if (here === target || ++looked > MOST_BEGINNINGS) continue
      for (const edge of here.next) {
        if (!edge.to || edge.counted || edge.to === entry || way.some(({ from }) => from === edge.to))
          continue
        longer.push([...way, { from: here, edge }])
      }
    }
    beginnings = longer
  }
}

/** What was decided on every way to a step, in the order in which it is. */
export function turnsTo(flow: JourneyFlow, target: FlowNode): Turn[] {
  const entry = entryOf(flow)
  const [shortest = []] = waysTo(flow, target, 1)
  if (!entry) return []
  return shortest.flatMap(({ edge }) =>
    edge.turn && !isReachedWithout(entry, target, edge) ? [edge.turn] : [],
  )
}

/** The step at which runs begin. */
export function entryOf({ nodes }: JourneyFlow): FlowNode | undefined {
  return nodes.find(({ reached }) => reached)
}

function isReachedWithout(entry: FlowNode, target: FlowNode, without: FlowEdge): boolean {
  const reached = new Set([entry])
  for (const node of reached) {
    if (node === target) return true
    for (const edge of node.next) if (edge.to && edge !== without) reached.add(edge.to)
  }
  return false
}
