import type { EventInput, Input } from '../core/inputs.ts'
import { nameOfJsonType, type Problem, type ProblemArgs, type ProblemName, problem } from '../problems.ts'
import { type Instant, parseInstant } from '../time/instant.ts'

/**
 * Reads a log of events: a JSON object on each line. Gives the inputs in order of time, those of one moment in the
 * order of the log, and contacts without a time before all. Lines with problems are left out.
 */
export function readEventLog(text: string, file?: string): { inputs: Input[]; problems: Problem[] } {
  const inputs: Input[] = []
  const problems: Problem[] = []
  let number = 0
  for (const line of text.split(/\r\n|\n|\r/)) {
    number++
    if (line.trim() === '') continue
    const parsed = parseLogLine(line, number, file)
    if (parsed.ok) inputs.push(parsed.value)
    else problems.push(...parsed.problems)
  }
  return { inputs: sortByTime(inputs), problems }
}

/**
 * Sorts inputs by the time at which they are told. Stable; contacts without a time come first. What is history is told
 * right before everything else that has a time, or when it happened if that is later: it gets its `received` here.
 */
export function sortByTime(inputs: Input[]): Input[] {
  const from = beginningOf(inputs)
  for (const input of inputs) if (isHistory(input)) input.received = Math.max(input.at, from)
  return inputs.sort((a, b) => {
    const [first, second] = [toldAt(a), toldAt(b)]
    return first === second ? Number(isHistory(b)) - Number(isHistory(a)) : first - second
  })
}

/** When an input of a log is told. Contacts without a time are known from the beginning. */
export function toldAt({ received, at }: Input): Instant {
  return received ?? at ?? Number.NEGATIVE_INFINITY
}

/** The first moment at which something happens that is no history; if nothing does, the last of all. */
function beginningOf(inputs: readonly Input[]): Instant {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const input of inputs) {
    if (input.at === undefined) continue
    if (!isHistory(input)) first = Math.min(first, input.at)
    last = Math.max(last, input.at)
  }
  return first === Number.POSITIVE_INFINITY ? last : first
}

function isHistory(input: Input): input is EventInput {
  return input.kind === 'event' && input.history === true
}

/**
 * Reads one line of a log. Lines are
 * `{"type":"contact","id":"c1","at":…,"attributes":{…},"tags":[…]}`, where all but `id` may be left out,
 * `{"type":"event","contact":"c1","event":"purchased","at":…,"payload":{…}}`, with `"history":true` if it is to count as
 * past only,
 * `{"type":"tag","contact":"c1","tag":"vip","at":…}`, the same with `untag`, and
 * `{"type":"start","contact":"c1","journey":"welcome","at":…}` and
 * `{"type":"result","contact":"c1","action":"make_coupon","at":…,"values":{…}}`, with `failed` and a reason in place of
 * `values` when the action failed, and `key` to tell calls apart. `at` is ISO 8601 with an offset. All but contacts may
 * have an `id`, by which a repeated line is known. What a line leaves out and `defaults` has counts as said.
 */
export function parseLogLine(
  text: string,
  line: number,
  file?: string,
  defaults: LineDefaults = {},
): LogLine {
  const reader = new LineReader(text, line, file, defaults)
  const input = reader.read()
  return input === undefined
    ? { ok: false, problems: reader.problems }
    : { ok: true, value: input, ignored: reader.ignored }
}

/** A line that was read, or what is wrong with it. `ignored` are fields that lines of its type do not have. */
export type LogLine =
  | { ok: true; value: Input; ignored: readonly string[] }
  | { ok: false; problems: Problem[] }

/** What counts as said by a line that says nothing else. */
export interface LineDefaults {
  readonly type?: string
  /** When it happens; a contact without a time is known from the beginning all the same. */
  readonly at?: Instant
}

const COMMON = ['type', 'contact', 'at', 'id']

/** The fields that a line may have, by its type. Others are left out. */
export const LOG_LINE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  contact: ['type', 'id', 'at', 'attributes', 'tags'],
  event: [...COMMON, 'event', 'payload', 'history'],
  tag: [...COMMON, 'tag'],
  untag: [...COMMON, 'tag'],
  start: [...COMMON, 'journey'],
  result: [...COMMON, 'action', 'key', 'values', 'failed'],
}

const LINE_TYPES = Object.keys(LOG_LINE_FIELDS)

/** Years in which something can have happened to a contact who is alive, or is planned; others are mistyped. */
const YEARS = [1900, 2199] as const

class LineReader {
  readonly problems: Problem[] = []
  readonly #text: string
  readonly #place: { line: number; file?: string }
  readonly #defaults: LineDefaults
  #fields: Record<string, unknown> = {}

  constructor(text: string, line: number, file: string | undefined, defaults: LineDefaults) {
    this.#text = text
    this.#defaults = defaults
    this.#place = { line, ...(file !== undefined && { file }) }
  }

