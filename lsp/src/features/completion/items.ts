import type { Diagnostic, Edit, Span } from '@journey-lang/compiler'
import {
  type AnySymbol,
  type Field,
  type Fields,
  importEdit,
  kindText,
  partsOf,
  type SymbolKind,
  specifierFor,
  typeText,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../../workspace/snapshot.ts'
import type { Entity } from '../entities.ts'
import { matches } from '../matches.ts'
import { nodesAround } from '../nodes.ts'
import { exampleOf, isNeeded } from '../scenario/examples.ts'
import { type Around, follows } from './around.ts'
import { beginsLine } from './texts.ts'

/** Something that can be written at the cursor. */
export interface CompletionItem {
  label: string
  kind: 'keyword' | 'field' | 'value' | 'file' | 'setting' | 'type' | 'stage' | 'unit' | 'word' | SymbolKind
  /** What it is, behind the label. */
  detail?: string
  /** What is written, if it is another text than the label. */
  insert?: string
  /** What is written, in the form of snippets: `${1:10%}` are places to fill in. */
  snippet?: string
  /** By what it is found, if not by its label alone. */
  filter?: string
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

/** What is asked about. */
export interface Asked {
  snapshot: Snapshot
  path: string
  /** What of the word is written before the cursor. */
  prefix: string
  around: Around
  /** Where the word begins. */
  at: number
  /** Items for declarations of a kind, once they were looked for. */
  symbols: Map<SymbolKind, CompletionItem[]>
}

/** Declarations elsewhere are offered as far as they fit what is written, and so many at once. */
export const MOST_ELSEWHERE = 200

const KIND_OF_NOUN = new Map(
  Object.entries(kindText).map(([kind, noun]) => [noun.replace(/^an? /, ''), kind as SymbolKind]),
)

/** What a finding says could have been meant. */
export function itemsOf(finding: Diagnostic, asked: Asked): CompletionItem[] {
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
      return fieldsOf(candidates, finding.name === 'unknown-argument', asked, of)
    case 'unknown-setting':
      return (candidates ?? []).map((label) => ({ label, kind: 'setting', snippet: `${label}: $0` }))
    case 'unknown-type':
      return [...plain(candidates, 'type'), ...symbolsOf('enum', asked)]
    case 'unknown-stage':
      return plain(candidates, 'stage')
    case 'unknown-value':
      return coded(candidates)
    case 'unknown-waiting-step':
      return (candidates ?? []).map((label) => ({ label, kind: 'value', ...quotedUnlessName(label) }))
    case 'unknown-import':
      return importable(candidates, finding, snapshot, path)
    case 'unknown-step':
      return plain(
        candidates?.filter((word) => !isLeftOut(word, asked)),
        'keyword',
      )
    case 'unknown-declaration':
    case 'unknown-part':
      return plain(candidates, 'keyword')
    case 'unknown-unit':
      return plain(
        candidates?.filter((unit) => !LENGTH.has(asked.around.before[1] ?? '') || /^\p{Ll}/u.test(unit)),
        'unit',
      )
    default:
      return plain(candidates, 'word')
  }
}

export function plain(
  candidates: readonly string[] | undefined,
  kind: CompletionItem['kind'],
): CompletionItem[] {
  return (candidates ?? []).map((label) => ({ label, kind }))
}

/** Lines that stand at the head of a journey. */
const HEADER: ReadonlySet<string> = new Set(['follows', 'start', 'goal', 'exit', 'holdout', 'stage'])

/** Whether a word belongs to the head of a journey, and the cursor stands in a stage or step of it. */
export function isLeftOut(word: string, { snapshot, path, at }: Asked): boolean {
  if (!HEADER.has(word)) return false
  const around = nodesAround(snapshot.parsed(path)!.tree, { start: at, end: at })
  return around.slice(1).some(({ kind, items }) => kind === 'stage' || Array.isArray(items))
}

/** Behind which the amount of a length of time stands. */
const LENGTH: ReadonlySet<string> = new Set(['to', 'within', 'after', 'delay', 'last', 'per'])

/** A name as it is; anything else between quotation marks. */
const quotedUnlessName = (label: string): { insert?: string } =>
  /^[\p{L}_][\p{L}\p{M}\p{Nd}_\u200c]*$/u.test(label) ? {} : { insert: `"${label}"` }

/** Values; of codes of countries it is told which they are, and they are found by that, too. */
function coded(candidates: readonly string[] = []): CompletionItem[] {
  const isCountries = candidates.length > 100 && candidates.every((code) => /^[A-Z]{2}$/.test(code))
  const names = isCountries ? new Intl.DisplayNames('en', { type: 'region' }) : undefined
  return candidates.map((label) => {
    const detail = names?.of(label)
    return { label, kind: 'value', ...(detail && { detail, filter: `${label} ${detail}` }) }
  })
}

/** What is in scope, and what an import would bring. */
export function symbolsOf(kind: SymbolKind, asked: Asked): CompletionItem[] {
  const known = asked.symbols.get(kind)
  if (known) return known
  const { snapshot, path } = asked
  const here = [...snapshot.program.modules.get(path)!.scope].flatMap(([name, symbol]) =>
    symbol.kind === kind ? [itemFor(symbol, name, asked)] : [],
  )
  const all = [...here, ...elsewhere(kind, asked)]
  // A journey is entered by one of its starting points.
  const isEntered = kind === 'journey' && follows(asked.around, 'enter', 'journey')
  const items = isEntered ? all.filter(({ entity }) => entity && startsManually(entity)) : all
  asked.symbols.set(kind, items)
  return items
}

function elsewhere(kind: SymbolKind, asked: Asked): CompletionItem[] {
  const { snapshot, path, prefix } = asked
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
      items.push({ ...itemFor(symbol, symbol.name, asked), detail: from, edits })
      if (items.length >= MOST_ELSEWHERE) return items
    }
  }
  return items
}

