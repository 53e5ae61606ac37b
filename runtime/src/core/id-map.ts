/**
 * Ids, each with a number, as a JSON value that is never changed: adding shares all but a few parts of it, so that it
 * costs about the same however many there are. A tree by the hash of the ids, four bits at each level.
 */
export type IdMap = readonly Entry[] | { readonly parts: readonly IdMap[] }

type Entry = readonly [id: string, number: number]

const LEAF = 16
const BITS = 4
const WAYS = 2 ** BITS
const DEPTH = 32 / BITS

/** The number of an id. `undefined` when it is not there. */
export function numberOf(map: IdMap, id: string): number | undefined {
  let rest = hashOfText(id)
  let part = map
  while ('parts' in part) {
    part = part.parts[rest % WAYS]!
    rest >>>= BITS
  }
  return part.find(([one]) => one === id)?.[1]
}

/** The map with one more, that is not in it yet. */
export function addId(map: IdMap, id: string, number: number): IdMap {
  return add(map, [id, number], 0)
}

function add(map: IdMap, entry: Entry, depth: number): IdMap {
  if ('parts' in map) {
    const way = (hashOfText(entry[0]) >>> (BITS * depth)) % WAYS
    return { parts: map.parts.with(way, add(map.parts[way]!, entry, depth + 1)) }
  }
  if (map.length < LEAF || depth === DEPTH) return [...map, entry]
  const empty: IdMap = { parts: Array.from({ length: WAYS }, () => []) }
  return [...map, entry].reduce<IdMap>((split, one) => add(split, one, depth), empty)
}

/** FNV-1a, 32 bits. */
export function hashOfText(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