  read(): Input | undefined {
    const value = this.#parse()
    if (this.problems.length > 0) return undefined
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      this.#report(1, 'not_a_log_line', { found: nameOfJsonType(value) })
      return undefined
    }
    this.#fields = value as Record<string, unknown>
    const input = this.#readFields()
    return this.problems.length > 0 ? undefined : input
  }

  /** Names of fields that have no meaning in a line of its type. */
  get ignored(): string[] {
    const known = LOG_LINE_FIELDS[this.#type as string]!
    return Object.keys(this.#fields).filter((field) => !known.includes(field))
  }

  get #type(): unknown {
    return this.#fields.type === undefined ? this.#defaults.type : this.#fields.type
  }

  #parse(): unknown {
    try {
      return JSON.parse(this.#text)
    } catch (error) {
      const detail = (error as Error).message
      // V8 names the offset in the text of most of its errors; without one, the line has to do.
      const offset = /at position (\d+)/.exec(detail)?.[1]
      const column = offset === undefined ? 1 : Number(offset) + 1
      const sentence = detail.replace(/ in JSON at position.*$|, (\.\.\.)?".*is not valid JSON$/s, '')
      this.#report(column, 'not_json', { detail: `${sentence}.` })
      return undefined
    }
  }

  #readFields(): Input | undefined {
    const type = this.#type
    switch (type) {
      case 'contact': {
        const attributes = this.#optional('attributes', 'an object', isObject)
        const tags = this.#optional('tags', 'a list of texts', isTextList)
        const at = this.#fields.at === undefined ? undefined : this.#instant()
        return {
          kind: 'contact',
          contact: this.#name('id'),
          ...(at !== undefined && { at }),
          ...(attributes && { attributes: attributes as NonNullable<ContactLine['attributes']> }),
          ...(tags && { tags }),
        }
      }
      case 'event': {
        const payload = this.#optional('payload', 'an object', isObject)
        const event = this.#name('event')
        const history = this.#optional('history', 'true or false', isBoolean)
        if (event === 'sent') this.#report(this.#columnOf('event'), 'said_by_runtime', { event })
        // The past of which it is not known when it was can't be looked back at.
        if (history && this.#fields.at === undefined) this.#report(1, 'bad_instant', { field: 'at' })
        return {
          kind: 'event',
          event,
          ...(history && { history }),
          ...(payload && { payload: payload as NonNullable<EventLine['payload']> }),
          ...this.#common(),
        }
      }
      case 'tag':
      case 'untag':
        return { kind: type, tag: this.#name('tag'), ...this.#common() }
      case 'start':
        return { kind: 'start', journey: this.#name('journey'), ...this.#common() }
      case 'result': {
        const key = this.#optional('key', 'a text', isName)
        const reason = this.#optional('failed', 'a text', isName)
        const values = this.#optional('values', 'an object', isObject) ?? {}
        return {
          kind: 'result',
          action: this.#name('action'),
          ...(key !== undefined && { key }),
          ...this.#common(),
          ...(reason === undefined
            ? { ok: true, values: values as ResultLine['values'] }
            : { ok: false, reason }),
        }
      }
      default:
        this.#report(this.#columnOf('type'), 'unknown_line_type', {
          found: typeof type === 'string' ? `"${type}"` : nameOfJsonType(type),
          known: LINE_TYPES,
        })
        return undefined
    }
  }

  #common(): { contact: string; at: Instant; id?: string } {
    const id = this.#optional('id', 'a text', isName)
    return { contact: this.#name('contact'), at: this.#instant(), ...(id !== undefined && { id }) }
  }

  #name(field: string): string {
    const value = this.#fields[field]
    if (isName(value)) return value
    this.#report(this.#columnOf(field), 'bad_line_field', { field, expected: 'a text' })
    return ''
  }

  #instant(): Instant {
    const { at } = this.#fields
    if (at === undefined && this.#defaults.at !== undefined) return this.#defaults.at
    const instant = typeof at === 'string' ? parseInstant(at) : undefined
    if (instant === undefined) this.#report(this.#columnOf('at'), 'bad_instant', { field: 'at' })
    else {
      const year = new Date(instant).getUTCFullYear()
      const [first, last] = YEARS
      if (year < first || year > last) this.#report(this.#columnOf('at'), 'far_away', { year, first, last })
    }
    return instant ?? 0
  }

  #optional<T>(field: string, expected: string, is: (value: unknown) => value is T): T | undefined {
    const value = this.#fields[field]
    if (value === undefined || is(value)) return value
    this.#report(this.#columnOf(field), 'bad_line_field', { field, expected })
    return undefined
  }

  /** Where the field stands in the line; the start of the line when it is missing. */
  #columnOf(field: string): number {
    return Math.max(this.#text.indexOf(`"${field}"`), 0) + 1
  }

  #report<N extends ProblemName>(column: number, name: N, args: ProblemArgs<N>): void {
    this.problems.push(problem(name, args, { ...this.#place, column }))
  }
}

type ContactLine = Extract<Input, { kind: 'contact' }>
type EventLine = Extract<Input, { kind: 'event' }>
type ResultLine = Extract<Input, { kind: 'result'; ok: true }>

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
