import type { Journey, NodeId } from '../../graph/format.ts'
import type { LoadedJourney, LoadedNode } from '../../graph/loaded.ts'
import { allEdges } from '../../graph/loops.ts'
import { ownValue, type Run } from '../state.ts'

/** Finds the kept values that runs may come to read and do not have. */
export type FindLacks = (run: Run) => readonly string[]

/**
 * The values, such as `start.order`, that a run of a journey may come to read and does not have: of an event or an answer
 * from before the journey asked for it, which the run does not come by again. They count as missing.
 */
export function findLacks(journey: LoadedJourney, source: Journey): FindLacks {
  const known = new Map<NodeId, Ahead>()
  return ({ node, bindings }) => {
    let ahead = known.get(node)
    if (ahead === undefined) {
      ahead = lookAhead(journey, source, node)
      known.set(node, ahead)
    }
    const { steps, reads } = ahead
    const missing = reads.filter(({ id, field }) => {
      const values = ownValue(bindings, id)
      if (values === undefined) return !steps.has(id)
      return journey.payloads.get(id)?.get(field)?.optional !== true && !Object.hasOwn(values, field)
    })
    return missing.map(({ id, field }) => `${id}.${field}`)
  }
}

interface Ahead {
  readonly steps: ReadonlySet<NodeId>
  readonly reads: readonly { id: string; field: string }[]
}

/** The steps that a run may come to from one, and what it may read on the way. */
function lookAhead({ nodes }: LoadedJourney, { exits, goals, ...source }: Journey, from: NodeId): Ahead {
  const ahead = new Set<LoadedNode>([nodes.get(from)!])
  for (const node of ahead) for (const { to } of allEdges(node)) ahead.add(to)
  const steps = new Set([...ahead].map(({ id }) => id))
  const reads = new Map<string, Ahead['reads'][number]>()
  for (const part of [exits, goals, ...[...steps].map((id) => source.nodes[id])]) {
    for (const read of bindingsIn(part)) reads.set(`${read.id}.${read.field}`, read)
  }
  return { steps, reads: [...reads.values()] }
}

/** Every `["bind", ID, FIELD]` in a part of a graph. */
function* bindingsIn(part: unknown): Generator<Ahead['reads'][number]> {
  if (typeof part !== 'object' || part === null) return
  if ('var' in part && Array.isArray(part.var) && part.var[0] === 'bind') {
    const [, id, field] = part.var as string[]
    yield { id: id!, field: field! }
    return
  }
  for (const inner of Object.values(part)) yield* bindingsIn(inner)
}
