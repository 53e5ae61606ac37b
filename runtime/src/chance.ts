import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { WHOLE } from './graph/format.ts'

/**
 * Where a contact falls among all, from 0 to 9,999: in basis points, evenly, and always the same for the same names.
 * The first 32 bits of the SHA-256 of the names as a JSON list, scaled down.
 *
 * A split asks with contact, journey and split, a holdout with contact and journey.
 */
export function chanceOf(...names: string[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(JSON.stringify(names)))
  return Math.floor((((a << 24) | (b << 16) | (c << 8) | d) >>> 0) / (2 ** 32 / WHOLE))
}
