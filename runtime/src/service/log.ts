/** What a service tells its operator while it runs. One line each: an event with a name that stays, and fields. */

export type LogLevel = 'info' | 'warn' | 'error'

/** Only what may be read by whoever keeps the machine: ids of contacts, never what is known of them, and no secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** Takes lines of the log. `event` is a few plain words, such as "listening". */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void

/** Where a log goes, and in which form. */
export interface LogOptions {
  /** Takes whole lines, with their ends. */
  readonly write: (line: string) => void
  /** For people at a terminal, in place of JSON. */
  readonly pretty?: boolean
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

/** A log that writes one line of JSON per event, or a line for people. */
export function createLog({ write, pretty = false, clock = Date.now }: LogOptions): Log {
  const lineOf = pretty ? prettyLine : jsonLine
  return (level, event, fields = {}) => write(lineOf(new Date(clock()), level, event, fields))
}

/** A log for those who do not want one. */
export const silent: Log = () => {}

function jsonLine(at: Date, level: LogLevel, event: string, fields: LogFields): string {
  return `${JSON.stringify({ at: at.toISOString(), level, event, ...fields })}\n`
}

function prettyLine(at: Date, level: LogLevel, event: string, fields: LogFields): string {
  const time = at.toTimeString().slice(0, 8)
  const words = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${plain(value!)}`)
  return `${[time, ...(level === 'info' ? [] : [`${level}:`]), event, ...words].join(' ')}\n`
}

/** As it is if it is one word, else quoted, so that nothing in it can look like another line or move the cursor. */
function plain(value: string | number | boolean): string {
  const text = String(value)
  return /^[\w.:/@#+-]+$/.test(text) ? text : JSON.stringify(text).replace(/[\u007f-\u009f]/g, '�')
}
