import { createHash } from 'node:crypto'
import type { StepKey } from '../../core/ids.ts'
import { formatInstant, type Instant } from '../../time/instant.ts'

/** Other forms of the key of a step, for places that do not take every text. All tell different keys apart. */

/** 64 hexadecimal digits: for `Idempotency-Key`, which many providers keep short. */
export function keyHash(key: StepKey): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Percent-encoded: for a header, which takes only ASCII, and as it stands in paths of the API. */
export function keyHeader(key: StepKey): string {
  return encodeURIComponent(key.toWellFormed())
}

/** The same for a mail, in which no line may be longer than 998 characters (RFC 5322) and such a text has no place to fold: a key that is too long is told by its hash. */
export function mailKeyHeader(key: StepKey): string {
  const whole = keyHeader(key)
  return whole.length <= 900 ? whole : `sha256:${keyHash(key)}`
}

/** The `Message-ID` of a mail. The domain is that of its sender. */
export function messageId(key: StepKey, domain: string): string {
  return `<${keyHash(key).slice(0, 40)}@${domain}>`
}

/** The name of a file without its ending: when, what, and a hash, as `2026-03-02T10-00-00Z welcome-sara-1 3f2a…`. */
export function fileName(key: StepKey, at: Instant): string {
  const time = formatInstant(at).slice(0, 19).replaceAll(':', '-')
  return `${time}Z-${readable(key)}-${keyHash(key).slice(0, 12)}`
}

const MOST_BYTES = 120

/** Letters and digits of any script, and nothing that a file system or a shell could take amiss. */
function readable(key: StepKey): string {
  let words = key
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  while (Buffer.byteLength(words) > MOST_BYTES) words = words.slice(0, -1)
  return words.replace(/[\ud800-\udbff]$/, '')
}
