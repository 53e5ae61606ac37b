import type { Diagnostic, Edit, Span } from '@journey-lang/compiler'
import {
  type AnySymbol,
  expectedWords,
  type Field,
  importEdit,
  kindText,
  lex,
  library,
  type Session,
  type SymbolKind,
  specifierFor,
  typeText,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Entity } from './entities.ts'
import { matches } from './matches.ts'
import { nodesAround } from './nodes.ts'
import { excerptAround } from './stretch.ts'

/** Something that can be written at the cursor. */
export interface CompletionItem {
  label: string
  kind: 'keyword' | 'field' | 'value' | 'file' | 'setting' | 'type' | 'stage' | 'unit' | 'word' | SymbolKind
  /** What it is, behind the label. */
  detail?: string
  /** What is written, if it is more than the label, in the form of snippets: `${1:10%}` are places to fill in. */
  snippet?: string
  /** What else changes: an import. */
  edits?: readonly Edit[]
  /** What it stands for, to tell more of it. */
  entity?: Entity
}

export interface Completion {
  /** What is replaced: the word around the cursor. */
  span: Span
  items: CompletionItem[]
  /** There is more, which a longer word would bring. */
  incomplete?: boolean
}

/** A word that nobody writes. */
const MARK = 'zzcursorzz'

/**
 * What can be written at an offset. The compiler is asked: with a word there that nothing has for a name, its findings
 * say what was looked for, as they do for a word that is misspelt; and the parser says which keywords it would take.
 */
export function completion(
  snapshot: Snapshot & Pick<Session, 'probe'>,
  path: string,
  offset: number,
): Completion | undefined {
  const module = snapshot.program.modules.get(path)
  const text = module && excerptAround(module.tree, { start: offset, end: offset })
  if (text === undefined || inComment(text, path, offset)) return undefined
  const span = wordAround(text, offset)
  const put = (word: string) => text.slice(0, span.start) + word + text.slice(span.end)
  const inText = stringAround(text, path, span.start)
  if (inText === 'plain') return { span, items: [] }
  if (inText) return pathsIn(snapshot, path, inText)

  const asked: Asked = { snapshot, path, prefix: text.slice(span.start, offset), symbols: new Map() }
  const items = new Map<string, CompletionItem>()
  const meant: string[] = []
  for (const form of FORMS) {
    for (const finding of snapshot.probe(path, put(MARK + form))) {
      if (!isAt(finding, span.start)) continue
      if (form === '') meant.push(...quoted(finding))
      for (const item of itemsOf(finding, asked)) {
        if (item.label !== MARK && item.label !== '' && !items.has(item.label)) items.set(item.label, item)
      }
    }
  }
  for (const word of words(asked, put(MARK), span.start, meant)) {
    if (!items.has(word)) items.set(word, { label: word, kind: 'keyword' })
  }
  const list = [...items.values()]
  return { span, items: list, incomplete: list.filter(({ edits }) => edits).length >= MOST_ELSEWHERE }
}

/** What is asked about. */
interface Asked {
  snapshot: Snapshot
  path: string
  /** What of the word is written before the cursor. */
  prefix: string
  /** Items for declarations of a kind, once they were looked for. */
  symbols: Map<SymbolKind, CompletionItem[]>
}

/** Declarations elsewhere are offered as far as they fit what is written, and so many at once. */
const MOST_ELSEWHERE = 200

/** The keywords that fit. */
function words({ snapshot, path }: Asked, text: string, at: number, meant: readonly string[]): string[] {
  if (text[at - 1] === '#' || text[at - 1] === '.') return []
  const { tree } = snapshot.parsed(path)!
  const inScenario = nodesAround(tree, { start: at, end: at })[0]?.kind === 'scenario'
  const all = inScenario && beginsLine(text, at) ? [...meant, ...SCENARIO_WORDS] : meant
  return expectedWords(path, text, { start: at, end: at + MARK.length }, all)
}

/** A word as it is, as the name of an argument or setting, and before a block. */
const FORMS = ['', ': 0', ' { }']

