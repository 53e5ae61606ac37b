import type { IToken } from 'chevrotain'
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts'
import { reporter, severityOf } from '../diagnostics/diagnostic.ts'
import { LineIndex } from '../source/lines.ts'
import type { Span } from '../source/span.ts'
import type { Expression, SourceTree } from './ast.ts'
import { reportConfusableNames } from './confusables.ts'
import { lex } from './lexer.ts'
import { mendWords } from './misspelt.ts'
import type { ParseInput, PendingString } from './parser/base.ts'
import { parser } from './parser/parser.ts'
import { readText } from './parser/strings.ts'

/** A tree and what was wrong with the text. Parsing never fails. */
export interface ParseResult {
  tree: SourceTree
  diagnostics: Diagnostic[]
}

/** Parses one file. `path` is only noted in the tree and in the diagnostics. */
export function parse(path: string, text: string): ParseResult {
  const diagnostics: Diagnostic[] = []
  const report = reporter(path, diagnostics)
  const { tokens, comments } = lex(text, path, report)
  reportConfusableNames(tokens, path, text, report)
  const { declarations, strings, problems } = readFile({ path, text, start: 0, tokens, comments })
  // Not as arguments: there may be more than a stack can bear.
  for (const problem of problems) diagnostics.push(problem)
  for (const pending of strings) fillText(pending, true, path, text, report)
  return { tree: { path, text, declarations, comments }, diagnostics: firstOfEachLine(text, diagnostics) }
}

/** Reads the tokens of a file. What its errors are about may be words that are misspelt: those are read as meant. */
function readFile(input: Omit<ParseInput, 'report'>) {
  const read = (tokens: IToken[]) => {
    const problems: Diagnostic[] = []
    const found = parser().parseFile({ ...input, tokens, report: reporter(input.path, problems) })
    return { ...found, problems }
  }
  const first = read(input.tokens)
  const errors = first.problems.filter((problem) => severityOf(problem) === 'error')
  if (errors.length === 0) return first
  const mended = mendWords(input.path, input.text, input.tokens, errors, (tokens) => read(tokens).problems)
  if (!mended) return first
  const { problems, ...found } = read(mended.tokens)
  return { ...found, problems: [...problems, ...mended.findings].sort((a, b) => a.span.start - b.span.start) }
}

/**
 * One mistake often makes the rest of its line unreadable, so of the errors of a line only the first is told; where
 * a text is not closed, that one, since it swallowed the rest.
 */
function firstOfEachLine(text: string, diagnostics: Diagnostic[]): Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics
  const lines = new LineIndex(text)
  const kept = new Map<number, Diagnostic>()
  for (const diagnostic of diagnostics) {
    if (severityOf(diagnostic) !== 'error') continue
    const { line } = lines.position(diagnostic.span.start)
    const other = kept.get(line)
    if (!other || rank(diagnostic) < rank(other)) kept.set(line, diagnostic)
  }
  const told = new Set(kept.values())
  return diagnostics.filter((diagnostic) => severityOf(diagnostic) !== 'error' || told.has(diagnostic))
}

function rank(diagnostic: Diagnostic): number {
  return diagnostic.name === 'unclosed-string' ? -1 : diagnostic.span.start
}

/** Puts the parts into a text: characters, and the expressions of its holes. A text in a hole has no holes. */
function fillText(
  { literal, token }: PendingString,
  interpolate: boolean,
  path: string,
  text: string,
  report: Report,
): void {
  for (const part of readText(token.image, token.startOffset, interpolate, report)) {
    if (typeof part === 'string') literal.parts.push(part)
    else literal.parts.push(parseHole(part.hole, path, text, report))
  }
}

/** `{{ contact.name }}`, as in templates. No value begins with a brace, so nothing else can be meant. */
function insideOfSecondBraces({ start, end }: Span, text: string): Span | undefined {
  const found = /^\s*\{(.*)\}\s*$/s.exec(text.slice(start, end))
  if (!found) return undefined
  const open = text.indexOf('{', start)
  return { start: open + 1, end: open + 1 + found[1]!.length }
}

function parseHole(hole: Span, path: string, text: string, report: Report): Expression {
  const inner = insideOfSecondBraces(hole, text)
  if (inner) {
    const fixes = [
      {
        title: 'Write single braces',
        edits: [{ file: path, span: hole, text: text.slice(inner.start, inner.end) }],
      },
    ]
    report('double-braces', hole, {}, { fixes })
    return parseHole(inner, path, text, report)
  }
  const inside = text.slice(hole.start, hole.end)
  const { tokens } = lex(inside, path, (name, span, args, extra) =>
    report(name, { start: span.start + hole.start, end: span.end + hole.start }, args, extra),
  )
  for (const token of tokens) token.startOffset += hole.start
  if (tokens.length === 0) {
    report('missing-token', { start: hole.start, end: hole.start }, { expected: 'a value' })
    return { kind: 'error', span: hole }
  }
  const { expression, strings } = parser().parseExpression({
    path,
    text,
    start: hole.start,
    tokens,
    comments: [],
    report,
  })
  for (const pending of strings) fillText(pending, false, path, text, report)
  return expression
}
