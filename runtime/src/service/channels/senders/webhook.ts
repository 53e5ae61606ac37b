import type { CallResult } from '../../../core/inputs.ts'
import type { Values } from '../../../expressions/compile.ts'
import { isDeep } from '../../json-text.ts'
import { keyHash, keyHeader } from '../key-forms.ts'
import { parcelJson } from '../parcel-json.ts'
import { describeError, oneLine, type Parcel, type Sender, type Verdict } from '../sender.ts'
import { sign } from '../signature.ts'

export interface WebhookOptions {
  readonly url: string
  readonly secret: string
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds since 1970, for signatures and `Retry-After`. */
  readonly clock?: () => number
}

/** How much of an answer is read. */
const MOST_BYTES = 1_000_000

/** Posts each parcel as JSON, signed, with its key. */
export function createWebhookSender({ url, secret, headers = {}, clock = Date.now }: WebhookOptions): Sender {
  async function send(parcel: Parcel, signal: AbortSignal): Promise<Verdict> {
    const body = JSON.stringify(parcelJson(parcel))
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        body,
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          'User-Agent': 'journey',
          'Journey-Key': keyHeader(parcel.key),
          'Journey-Attempt': String(parcel.attempt),
          'Journey-Signature': sign(secret, body, Math.floor(clock() / 1000)),
          'Idempotency-Key': keyHash(parcel.key),
        },
      })
      return await verdictOf(response, parcel)
    } catch (error) {
      const reason = signal.aborted ? 'it did not answer in time' : describeError(error)
      return { kind: 'again', reason, provider: true }
    }
  }

  async function verdictOf(response: Response, { command }: Parcel): Promise<Verdict> {
    const { status } = response
    const answer = await readBounded(response)
    if (response.ok) return command.kind === 'call' ? answerOf(status, answer) : { kind: 'done' }
    const reason = `it answered ${status}${answer.text === '' ? '' : `: ${oneLine(answer.text, 200)}`}`
    if (status >= 500 || status === 408 || status === 429) {
      const after = retryAfter(response.headers.get('Retry-After'), clock())
      return { kind: 'again', reason, provider: true, ...(after !== undefined && { after }) }
    }
    if (status >= 300 && status < 400) {
      const to = oneLine(response.headers.get('Location') ?? 'elsewhere', 200)
      return {
        kind: 'dead',
        reason: `it answered ${status} and points to ${to}. Redirects are not followed: correct the URL`,
      }
    }
    return { kind: 'dead', reason }
  }

  return { name: `webhook ${new URL(url).host}`, send, close: async () => {} }
}

interface Answer {
  readonly text: string
  /** There was more than is read. */
  readonly cut: boolean
}

async function readBounded({ body }: Response): Promise<Answer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop early also ends the connection.
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) return { text: '', cut: true }
    chunks.push(chunk)
  }
  return { text: Buffer.concat(chunks).toString(), cut: false }
}

/** The result of an action: `{"values": {…}}`, or `{"failed": "why"}`. With 202, or where nothing is returned, nothing. */
function answerOf(status: number, { text, cut }: Answer): Verdict {
  if (status === 202) return { kind: 'done' }
  if (cut) return { kind: 'dead', reason: `its answer is longer than ${MOST_BYTES} bytes` }
  const result = text.trim() === '' ? { ok: true as const, values: {} } : readResult(text)
  if (result !== undefined) return { kind: 'done', result }
  const reason = 'its answer is not one of {"values": {…}} and {"failed": "why"}'
  return { kind: 'dead', reason: `${reason}: ${oneLine(text, 100)}` }
}

/** What is nested without end would break those that write it down. */
function readResult(text: string): CallResult | undefined {
  if (isDeep(text)) return undefined
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(json) || ('values' in json && 'failed' in json)) return undefined
  if (isObject(json.values)) return { ok: true, values: json.values as Values }
  return typeof json.failed === 'string' ? { ok: false, reason: oneLine(json.failed) } : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Milliseconds that the other side asks to wait: seconds, or a date of HTTP. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