function startsManually(entity: Entity): boolean {
  if (entity.kind !== 'symbol' || entity.symbol.kind !== 'journey') return false
  return partsOf(entity.symbol.declaration).starts.some(({ on }) => on.kind === 'manually')
}

function itemFor(symbol: AnySymbol, name: string, asked: Asked): CompletionItem {
  const { around, snapshot } = asked
  const label = symbol.kind === 'tag' && !around.hash ? `#${name}` : name
  const item: CompletionItem = { label, kind: symbol.kind, entity: { kind: 'symbol', symbol } }
  const fields = valuesOf(symbol, asked, snapshot)
  const needed = [...(fields?.values() ?? [])].filter(isNeeded)
  if (needed.length === 0) return fields && symbol.kind === 'event' ? { ...item, insert: `${label}()` } : item
  const args = needed.map(({ name: of, type }, index) => `${of}: \${${index + 1}:${exampleOf(type)}}`)
  return { ...item, snippet: `${label}(${args.join(', ')})` }
}

/** The fields of what is named, where their values stand behind the name and do not yet. */
function valuesOf(symbol: AnySymbol, { around, at, path }: Asked, { program, textOf, parsed }: Snapshot) {
  if (around.after === '(' || around.before[1] === 'fail') return undefined
  if (symbol.kind === 'message' && follows(around, 'send')) return program.messageParams.get(symbol)
  if (symbol.kind === 'action' && follows(around, 'call')) return program.actionParams.get(symbol)
  if (symbol.kind !== 'event') return undefined
  const inScenario = nodesAround(parsed(path)!.tree, { start: at, end: at })[0]?.kind === 'scenario'
  const isTold = follows(around, 'emit') || (inScenario && beginsLine(textOf(path) ?? '', at))
  return isTold ? program.eventFields.get(symbol) : undefined
}

/**
 * Fields are known by their names alone here, and by what the finding says they are of: those of the owner that it
 * names, or what all say that have the same names.
 */
function fieldsOf(
  candidates: readonly string[] | undefined,
  isArgument: boolean,
  { snapshot: { program }, around }: Asked,
  of: string | undefined,
): CompletionItem[] {
  if (!candidates) return []
  const named = [
    ...program.messageParams,
    ...program.eventFields,
    ...program.actionParams,
    ...program.actionResults,
  ] as [AnySymbol, Fields][]
  const meant = named.filter(([symbol]) => of?.includes(`"${symbol.name}"`))
  const owners = [
    ...(/contact/i.test(of ?? '') && program.contact ? [program.contact.fields] : []),
    ...(meant.length > 0 ? meant : named).map(([, fields]) => fields),
  ]
  const fits = (fields: ReadonlyMap<string, Field>) =>
    fields.size === candidates.length && candidates.every((name) => fields.has(name))
  const fitting = owners.filter(fits)
  return candidates.map((label) => {
    const [field, ...others] = fitting.flatMap((fields) => fields.get(label) ?? [])
    const isSure = field && others.every(({ type }) => typeText(type) === typeText(field.type))
    return {
      label,
      kind: 'field',
      ...(isSure && { detail: typeText(field.type), entity: { kind: 'field', field, of: 'event' } }),
      ...(isArgument && around.after !== ':' && { snippet: `${label}: $0` }),
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
