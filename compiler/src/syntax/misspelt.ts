/**
 * Words of the language that are misspelt. The parser only sees that something can't be read, often a word too late:
 * in `epxect sent hello` it is "sent" that it does not expect. So whoever reads a broken line asks here whether it can
 * be read once one of its words is another. Then that word is told, and the text is read as it was meant: what it
 * declares is known, and one mistake stays one error.
 */
import { type IToken, tokenMatcher } from 'chevrotain'
import { isAdvisedOn } from '../diagnostics/advice.ts'
import { type Diagnostic, severityOf } from '../diagnostics/diagnostic.ts'
import { alike } from '../diagnostics/suggest.ts'
import { LineIndex } from '../source/lines.ts'
import { Colon, Dot, declarationWords, endOf, Identifier, keywords, operatorWords } from './tokens.ts'

/** Reads tokens, and gives the errors that they make. */
export type ReadTokens = (tokens: IToken[]) => readonly Diagnostic[]

/** Tokens of which some were misspelt and stand for what was meant, with what is to be told of each. */
export interface Mended {
  tokens: IToken[]
  findings: Diagnostic[]
}

/** How many tokens are read again in search of what was meant: enough for some mistakes in long declarations. */
const MAX_READ_AGAIN = 20_000

/** How many words before an error may be misspelt. */
const MAX_BACK = 20

/** A keyword is taken for another one only if it is as long as this: nearly any two short words are alike. */
const SHORTEST_KEYWORD = 4

const declares: ReadonlySet<string> = new Set(declarationWords)

/** Looks for misspelt words behind the errors of a file. Undefined if there are none. */
export function mendWords(
  path: string,
  text: string,
  tokens: readonly IToken[],
  errors: readonly Diagnostic[],
  read: ReadTokens,
): Mended | undefined {
  const mending = new Mending(path, text, [...tokens], read)
  const places = errors.map(({ span }) => span.start).sort((a, b) => a - b)
  for (const place of places) if (mending.goesOn) mending.lookAt(place)
  return mending.result()
}

class Mending {
  readonly #path: string
  readonly #tokens: IToken[]
  readonly #read: ReadTokens
  readonly #lines: LineIndex
  readonly #findings: Diagnostic[] = []
  #readAgain = 0
  /** Up to where has been looked, and the declaration in which that is. */
  #done = -1
  #declaration = 0

  constructor(path: string, text: string, tokens: IToken[], read: ReadTokens) {
    this.#path = path
    this.#tokens = tokens
    this.#read = read
    this.#lines = new LineIndex(text)
  }

  get goesOn(): boolean {
    return this.#readAgain < MAX_READ_AGAIN
  }

  result(): Mended | undefined {
    return this.#findings.length > 0 ? { tokens: this.#tokens, findings: this.#findings } : undefined
  }

  /** Goes through the errors of the declaration around an offset. A word that is mended may show others behind it. */
  lookAt(offset: number): void {
    if (offset <= this.#done) return
    const [from, to] = this.#declarationAround(offset)
    let errors: readonly Diagnostic[] | undefined = this.#errorsOf(from, to)
    let error = errors?.[0]
    while (errors && error) {
      this.#done = this.#endOfLine(error.span.start)
      errors = this.#mend(error, errors, from, to)
      error = errors?.find(({ span }) => span.start > this.#done)
    }
    this.#done = Math.max(offset, endOf(this.#tokens[to - 1]!))
  }

  /** Tries the words of a line, those nearest to the error first. Gives the errors that are left; undefined at the end. */
  #mend(
    error: Diagnostic,
    errors: readonly Diagnostic[],
    from: number,
    to: number,
  ): readonly Diagnostic[] | undefined {
    // What is found there is known, and no misspelt word.
    if ('candidates' in error.args && error.args.candidates.length === 0) return errors
    for (const index of this.#suspects(error.span.start, from, to)) {
      const written = this.#tokens[index]!
      for (const word of this.#meanings(written, error)) {
        this.#tokens[index] = meant(written, word)
        const left = this.#errorsOf(from, to)
        if (left && this.#isMended(error, written, errors, left)) {
          this.#findings.push(this.#finding(error, written, word))
          return left
        }
        this.#tokens[index] = written
        if (!left) return undefined
      }
    }
    return errors
  }

  /** The words of the error's line up to the error, from there back, and the word behind it. */
  #suspects(offset: number, from: number, to: number): number[] {
    let last = from
    while (last + 1 < to && this.#tokens[last]!.startOffset < offset) last++
    const line = this.#lineAt(offset)
    const found: number[] = []
    const farthest = Math.max(from, last - MAX_BACK)
    for (
      let index = last;
      index >= farthest && this.#lineAt(this.#tokens[index]!.startOffset) >= line;
      index--
    ) {
      if (this.#isWord(index)) found.push(index)
    }
    return found
  }

  /** Whether a word of the language could be meant. Right behind `.` and before `:` a word is always a name. */
  #isWord(index: number): boolean {
    const token = this.#tokens[index]!
    const { image, tokenType } = token
    if (!tokenMatcher(token, Identifier) && !operatorWords.has(tokenType)) return false
    const isShort = image.length < (tokenType === Identifier ? 2 : SHORTEST_KEYWORD)
    if (isShort || isAdvisedOn(image)) return false
    return this.#tokens[index - 1]?.tokenType !== Dot && this.#tokens[index + 1]?.tokenType !== Colon
  }

  /** What a word may stand for: first what is suggested already. */
  #meanings(written: IToken, error: Diagnostic): Iterable<string> {
    const words = alike(written.image, keywords.keys())
    const suggested = error.span.start === written.startOffset ? suggestionOf(error) : undefined
    return new Set(suggested !== undefined && keywords.has(suggested) ? [suggested, ...words] : words)
  }

