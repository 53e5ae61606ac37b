/** What can be told of a text of JSON from elsewhere before it is read. */

/** How deep lists and objects may be nested. Declared values need three. */
export const MAX_DEPTH = 32

/** Escapes of JSON: pairs that are one character, halves, and all others, so that `\\\\` followed by `ud83d` is not taken for one. */
const ESCAPES = /\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|\\(ud[89a-f][\da-f]{2})|\\./gi

/** Whether a text of JSON, which is UTF-8, has an escape of half a character. */
export function hasHalfCharacter(text: string): boolean {
  if (!/\\ud/i.test(text)) return false
  for (const [, half] of text.matchAll(ESCAPES)) if (half !== undefined) return true
  return false
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
