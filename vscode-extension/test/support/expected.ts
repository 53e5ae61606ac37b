/** What kind of scope each token of a file must have, as the compiler's lexer and parser see the file. */

import type { Span } from '../../../compiler/src/source/span.ts'
import type { SourceTree } from '../../../compiler/src/syntax/ast.ts'
import { lex } from '../../../compiler/src/syntax/lexer.ts'
import { parse } from '../../../compiler/src/syntax/parse.ts'
import { keywords } from '../../../compiler/src/syntax/tokens.ts'

export type Family = 'comment' | 'documentation' | 'text' | 'number' | 'tag' | 'name' | 'word' | 'symbol'

export interface ExpectedToken extends Span {
  families: readonly Family[]
}

/** Scopes by which a family is known. */
export const FAMILY: Readonly<Record<Family, RegExp>> = {
  comment: /^comment\.line\.double-slash/,
  documentation: /^comment\.line\.documentation/,
  text: /^string\.quoted/,
  number: /^constant\.numeric/,
  tag: /^variable\.other\.constant\.tag/,
  name: /^(?:variable\.(?:other|language)|entity\.name|support\.|constant\.other)/,
  word: /^(?:keyword\.(?:control|other|operator\.word)|storage\.type|constant\.language)/,
  symbol: /^(?:punctuation\.|keyword\.operator)/,
}

/** Names in the tree that are the language's own: either look is right for them. */
const VOCABULARY = new Set(['phase', 'qualifier', 'unit', 'weekday', 'month', 'ifPast', 'else', 'callee'])

interface Named {
  span: Span
  own: boolean
}

/** Every `Name` in a tree, and the holes of its texts. */
function read(tree: unknown): { names: Map<number, Named>; holes: Span[] } {
  const names = new Map<number, Named>()
  const holes: Span[] = []
  const visit = (node: unknown, role: string): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, role)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    if ('text' in node && 'span' in node && !('documentation' in node) && !('kind' in node)) {
      const span = node.span as Span
      names.set(span.start, { span, own: VOCABULARY.has(role) })
    }
    if ('kind' in node && node.kind === 'string' && 'parts' in node && Array.isArray(node.parts)) {
      for (const part of node.parts) if (typeof part !== 'string') holes.push((part as { span: Span }).span)
    }
    for (const [key, value] of Object.entries(node)) visit(value, key)
  }
  visit(tree, '')
  return { names, holes }
}

/** Whether a name stands at an offset of a tree. */
export function nameAt(tree: SourceTree): (offset: number) => boolean {
  const { names } = read(tree.declarations)
  return (offset) => names.has(offset)
}

/** The tokens of a file, those in the holes of texts included. Throws if the file has a mistake. */
export function expectedTokens(text: string): ExpectedToken[] {
  const { tree, diagnostics } = parse('file.journey', text)
  if (diagnostics.some(({ name }) => !name.startsWith('confusable'))) {
    throw new Error(`The text has mistakes: ${diagnostics.map(({ name }) => name).join(', ')}`)
  }
  const { names, holes } = read(tree.declarations)
  const expected: ExpectedToken[] = tree.comments.map(({ span, documentation }) => ({
    ...span,
    families: [documentation ? 'documentation' : 'comment'],
  }))
  const tokens = (start: number, end: number): void => {
    for (const { image, startOffset, tokenType } of lex(text.slice(start, end), '', () => undefined).tokens) {
      const at = start + startOffset
      expected.push({
        start: at,
        end: at + image.length,
        families: familiesOf(tokenType.name, image, names.get(at)),
      })
    }
  }
  tokens(0, text.length)
  // A hole may begin before what its expression begins with: a parenthesis, for one. Only what is surely inside is read.
  for (const { start, end } of holes) tokens(start, end)
  return expected
}

const NUMBERS = new Set(['DateTime', 'Date', 'Time', 'Duration', 'Money', 'Percent', 'Number'])

function familiesOf(type: string, image: string, named: Named | undefined): readonly Family[] {
  if (type === 'String') return ['text']
  if (type === 'TagName') return ['tag']
  if (NUMBERS.has(type)) return ['number']
  if (type !== 'Identifier' && !keywords.has(image)) return ['symbol']
  if (named?.own) return ['name', 'word']
  return named ? ['name'] : ['word']
}
