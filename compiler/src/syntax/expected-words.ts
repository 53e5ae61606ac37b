import type { TokenType } from 'chevrotain'
import { severityOf } from '../diagnostics/diagnostic.ts'
import { lex } from './lexer.ts'
import { parse } from './parse.ts'
import { Parser } from './parser/parser.ts'
import { keywords } from './tokens.ts'

/** A parser that notes which tokens it looks for at one place. */
class LookingParser extends Parser {
  readonly #seen = new Set<TokenType>()
  #at = -1

  /** What was looked for at an offset. */
  lookedFor(path: string, text: string, at: number): ReadonlySet<TokenType> {
    this.#seen.clear()
    this.#at = at
    const report = () => {}
    const { tokens, comments } = lex(text, path, report)
    this.parseFile({ path, text, start: 0, tokens, comments, report })
    return this.#seen
  }

  protected override next(type: TokenType): boolean {
    // The grammar is recorded before there are fields.
    if (!this.RECORDING_PHASE && this.LA(1).startOffset === this.#at) this.#seen.add(type)
    return super.next(type)
  }
}

let shared: LookingParser | undefined

/**
 * The keywords that can stand at a place of a text where a word stands: those that the parser looks for there, and that
 * it takes. `meant` are words that a finding there speaks of.
 */
export function expectedWords(
  path: string,
  text: string,
  { start, end }: { start: number; end: number },
  meant: readonly string[],
): string[] {
  shared ??= new LookingParser()
  const seen = shared.lookedFor(path, text, start)
  const words = [...keywords].flatMap(([word, type]) =>
    seen.has(type) || meant.includes(word) ? [word] : [],
  )
  return words.filter((word) => {
    const { diagnostics } = parse(path, text.slice(0, start) + word + text.slice(end))
    return !diagnostics.some(
      (one) =>
        severityOf(one) === 'error' &&
        one.span.start <= start &&
        start < Math.max(one.span.end, one.span.start + 1),
    )
  })
}
