import type { ReadResult } from '../source/host.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Bytes as text. They must be UTF-8; a byte order mark at the beginning is dropped. */
export function decodeUtf8(bytes: Uint8Array): ReadResult {
  try {
    return { ok: true, text: decoder.decode(bytes) }
  } catch {
    return { ok: false, reason: 'encoding', offset: firstBadByte(bytes) }
  }
}

/** Where the longest beginning that is UTF-8 ends. */
function firstBadByte(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return at
}

/** Length of the character at an offset, or 0 if it is malformed (The Unicode Standard, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!
  if (lead < 0x80) return 1
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  if (length === 0 || at + length > bytes.length) return 0
  // The second byte excludes forms that are too long, surrogates, and what is beyond U+10FFFF.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  const second = bytes[at + 1]!
  if (second < lowest || second > highest) return 0
  for (let index = 2; index < length; index++) {
    if ((bytes[at + index]! & 0xc0) !== 0x80) return 0
  }
  return length
}
