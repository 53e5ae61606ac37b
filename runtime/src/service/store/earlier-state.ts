import { type IdMap, setId } from '../../core/id-map.ts'
import type { ContactState, Entries } from '../../core/state.ts'

/** Entries to a journey, by key, as they were kept until version 3 of the schema. */
type EarlierEntries = Readonly<Record<string, { readonly count: number; readonly at: number }>>

/** A state as this version has it, from one that any version has written. */
export function currentState(state: ContactState): ContactState {
  const entries: [string, Entries | EarlierEntries][] = Object.entries(state.entries)
  if (entries.every(([, one]) => isCurrent(one))) return state
  const current = entries.map(([journey, one]) => [journey, isCurrent(one) ? one : fromEarlier(one)])
  return { ...state, entries: Object.fromEntries(current) }
}

function isCurrent(entries: Entries | EarlierEntries): entries is Entries {
  return typeof entries.count === 'number'
}

function fromEarlier({ '': unkeyed, ...keyed }: EarlierEntries): Entries {
  const all = Object.entries(keyed)
  const ids = all.reduce<IdMap>((map, [key, { at }]) => setId(map, key, at), [])
  // As large as the number of any run: runs were counted by key.
  const count = all.reduce((sum, [, one]) => sum + one.count, unkeyed?.count ?? 0)
  return {
    count,
    ...(unkeyed && { at: unkeyed.at }),
    ...(all.length > 0 && { keys: [{ since: Math.max(...all.map(([, { at }]) => at)), ids }] }),
  }
}