  /**
   * The line has no error any more, and the lines behind it have no new ones: unless they were not read before, since
   * the word was to begin them.
   */
  #isMended(
    error: Diagnostic,
    written: IToken,
    before: readonly Diagnostic[],
    left: readonly Diagnostic[],
  ): boolean {
    const start = Math.min(error.span.start, written.startOffset)
    const end = Math.max(this.#endOfLine(error.span.start), endOf(written))
    const behind = (errors: readonly Diagnostic[]) => errors.filter(({ span }) => span.start > end).length
    const upTo = (errors: readonly Diagnostic[]) => errors.filter(({ span }) => span.start < start).length
    if (left.some(({ span }) => span.start >= start && span.start <= end)) return false
    if (upTo(left) > upTo(before)) return false
    return error.span.start === written.startOffset || behind(left) <= behind(before)
  }

  #finding(error: Diagnostic, written: IToken, word: string): Diagnostic {
    const span = { start: written.startOffset, end: endOf(written) }
    if (error.span.start === span.start && suggestionOf(error) === word) return error
    const fixes = [{ title: `Change to "${word}"`, edits: [{ file: this.#path, span, text: word }] }]
    const args = { name: written.image, meant: word }
    return { name: 'misspelt-word', args, file: this.#path, span, related: [], fixes }
  }

  /** The errors of some tokens in their order, one for each line. Undefined when enough has been read. */
  #errorsOf(from: number, to: number): Diagnostic[] | undefined {
    this.#readAgain += to - from
    if (!this.goesOn) return undefined
    const errors = this.#read(this.#tokens.slice(from, to)).filter((one) => severityOf(one) === 'error')
    const byLine = new Map<number, Diagnostic>()
    for (const error of errors.sort((a, b) => a.span.start - b.span.start)) {
      const line = this.#lineAt(error.span.start)
      if (!byLine.has(line)) byLine.set(line, error)
    }
    return [...byLine.values()]
  }

  /** The tokens from a declaration's first word in the first column to the next. */
  #declarationAround(offset: number): [from: number, to: number] {
    const begins = ({ startOffset, image }: IToken) =>
      declares.has(image) && this.#lines.position(startOffset).column === 1
    let from = this.#declaration
    for (let index = from + 1; index < this.#tokens.length; index++) {
      const token = this.#tokens[index]!
      if (!begins(token)) continue
      this.#declaration = from
      if (token.startOffset > offset) return [from, index]
      from = index
    }
    this.#declaration = from
    return [from, this.#tokens.length]
  }
  #lineAt(offset: number): number {
    return this.#lines.position(offset).line
  }

  /** The end of the line of an offset, which may be the end of the text: never before it. */
  #endOfLine(offset: number): number {
    return Math.max(offset, this.#lines.offset({ line: this.#lineAt(offset) + 1, column: 1 }) - 1)
  }
}

/** The word that a message asks for already, with "Did you mean …?". */
function suggestionOf({ args, fixes }: Diagnostic): string | undefined {
  return 'candidates' in args ? fixes[0]?.edits[0]?.text : undefined
}

/** A token that stands where another was written, and as long as that one. */
function meant(written: IToken, word: string): IToken {
  const tokenType = keywords.get(word)!
  return {
    ...written,
    image: word,
    endOffset: endOf(written),
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx!,
  }
}
