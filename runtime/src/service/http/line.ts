import type { Input } from '../../core/inputs.ts'
import { type LineDefaults, type LogLine, parseLogLine } from '../../log/read-log.ts'
import { type Problem, problem } from '../../problems.ts'

/** What names a contact or an input is at most so long, in UTF-16 units. */
export const MAX_NAME = 500
/** How deep lists and objects may be nested. Declared values need three. */
export const MAX_DEPTH = 32

/** Names that can be kept in an index, written in an address and shown on one line. */
export const NAME_PATTERN = '^[^\\u0000-\\u001f\\u007f]+$'
const isName = (text: string) =>
  text.length <= MAX_NAME && new RegExp(NAME_PATTERN).test(text) && text.isWellFormed()

/** Reads one line of a log that came over the network: what is read from a file, and a little less trusting. */
export function readLine(text: string, number: number, defaults: LineDefaults): LogLine {
  if (isDeep(text)) {
    return { ok: false, problems: [problem('nested_too_deep', { limit: MAX_DEPTH }, { line: number })] }
  }
  const read = parseLogLine(text, number, undefined, defaults)
  if (!read.ok) return read
  const problems = problemsOfNames(read.value, number)
  return problems.length === 0 ? read : { ok: false, problems }
}

/** What is wrong with the names by which an input says whom it is about, and what it is. */
export function problemsOfNames({ contact, id, kind }: Input, line?: number): Problem[] {
  const place = line === undefined ? {} : { line }
  const field = kind === 'contact' ? 'id' : 'contact'
  return [
    ...(isName(contact) ? [] : [problem('bad_name', { field, limit: MAX_NAME }, place)]),
    ...(id === undefined || isName(id) ? [] : [problem('bad_name', { field: 'id', limit: MAX_NAME }, place)]),
  ]
}

const QUOTE = 34
const BACKSLASH = 92

/** Whether a text of JSON is nested too deep to be handed to functions that call themselves. */
export function isDeep(text: string): boolean {
  // Every level takes two characters.
  if (text.length <= 2 * MAX_DEPTH) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
          if (text.charCodeAt(at) === BACKSLASH) at++
        }
        break
      case 91: // [
      case 123: // {
        if (++depth > MAX_DEPTH) return true
        break
      case 93: // ]
      case 125: // }
        depth--
    }
  }
  return false
}
