/**
 * Widths of text without a font at hand, so that a diagram is the same on every machine. Latin is measured as Noto
 * Sans, which is wider than the other faces that a reader's system may use; other scripts are estimated on the safe
 * side.
 */
import { continueOverLines, LTR_ISOLATE, POP_ISOLATE, RTL_ISOLATE } from '../bidi.ts'

export type Weight = 'regular' | 'bold'

/** Advance widths of the characters U+0020 to U+007E in thousandths of the font size. Noto Sans 2.013. */
const ASCII: Readonly<Record<Weight, readonly number[]>> = {
  regular: [
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572,
    572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556, 519, 728, 741, 339,
    273, 619, 524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572,
    444, 281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479,
    361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572,
  ],
  bold: [
    260, 286, 472, 646, 572, 901, 750, 266, 339, 339, 545, 572, 285, 322, 285, 413, 572, 572, 572, 572, 572,
    572, 572, 572, 572, 572, 285, 285, 572, 572, 572, 477, 897, 690, 672, 637, 740, 560, 549, 724, 765, 389,
    331, 664, 565, 943, 813, 796, 628, 796, 660, 551, 579, 756, 650, 967, 667, 624, 579, 331, 413, 331, 572,
    411, 362, 604, 633, 514, 633, 591, 387, 633, 657, 305, 305, 620, 305, 982, 657, 619, 633, 633, 454, 497,
    434, 657, 569, 856, 578, 569, 488, 394, 551, 394, 572,
  ],
}

const BOLDER = 1.1
/** Nothing is drawn: joiners, direction controls, combining marks. */
const INVISIBLE = /[\p{M}\p{Cf}]/u
/** Persian and Arabic letters by the room that their joined forms take, from the narrow to the wide. */
const ARABIC: readonly (readonly [letters: string, width: number])[] = [
  ['اآأإء', 320],
  ['ل', 430],
  ['دذرزژوؤهةمع', 520],
  ['غنتبپثیيئىفق', 560],
  ['جچحخطظکگك', 720],
  ['سشصض', 1020],
]
const ARABIC_WIDTHS = new Map(
  ARABIC.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width])),
)
const FULL_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303F\uFF00-\uFF60]/u
const NARROW_PUNCTUATION = /[“”‘’·…–،؛]/u

/** The width of a text in pixels, at a font size in pixels. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let sum = 0
  for (const character of text) sum += characterWidth(character, weight)
  return (sum * size) / 1000
}

function characterWidth(character: string, weight: Weight): number {
  const code = character.codePointAt(0)!
  if (code >= 0x20 && code <= 0x7e) return ASCII[weight][code - 0x20]!
  if (INVISIBLE.test(character)) return 0
  return otherWidth(character) * (weight === 'bold' ? BOLDER : 1)
}

function otherWidth(character: string): number {
  const arabic = ARABIC_WIDTHS.get(character)
  if (arabic !== undefined) return arabic
  if (FULL_WIDTH.test(character)) return 1150
  if (NARROW_PUNCTUATION.test(character)) return 560
  if (/\p{Lu}/u.test(character)) return 760
  return 660
}

/**
 * Cuts a text into lines no wider than `width` pixels: between words, and inside a word only where it does not fit on
 * a line of its own. Beyond `most` lines, the rest becomes an ellipsis.
 */
export function wrap(
  text: string,
  width: number,
  size: number,
  weight: Weight = 'regular',
  most = 6,
): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words(text, width, size, weight)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || textWidth(longer, size, weight) <= width) {
      line = longer
    } else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  if (lines.length > most) lines.splice(most - 1, lines.length, `${lines[most - 1]} …`)
  return continueOverLines(lines)
}

/**
 * What is not cut: words, and whole isolates that fit on a line. The halves of a Persian title in an English sentence
 * would be read in the wrong order.
 */
function words(text: string, width: number, size: number, weight: Weight): string[] {
  const fits = (piece: string) => textWidth(piece, size, weight) <= width
  return splitOutsideIsolates(text)
    .flatMap((piece) => (fits(piece) ? [piece] : piece.split(' ')))
    .flatMap((piece) => (fits(piece) ? [piece] : cut(piece, width, size, weight)))
}

function splitOutsideIsolates(text: string): string[] {
  let depth = 0
  const pieces = ['']
  for (const character of text) {
    if (character === LTR_ISOLATE || character === RTL_ISOLATE) depth++
    if (character === POP_ISOLATE) depth--
    if (character === ' ' && depth === 0) pieces.push('')
    else pieces[pieces.length - 1] += character
  }
  return pieces
}

/** A word in pieces that fit. Pieces end after a joint such as `.` or `_` where there is one. */
function cut(word: string, width: number, size: number, weight: Weight): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, size, weight) > width) {
      const joint = piece.search(/[._(,:/-][^._(,:/-]*$/u)
      const end = joint > piece.length / 2 ? joint + 1 : piece.length
      pieces.push(piece.slice(0, end))
      piece = piece.slice(end)
    }
    piece += character
  }
  pieces.push(piece)
  return pieces
}
