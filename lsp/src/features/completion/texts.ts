import { ruleNames, type Span } from '@journey-lang/compiler'
import { lex, library, type Session, specifierFor } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../../workspace/snapshot.ts'
import type { Completion, CompletionItem } from './items.ts'
import { isAt, MARK } from './mark.ts'

/** What stands between the quotation marks; the second one may be missing. */
function insideOf(text: string, { start, end }: Span): Span {
  return { start: start + 1, end: isClosed(text.slice(start, end)) ? end - 1 : end }
}

const isClosed = (image: string): boolean => image.length > 1 && image.endsWith('"')

/** The names of rules, where a comment ignores one. */
export function rulesIn(text: string, offset: number): Completion | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const begun = /\/\/\s*journey-ignore\s+([a-z-]*)$/.exec(line)?.[1]
  if (begun === undefined) return undefined
  const rest = /^[a-z-]*/.exec(text.slice(offset, offset + 100))![0]
  const span = { start: offset - begun.length, end: offset + rest.length }
  return { span, items: ruleNames().map((label) => ({ label, kind: 'value' })) }
}

/** Names that are written in a text: of steps, of time zones. */
export function namesIn(
  snapshot: Pick<Session, 'probe'>,
  path: string,
  text: string,
  { span }: TextAround,
): Completion {
  const inside = insideOf(text, span)
  const put = text.slice(0, inside.start) + MARK + text.slice(inside.end)
  const labels = snapshot
    .probe(path, put)
    .filter((finding) => isAt(finding, span.start) || isAt(finding, inside.start))
    .flatMap(({ name, args }) => {
      if (name === 'unknown-zone') return Intl.supportedValuesOf('timeZone')
      return (args as { candidates?: readonly string[] }).candidates ?? []
    })
  return { span: inside, items: [...new Set(labels)].map((label) => ({ label, kind: 'value' })) }
}

/** The files that an import, and the templates that a message can name. */
export function pathsIn(
  { sources, program }: Snapshot,
  path: string,
  text: string,
  { span, kind }: TextAround,
): Completion {
  const files =
    kind === 'template'
      ? [...program.templates.keys()].map((file) => relative(path, file))
      : [...sources, ...Object.keys(library)]
          .filter((file) => file !== path)
          .map((file) => specifierFor(path, file))
  const items = [...new Set(files)].map((label): CompletionItem => ({ label, kind: 'file' }))
  return { span: insideOf(text, span), items }
}

function relative(from: string, to: string): string {
  return specifierFor(from, to).replace(/^\.\//, '')
}

export interface TextAround {
  span: Span
  /** What it names: the file of an import, a template, or nothing of that kind. */
  kind: 'import' | 'template' | 'text'
}

/**
 * The text around an offset, and what it names; nothing in one of its holes, which is no text.
 */
export function stringAround(text: string, path: string, offset: number): TextAround | undefined {
  const { tokens } = lex(text, path, () => {})
  const index = tokens.findIndex(
    ({ startOffset, image }) =>
      image.startsWith('"') &&
      startOffset < offset &&
      offset < startOffset + image.length + (isClosed(image) ? 0 : 1),
  )
  const token = tokens[index]
  if (!token) return undefined
  const span = { start: token.startOffset, end: token.startOffset + token.image.length }
  const [second, before] = [tokens[index - 2], tokens[index - 1]]
  if (before?.image === 'from') return { span, kind: 'import' }
  if (before?.image === '(' && second?.image === 'file') return { span, kind: 'template' }
  const inside = text.slice(span.start, offset).replaceAll(/\\[\s\S]/g, '')
  return inside.lastIndexOf('{') > inside.lastIndexOf('}') ? undefined : { span, kind: 'text' }
}

/** Whether a place is the first in its line or block. */
export const beginsLine = (text: string, offset: number): boolean =>
  /(?:^|[\n{])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset))

export function inComment(text: string, path: string, offset: number): boolean {
  return lex(text, path, () => {}).comments.some(({ span }) => span.start < offset && offset <= span.end)
}

export function wordAround(text: string, offset: number): Span {
  const before = /[\p{L}\p{M}\p{Nd}_\u200c]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))![0]
  const after = /^[\p{L}\p{M}\p{Nd}_\u200c]*/u.exec(text.slice(offset, offset + 200))![0]
  return { start: offset - before.length, end: offset + after.length }
}
