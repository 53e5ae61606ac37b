/**
 * Text of both directions in one line. The language's own words are read from left to right; names, titles and
 * strings may be Persian, Arabic or Hebrew. Each piece that a user wrote is isolated, so that it is read in its own
 * direction and never reorders what stands around it (Unicode Standard Annex #9).
 */

export type Direction = 'ltr' | 'rtl'

export const LTR_ISOLATE = '\u2066'
export const RTL_ISOLATE = '\u2067'
export const POP_ISOLATE = '\u2069'
const LTR_MARK = '\u200E'
const RTL_MARK = '\u200F'

const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mandaic}\p{Script=Samaritan}]/u
const LETTER = /\p{L}/u
/** Direction controls, and what is no character at all. */
const CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu
/** Line breaks, tabs and other controls; not the joiners, which are part of Persian spelling. */
const SPACES = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu

/**
 * The direction of the first letter, which is how a line of text is read. Letters inside isolates count only where
 * there are none around them: a text that begins with a piece of code is read as its own words are.
 */
export function directionOf(text: string): Direction {
  let direction: Direction = 'ltr'
  let shallowest = Infinity
  let depth = 0
  for (const character of text) {
    if (character === LTR_ISOLATE || character === RTL_ISOLATE) depth++
    else if (character === POP_ISOLATE) depth--
    else if (depth < shallowest && LETTER.test(character)) {
      direction = RTL_LETTER.test(character) ? 'rtl' : 'ltr'
      if (depth === 0) return direction
      shallowest = depth
    }
  }
  return direction
}

/**
 * Text that a user wrote, as one line without tricks: white space collapsed, direction controls removed (they could
 * make a reviewer see something else than the compiler does), broken surrogates replaced.
 */
export function clean(text: string): string {
  return cleanPart(text).trim()
}

/** The same for a piece of a longer text, which keeps the space at its ends. */
export function cleanPart(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '').replace(SPACES, ' ')
}

/** A piece of text that keeps its own direction wherever it is put. Text without right-to-left letters stays as is. */
export function isolate(text: string): string {
  if (!hasRightToLeft(text)) return text
  return `${directionOf(text) === 'rtl' ? RTL_ISOLATE : LTR_ISOLATE}${text}${POP_ISOLATE}`
}

/** Whether any letter is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RTL_LETTER.test(text)
}

/**
 * What is put into a text that is read from right to left: the signs and quotation marks of code keep their places,
 * and Latin letters at the beginning do not turn the text around. Bare numbers need no isolation.
 */
export function isolateCode(text: string): string {
  return LETTER.test(text) ? LTR_ISOLATE + text + POP_ISOLATE : text
}

/**
 * Makes the parts of one text, cut into lines, read as they did in one piece: an isolate that is open at a break is
 * closed and opened again, and every line has the direction of the whole.
 */
export function continueOverLines(lines: string[]): string[] {
  const direction = directionOf(lines.join(' '))
  const open: string[] = []
  return lines.map((line) => {
    const reopened = open.join('')
    for (const character of line) {
      if (character === LTR_ISOLATE || character === RTL_ISOLATE) open.push(character)
      else if (character === POP_ISOLATE) open.pop()
    }
    const whole = reopened + line + POP_ISOLATE.repeat(open.length)
    return firstOutsideIsolates(whole) === direction ? whole : mark(direction) + whole
  })
}

function mark(direction: Direction): string {
  return direction === 'rtl' ? RTL_MARK : LTR_MARK
}

/** The direction that a renderer takes for a line (rules P2 and P3): letters inside isolates do not count. */
function firstOutsideIsolates(line: string): Direction {
  let depth = 0
  for (const character of line) {
    if (character === LTR_ISOLATE || character === RTL_ISOLATE) depth++
    else if (character === POP_ISOLATE) depth--
    else if (depth === 0 && LETTER.test(character)) return RTL_LETTER.test(character) ? 'rtl' : 'ltr'
  }
  return 'ltr'
}