/** Words with which the lines of a scenario begin; an event can stand in their place. */
const SCENARIO_WORDS = [
  'contact',
  'as',
  'at',
  'after',
  'tag',
  'untag',
  'start',
  'take',
  'fail',
  'answer',
  'expect',
]

const isAt = ({ span }: Diagnostic, offset: number): boolean => span.start <= offset && offset <= span.end

/** The words in quotation marks of what was expected. */
function quoted({ args }: Diagnostic): string[] {
  const { expected } = args as { expected?: unknown }
  return typeof expected === 'string' ? [...expected.matchAll(/"(\p{L}+)/gu)].map(([, word]) => word!) : []
}

const KIND_OF_NOUN = new Map(
  Object.entries(kindText).map(([kind, noun]) => [noun.replace(/^an? /, ''), kind as SymbolKind]),
)

/** What a finding says could have been meant. */
function itemsOf(finding: Diagnostic, asked: Asked): CompletionItem[] {
  const { snapshot, path } = asked
  const { candidates, what, of } = finding.args as {
    candidates?: readonly string[]
    what?: string
    of?: string
  }
  switch (finding.name) {
    case 'unknown-name': {
      const kind = what === undefined ? undefined : KIND_OF_NOUN.get(what)
      return kind ? symbolsOf(kind, asked) : plain(candidates, what === 'value' ? 'value' : 'word')
    }
    case 'unknown-field':
    case 'unknown-argument':
      return fieldsOf(candidates, finding.name === 'unknown-argument', snapshot, of)
    case 'unknown-setting':
      return (candidates ?? []).map((label) => ({ label, kind: 'setting', snippet: `${label}: $0` }))
    case 'unknown-type':
      return [...plain(candidates, 'type'), ...symbolsOf('enum', asked)]
    case 'unknown-stage':
      return plain(candidates, 'stage')
    case 'unknown-value':
      return plain(candidates, 'value')
    case 'unknown-import':
      return importable(candidates, finding, snapshot, path)
    case 'unknown-declaration':
    case 'unknown-step':
    case 'unknown-part':
      return plain(candidates, 'keyword')
    default:
      return plain(candidates, finding.name === 'bad-quantity' ? 'unit' : 'word')
  }
}

function plain(candidates: readonly string[] | undefined, kind: CompletionItem['kind']): CompletionItem[] {
  return (candidates ?? []).map((label) => ({ label, kind }))
}

/** What is in scope, and what an import would bring. */
function symbolsOf(kind: SymbolKind, asked: Asked): CompletionItem[] {
  const known = asked.symbols.get(kind)
  if (known) return known
  const { snapshot, path } = asked
  const here = [...snapshot.program.modules.get(path)!.scope].flatMap(([name, symbol]) =>
    symbol.kind === kind ? [itemFor(symbol, name, snapshot)] : [],
  )
  const items = [...here, ...elsewhere(kind, asked)]
  asked.symbols.set(kind, items)
  return items
}

function elsewhere(kind: SymbolKind, { snapshot, path, prefix }: Asked): CompletionItem[] {
  const { modules } = snapshot.program
  const module = modules.get(path)!
  const known = new Set(module.scope.values())
  const items: CompletionItem[] = []
  for (const [file, { exports }] of modules) {
    if (file === path) continue
    for (const symbol of exports.values()) {
      if (symbol.kind !== kind || known.has(symbol) || module.scope.has(symbol.name)) continue
      if (!matches(symbol.name, prefix)) continue
      const from = specifierFor(path, file)
      const edits = [importEdit(module, symbol.name, from)]
      items.push({ ...itemFor(symbol, symbol.name, snapshot), detail: from, edits })
      if (items.length >= MOST_ELSEWHERE) return items
    }
  }
  return items
}

function itemFor(symbol: AnySymbol, label: string, { program }: Snapshot): CompletionItem {
  const item: CompletionItem = { label, kind: symbol.kind, entity: { kind: 'symbol', symbol } }
  const params =
    symbol.kind === 'message'
      ? program.messageParams.get(symbol)
      : symbol.kind === 'action'
        ? program.actionParams.get(symbol)
        : undefined
  const needed = [...(params?.values() ?? [])].filter(
    ({ type, declaration }) => !type.optional && !declaration.default,
  )
  if (needed.length === 0) return item
  const args = needed.map(({ name, type }, index) => `${name}: \${${index + 1}:${typeText(type)}}`)
  return { ...item, snippet: `${label}(${args.join(', ')})` }
}

/** Fields are known by their names alone here: those of the first owner that has all of them. */
function fieldsOf(
  candidates: readonly string[] | undefined,
  isArgument: boolean,
  { program }: Snapshot,
  of: string | undefined,
): CompletionItem[] {
  if (!candidates) return []
  const owners = [
    ...(/contact/i.test(of ?? '') && program.contact ? [program.contact.fields] : []),
    ...program.messageParams.values(),
    ...program.eventFields.values(),
    ...program.actionParams.values(),
    ...program.actionResults.values(),
  ]
  const fits = (fields: ReadonlyMap<string, Field>) =>
    fields.size === candidates.length && candidates.every((name) => fields.has(name))
  const fields = owners.find(fits)
  return candidates.map((label) => {
    const field = fields?.get(label)
    return {
      label,
      kind: 'field',
      ...(field && { detail: typeText(field.type), entity: { kind: 'field', field, of: 'event' } }),
      ...(isArgument && { snippet: `${label}: $0` }),
    }
  })
}

function importable(
  candidates: readonly string[] | undefined,
  { args }: Diagnostic,
  { program }: Snapshot,
  path: string,
): CompletionItem[] {
  const from = (args as { path?: string }).path
  const file = [...program.modules.keys()].find((one) => specifierFor(path, one) === from)
  const exports = file === undefined ? undefined : program.modules.get(file)?.exports
  return (candidates ?? []).map((label) => {
    const symbol = exports?.get(label)
    return symbol ? { label, kind: symbol.kind, entity: { kind: 'symbol', symbol } } : { label, kind: 'word' }
  })
}

/** The files that an import, and the templates that a message can name. */
function pathsIn({ sources, program }: Snapshot, path: string, { span, call }: TextAround): Completion {
  const files = call
    ? [...program.templates.keys()].map((file) => relative(path, file))
    : [...sources, ...Object.keys(library)]
        .filter((file) => file !== path)
        .map((file) => specifierFor(path, file))
  const items = [...new Set(files)].map((label): CompletionItem => ({ label, kind: 'file' }))
  return { span: { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) }, items }
}

function relative(from: string, to: string): string {
  return specifierFor(from, to).replace(/^\.\//, '')
}

interface TextAround {
  span: Span
  /** Whether it stands in `file("…")`. */
  call: boolean
}

/**
 * The text around an offset that names a file; `plain` in a text that names none, unless the offset stands in one of its
 * holes, which is no text.
 */
function stringAround(text: string, path: string, offset: number): TextAround | 'plain' | undefined {
  const { tokens } = lex(text, path, () => {})
  const index = tokens.findIndex(
    ({ startOffset, image }) =>
      startOffset < offset && offset < startOffset + image.length && image.startsWith('"'),
  )
  const token = tokens[index]
  if (!token) return undefined
  const span = { start: token.startOffset, end: token.startOffset + token.image.length }
  const [second, before] = [tokens[index - 2], tokens[index - 1]]
  if (before?.image === 'from') return { span, call: false }
  if (before?.image === '(' && second?.image === 'file') return { span, call: true }
  const inside = text.slice(span.start, offset).replaceAll(/\\[\s\S]/g, '')
  return inside.lastIndexOf('{') > inside.lastIndexOf('}') ? undefined : 'plain'
}

const beginsLine = (text: string, offset: number): boolean =>
  /(?:^|[\n{])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset))

function inComment(text: string, path: string, offset: number): boolean {
  return lex(text, path, () => {}).comments.some(({ span }) => span.start < offset && offset <= span.end)
}

function wordAround(text: string, offset: number): Span {
  const before = /[\p{L}\p{M}\p{Nd}_\u200c]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))![0]
  const after = /^[\p{L}\p{M}\p{Nd}_\u200c]*/u.exec(text.slice(offset, offset + 200))![0]
  return { start: offset - before.length, end: offset + after.length }
}
