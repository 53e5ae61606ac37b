import type { Bundle, Journey, Moved, NodeId } from './format.ts'
import type { Destination } from './loaded.ts'

/**
 * Where runs of a journey go on that began under the first of some bundles, in the last of them. `bundles` are those
 * that were put in place since, oldest first. As if every one of them had been migrated to: what the sources of each
 * said of a step is followed. What the latest says of the very step at which a run stands comes before that, so that an
 * answer can be given later, and corrected.
 */
export function destinationsIn(bundles: readonly Bundle[], name: string): (node: NodeId) => Destination {
  const [first, ...rest] = bundles
  const latest = rest.at(-1)
  const target = latest && journeyIn(latest, name)
  const direct = latest && movesIn(latest, name)
  return (from) => {
    if (target === undefined) return { kind: 'none' }
    const start = { node: from, kind: kindOf(journeyIn(first!, name), from), anew: false, moved: false }
    const answer = direct?.get(from)
    if (answer !== undefined && !Object.hasOwn(target.nodes, from)) return arrive(start, answer, target)
    let place: Place = start
    for (const bundle of rest) {
      const journey = journeyIn(bundle, name)
      if (journey === undefined) continue
      const there = kindOf(journey, place.node)
      if (there !== undefined) {
        place = { ...place, kind: there, anew: place.anew || there !== place.kind }
        continue
      }
      const to = movesIn(bundle, name).get(place.node)
      if (to === undefined) continue
      const next = arrive(place, to, journey)
      if (next.kind !== 'step') return next
      place = { ...next, kind: kindOf(journey, next.node) }
    }
    const { node, anew, moved } = place
    return Object.hasOwn(target.nodes, node) ? { kind: 'step', node, anew, moved } : { kind: 'unknown' }
  }
}

interface Place {
  readonly node: NodeId
  /** Of the step, where it was last there. */
  readonly kind: string | undefined
  readonly anew: boolean
  readonly moved: boolean
}

/** A step of another name is the same if it is of the same kind. At a stage one begins. */
function arrive(from: Place, to: Moved['to'], journey: Journey): Destination {
  if ('finish' in to) return { kind: 'finish' }
  if ('node' in to) {
    const anew = from.anew || kindOf(journey, to.node) !== from.kind
    return { kind: 'step', node: to.node, anew, moved: true }
  }
  const stage = journey.stages.find(({ name }) => name === to.stage)
  return stage === undefined
    ? { kind: 'unknown' }
    : { kind: 'step', node: stage.entry, anew: true, moved: true }
}

function journeyIn({ journeys }: Bundle, name: string): Journey | undefined {
  return Object.hasOwn(journeys, name) ? journeys[name] : undefined
}

function kindOf(journey: Journey | undefined, node: NodeId): string | undefined {
  return journey !== undefined && Object.hasOwn(journey.nodes, node) ? journey.nodes[node]!.kind : undefined
}

function movesIn({ moved = [] }: Bundle, name: string): ReadonlyMap<NodeId, Moved['to']> {
  return new Map(moved.filter(({ journey }) => journey === name).map(({ from, to }) => [from, to]))
}
