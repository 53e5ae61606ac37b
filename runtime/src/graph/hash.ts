import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './canonical.ts'
import type { Journey } from './format.ts'

/**
 * The content hash of a journey, to be put in its `hash`: SHA-256, in hex, of its canonical JSON without titles,
 * documentation, what only says how a step is shown, and the hash itself. Equal hashes mean that a run goes the same way.
 */
export function journeyHash(journey: Omit<Journey, 'hash'>): string {
  const { starts, goals, exits, stages, nodes, ...rest } = journey
  const { title: _, doc: __, hash: ___, ...header } = rest as Partial<Journey>
  const content = {
    ...header,
    starts: starts.map(withoutTexts),
    goals: mapValues(goals, withoutTexts),
    exits: exits.map(withoutTexts),
    stages: stages.map(withoutTexts),
    nodes: mapValues(nodes, withoutTexts),
  }
  return contentHash(content)
}

/** SHA-256, in hex, of the canonical JSON of a value. */
export function contentHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))
}

/** The first half of a SHA-256, in hex: enough to tell things of one kind apart. */
export function shortHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 16))
}

function withoutTexts(item: { title?: string; doc?: string; named?: true }): object {
  const { title: _, doc: __, named: ___, ...rest } = item
  return rest
}

function mapValues<V>(record: Record<string, V>, map: (value: V) => object): Record<string, object> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
