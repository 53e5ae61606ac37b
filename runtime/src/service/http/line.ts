import type { Input } from '../../core/inputs.ts'
import { type LineDefaults, LOG_LINE_FIELDS, type LogLine, parseLogLine } from '../../log/read-log.ts'
import { type Problem, problem } from '../../problems.ts'
import { formatInstant, type Instant } from '../../time/instant.ts'
import { DAY } from '../../time/units.ts'
import { hasHalfCharacter, isDeep, MAX_DEPTH } from '../json-text.ts'

/** What names a contact or an input is at most so long, in UTF-16 units. */
export const MAX_NAME = 500

/** Names that can be kept in an index, written in an address and shown on one line. `.` and `..` lead elsewhere there. */
export const NAME_PATTERN = '^(?!\\.\\.?$)[^\\u0000-\\u001f\\u007f]+$'
const NAME = new RegExp(NAME_PATTERN)
const isName = (text: string) => text.length <= MAX_NAME && NAME.test(text) && text.isWellFormed()

/**
 * Reads one line of a log that came over the network: what is read from a file, and less trusting. It tells an event unless
 * it says otherwise, and happens now unless it says when.
 */
export function readLine(text: string, number: number, now: Instant): LogLine {
  const place = { line: number }
  const refused = (...problems: Problem[]): LogLine => ({ ok: false, problems })
  if (isDeep(text)) return refused(problem('nested_too_deep', { limit: MAX_DEPTH }, place))
  const read = parseLogLine(text, number, undefined, { type: 'event', at: now } satisfies LineDefaults)
  if (!read.ok) return read
  const { kind } = read.value
  const problems = [
    ...problemsOfInput(read.value, now, place),
    ...read.ignored.map((field) =>
      problem('unknown_line_field', { type: kind, field, known: LOG_LINE_FIELDS[kind]! }, place),
    ),
    ...(hasHalfCharacter(text) ? [problem('half_character', {}, place)] : []),
  ]
  if (problems.length > 0) return refused(...problems)
  // And not when its batch is written: a run would begin then, after what follows its start in the next lines.
  return { ...read, value: { ...read.value, received: now } }
}

/** What is wrong with an input whatever the journeys declare: the names by which it says whom it is about, and its time. */
export function problemsOfInput(input: Input, now: Instant, place: { line?: number } = {}): Problem[] {
  const { contact, id, kind, at } = input
  const field = kind === 'contact' ? 'id' : 'contact'
  return [
    ...(isName(contact) ? [] : [problem('bad_name', { field, limit: MAX_NAME }, place)]),
    ...(id === undefined || isName(id) ? [] : [problem('bad_name', { field: 'id', limit: MAX_NAME }, place)]),
    ...(at === undefined || at <= now + DAY
      ? []
      : [problem('not_yet', { at: formatInstant(at), now: formatInstant(now) }, place)]),
  ]
}
