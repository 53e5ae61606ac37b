import type { Span } from '@journey-lang/compiler'
import { membersInTemplate, templateWords, typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Completion, CompletionItem } from './completion/items.ts'

type Item = CompletionItem

/** What can be written at an offset of a template, as the messages see it that it belongs to. */
export function templateCompletion(snapshot: Snapshot, path: string, offset: number): Completion | undefined {
  const { uses = [] } = snapshot.templateAt(path) ?? {}
  const text = snapshot.textOf(path)
  const [use] = uses
  if (!use || text === undefined) return undefined
  const open = openAt(text, offset)
  if (!open) return undefined
  const word = wordAt(text, offset)
  const before = open.text.slice(0, open.text.length - (offset - word.start))
  const items = (list: readonly Item[]): Completion => ({ span: word, items: [...list] })
  const plain = (kind: Item['kind'], labels: readonly string[]) => labels.map((label) => ({ label, kind }))

  const compared = /([\p{L}_][\p{L}\p{M}\p{N}_.\u200c-]*)\s*(?:==|!=|contains)\s*["']$/u.exec(before)
  if (compared) {
    const { values = [] } = membersInTemplate(compared[1]!.split('.'), use.message, snapshot.program)
    return items(plain('value', values))
  }
  if (isInText(before)) return items([])
  const { tags, filters } = templateWords()
  if (open.isTag && /^-?\s*$/.test(before))
    return items(plain('keyword', [...closing(text, open.start), ...tags]))
  if (/\|\s*$/.test(before)) return items(plain('word', filters))
  const owner = /([\p{L}_][\p{L}\p{M}\p{N}_.\u200c-]*)\.$/u.exec(before)?.[1]
  const { fields, names = [] } = membersInTemplate(owner?.split('.') ?? [], use.message, snapshot.program)
  const known = [...(fields?.values() ?? [])].map(
    (field): Item => ({
      label: field.name,
      kind: 'field',
      detail: typeText(field.type),
      entity: { kind: 'field', field, of: owner === undefined ? 'message' : 'contact' },
    }),
  )
  if (owner !== undefined) return items([...known, ...plain('word', names)])
  return items([
    ...known,
    ...plain('word', [...names, ...assigned(text)]),
    ...plain('keyword', open.isTag ? OPERATORS : []),
  ])
}

const OPERATORS = ['and', 'or', 'contains', 'in', 'true', 'false', 'nil', 'blank', 'empty']

/** The output or tag that an offset stands in, up to the offset. */
function openAt(text: string, offset: number): { start: number; text: string; isTag: boolean } | undefined {
  const before = text.slice(0, offset)
  const start = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'))
  if (start < 0) return undefined
  const inside = before.slice(start + 2)
  return /\}\}|%\}/.test(inside) ? undefined : { start, text: inside, isTag: before[start + 1] === '%' }
}

function wordAt(text: string, offset: number): Span {
  const before = /[\p{L}\p{M}\p{N}_\u200c]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))![0]
  const after = /^[\p{L}\p{M}\p{N}_\u200c]*/u.exec(text.slice(offset, offset + 200))![0]
  return { start: offset - before.length, end: offset + after.length }
}

/** Whether a text is begun and not ended. */
const isInText = (before: string): boolean => /["']/.test(before.replaceAll(/"[^"]*"|'[^']*'/g, ''))

/** The end of the innermost tag that is open, and what can stand before that. */
function closing(text: string, offset: number): string[] {
  const open: string[] = []
  for (const [, end, name] of text.slice(0, offset).matchAll(/\{%-?\s*(end)?(\w+)/g)) {
    if (end) open.splice(open.lastIndexOf(name!))
    else if (BLOCKS.has(name!)) open.push(name!)
  }
  const last = open.at(-1)
  return last === undefined ? [] : [`end${last}`, ...(BETWEEN[last] ?? [])]
}

const BLOCKS: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'case',
  'for',
  'tablerow',
  'capture',
  'comment',
  'raw',
])
const BETWEEN: Readonly<Record<string, readonly string[]>> = {
  if: ['else', 'elsif'],
  unless: ['else', 'elsif'],
  case: ['when', 'else'],
  for: ['else', 'break', 'continue'],
}

/** The names that a template gives itself. */
function assigned(text: string): string[] {
  const given = text.matchAll(
    /\{%-?\s*(?:assign|capture|for|tablerow)\s+([\p{L}_][\p{L}\p{M}\p{N}_\u200c-]*)/gu,
  )
  return [...new Set([...given].map(([, name]) => name!))]
}
