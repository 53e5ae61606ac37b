/**
 * A set of texts that is a JSON value and is never changed: adding shares all but a few parts of it, so that it costs
 * about the same however many there are. A tree by the hash of the texts, four bits at each level.
 */
export type IdSet = readonly string[] | { readonly parts: readonly IdSet[] }

const LEAF = 16
const BITS = 4
const WAYS = 2 ** BITS
const DEPTH = 32 / BITS

export function hasId(set: IdSet, id: string): boolean {
  let rest = hash(id)
  let part = set
  while ('parts' in part) {
    part = part.parts[rest % WAYS]!
    rest >>>= BITS
  }
  return part.includes(id)
}

/** The set with one more, that is not in it yet. */
export function addId(set: IdSet, id: string): IdSet {
  return add(set, id, 0)
}

function add(set: IdSet, id: string, depth: number): IdSet {
  if ('parts' in set) {
    const way = (hash(id) >>> (BITS * depth)) % WAYS
    return { parts: set.parts.with(way, add(set.parts[way]!, id, depth + 1)) }
  }
  if (set.length < LEAF || depth === DEPTH) return [...set, id]
  const empty: IdSet = { parts: Array.from({ length: WAYS }, () => []) }
  return [...set, id].reduce<IdSet>((split, one) => add(split, one, depth), empty)
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
