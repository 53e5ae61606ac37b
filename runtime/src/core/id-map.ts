/**
 * Ids, each with a number, as a JSON value that is never changed: what is set shares all but a few parts of it, so
 * that it costs about the same however many there are. A tree by the hash of the ids, four bits at each level.
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

/** The map in which an id has that number. */
export function setId(map: IdMap, id: string, number: number): IdMap {
  return set(map, [id, number], 0)
}

function set(map: IdMap, entry: Entry, depth: number): IdMap {
  if ('parts' in map) {
    const way = (hashOfText(entry[0]) >>> (BITS * depth)) % WAYS
    return { parts: map.parts.with(way, set(map.parts[way]!, entry, depth + 1)) }
  }
  const [id] = entry
  const place = map.findIndex(([one]) => one >= id)
  if (place >= 0 && map[place]![0] === id) return map.with(place, entry)
  // In one order, so that the same ids are the same value.
  const more = place < 0 ? [...map, entry] : map.toSpliced(place, 0, entry)
  if (map.length < LEAF || depth === DEPTH) return more
  const empty: IdMap = { parts: Array.from({ length: WAYS }, () => []) }
  return more.reduce<IdMap>((split, one) => set(split, one, depth), empty)
}

/** The entries of a map that an earlier one has not, or with another number. What the two share is not looked at. */
export function entriesBeyond(earlier: IdMap, map: IdMap): Entry[] {
  if (map === earlier) return []
  if ('parts' in map) {
    return map.parts.flatMap((part, way) =>
      entriesBeyond('parts' in earlier ? earlier.parts[way]! : earlier, part),
    )
  }
  if ('parts' in earlier) return [...map]
  return map.filter(([id, number]) => !earlier.some((one) => one[0] === id && one[1] === number))
}

/** FNV-1a, 32 bits. */
export function hashOfText(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
