import type { NodeId, RuntimeRecord } from '@journey-lang/runtime'

/** The steps that runs came to, by journey. */
export type Reached = ReadonlyMap<string, ReadonlySet<NodeId>>

/** Where runs came to, as the records of what happened tell it. */
export function reachedIn(records: readonly RuntimeRecord[]): Reached {
  const reached = new Map<string, Set<NodeId>>()
  for (const record of records) {
    const node = record.kind === 'entered' ? record.node : record.kind === 'passed' ? record.to : undefined
    if (node === undefined || !('run' in record)) continue
    const known = reached.get(record.journey!)
    if (known) known.add(node)
    else reached.set(record.journey!, new Set([node]))
  }
  return reached
}
