import { isUtf8 } from 'node:buffer'
import { hasHalfCharacter, isDeep, MAX_DEPTH } from '../json-text.ts'
import { HttpProblem, refuse } from './problem.ts'

export interface BodyLimits {
  /** Of one JSON value, and of a line of a stream, in bytes. */
  readonly size: number
  /** How long the next part of a body may take to come, in milliseconds. */
  readonly patience: number
}

export const BODY_LIMITS: BodyLimits = { size: 1024 * 1024, patience: 30_000 }

const JSON_TYPE = 'application/json'
const LINES_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl']

/** What a body is, by its header: one value, or one on each line. Throws for anything else. */
export function kindOfBody(request: Request, takesLines: boolean): 'json' | 'lines' {
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') {
    throw new HttpProblem('wrong_type', 'Compressed bodies are not read: send it as it is.')
  }
  const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  if (type.trim() === JSON_TYPE) return 'json'
  if (takesLines && LINES_TYPES.includes(type.trim())) return 'lines'
  const types = takesLines ? `${JSON_TYPE} or ${LINES_TYPES[0]}` : JSON_TYPE
  throw new HttpProblem('wrong_type', `Send the body as ${types}, and say so in Content-Type.`)
}

/** The value of a JSON body, and its text. */
export async function readJson(
  request: Request,
  limits: BodyLimits,
): Promise<{ text: string; value: unknown }> {
  const bytes = await readAll(request, limits)
  if (bytes.length === 0) throw new HttpProblem('not_json', 'The body is empty: send a JSON object.')
  if (!isUtf8(bytes)) throw new HttpProblem('not_json', 'The body is not UTF-8.')
  const text = bytes.toString()
  if (isDeep(text)) {
    throw new HttpProblem('not_json', `Lists and objects are nested more than ${MAX_DEPTH} deep.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // Without the text itself, of which some errors quote a part.
    const detail = (error as Error).message.replace(/, (\.\.\.)?".*is not valid JSON$/s, '')
    throw new HttpProblem('not_json', `The body is not JSON: ${detail}.`)
  }
  if (hasHalfCharacter(text)) refuse('half_character', {})
  return { text, value }
}

/** All bytes of a body. */
export async function readAll(request: Request, { size, patience }: BodyLimits): Promise<Buffer> {
  const tooLarge = () =>
    new HttpProblem('too_large', `The body is larger than ${size} bytes. Send many things as lines.`)
  const told = request.headers.get('content-length')
  if (Number(told) > size) throw tooLarge()
  // What says how long it is can be read at once, which is quicker.
  if (told !== null) return Buffer.from(await inTime(request.arrayBuffer(), patience))
  const parts: Uint8Array[] = []
  let length = 0
  // What comes drop by drop does not begin anew with each drop.
  const end = Date.now() + patience
  for await (const part of partsOf(request, () => end - Date.now())) {
    length += part.length
    if (length > size) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The parts of a body as they come. Throws when the next does not come in time. */
export async function* partsOf(request: Request, patience: () => number): AsyncGenerator<Uint8Array> {
  if (request.body === null) return
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), patience())
      if (done) return
      yield value
    }
  } finally {
    // A reader that went away can't be told.
    reader.cancel().catch(() => {})
  }
}

async function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const tooLate = () => reject(new HttpProblem('timeout', 'The body did not come in time.'))
    timer = setTimeout(tooLate, Math.max(milliseconds, 0))
  })
  const whole = promise.catch(() => {
    // Nobody is there any more to be told.
    throw new HttpProblem('bad_request', 'The connection ended before the body did.')
  })
  try {
    return await Promise.race([whole, late])
  } finally {
    clearTimeout(timer)
  }
}
