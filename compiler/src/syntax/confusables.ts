/** Names that a reader takes for each other although they are two. */
import type { IToken } from 'chevrotain'
import type { Report } from '../diagnostics/diagnostic.ts'
import { Identifier, keywords, TagName } from './tokens.ts'

/**
 * Letters and digits that look like another, each behind the one that stands for both: the common ones of Latin,
 * Cyrillic, Greek, Armenian and Arabic from the Unicode list of confusables (UTS #39), which has thousands.
 */
const LOOK_ALIKES = [
  'aаαɑ AАΑ BВΒ cсϲ CСϹ dԁ eе EЕΕ gɡ hһհ HНΗ iіιı IІΙӀ jј JЈ kκ KКΚ lӏ MМΜ nո NΝ oоοօ OОΟ',
  'pрρ PРΡ qԛ sѕ SЅ TТΤ uυս vν wԝ xхχ XХΧ yуγ YҮΥ ZΖ',
  'کكڪ یيىې هہەھ اٱ ۰٠ ۱١ ۲٢ ۳٣ ۷٧ ۸٨ ۹٩',
]
const standIns = new Map(
  LOOK_ALIKES.flatMap((row) => row.split(' ')).flatMap(([first, ...others]) =>
    others.map((other): [string, string] => [other, first!]),
  ),
)
/** Seen only by how the letters around them join: the zero-width non-joiner, and the stroke that stretches a word. */
const UNSEEN = /[\u200c\u0640]/g

/** What a name looks like: names that look alike have the same. */
export function skeleton(name: string): string {
  if (!NOT_ASCII.test(name)) return name
  return Array.from(
    name.normalize('NFKC').replace(UNSEEN, ''),
    (letter) => standIns.get(letter) ?? letter,
  ).join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const NOT_ASCII = /[^\u0000-\u007f]/

/** Warns of names of a file that look like another name, or like a word of the language, in it. */
export function reportConfusableNames(
  tokens: readonly IToken[],
  path: string,
  text: string,
  report: Report,
): void {
  // Of two words that look alike one has letters from elsewhere, and no word of most files has.
  if (!NOT_ASCII.test(text) || !tokens.some(isForeign)) return
  const byLook = new Map<string, IToken>()
  const seen = new Set<string>()
  const told = new Set<string>()
  for (const token of tokens) {
    // Most words of a file are there many times.
    if (seen.has(token.image)) continue
    seen.add(token.image)
    if (!isWord(token) || told.has(nameOf(token))) continue
    const look = skeleton(nameOf(token))
    const first = byLook.get(look)
    if (first === undefined) byLook.set(look, token)
    if (first === undefined || nameOf(first) === nameOf(token)) continue
    // Plain Latin letters are the ones that are not in disguise.
    const [odd, plain] = NOT_ASCII.test(nameOf(token)) ? [token, first] : [first, token]
    byLook.set(look, plain)
    told.add(nameOf(odd))
    tell(odd, plain, path, report)
  }
}

function tell(odd: IToken, plain: IToken, path: string, report: Report): void {
  const [name, other, span] = [nameOf(odd), nameOf(plain), spanOf(odd)]
  const related = [{ role: 'looks alike' as const, file: path, span: spanOf(plain) }]
  const fixes = [{ title: `Change to "${other}"`, edits: [{ file: path, span, text: other }] }]
  report('confusable-names', span, { name, other, ...difference(name, other) }, { related, fixes })
}

function isWord({ tokenType, image }: IToken): boolean {
  return tokenType === Identifier || tokenType === TagName || keywords.has(image)
}

/** Words of the language are ASCII. */
function isForeign({ tokenType, image }: IToken): boolean {
  return (tokenType === Identifier || tokenType === TagName) && NOT_ASCII.test(image)
}

const nameOf = ({ image }: IToken): string =>
  (image.startsWith('#') ? image.slice(1) : image).normalize('NFC')

function spanOf({ image, startOffset }: IToken) {
  return { start: image.startsWith('#') ? startOffset + 1 : startOffset, end: startOffset + image.length }
}

/** The first characters in which two names differ, as code points. */
function difference(name: string, other: string): { here: string; there: string } {
  const [ours, theirs] = [Array.from(name), Array.from(other)]
  const at = ours.findIndex((letter, index) => letter !== theirs[index])
  return { here: codePoint(ours[at]), there: codePoint(theirs[at < 0 ? ours.length : at]) }
}

function codePoint(character: string | undefined): string {
  if (character === undefined) return 'the end'
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
