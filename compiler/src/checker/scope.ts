import type { Edit, Fix } from '../diagnostics/diagnostic.ts'
import type { Module } from '../modules/bind.ts'
import { inLibrary } from '../modules/library.ts'
import { isLibrary, librarySpecifier } from '../modules/paths.ts'
import {
  type ActionSymbol,
  type AnySymbol,
  type EventSymbol,
  kindText,
  type SymbolKind,
  type SymbolOf,
  USE,
  type Use,
} from '../modules/symbols.ts'
import type { CallStep, Name } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { type Facts, NO_FACTS } from './facts.ts'
import type { Fields, PayloadSource, Program } from './program.ts'

/** A payload that can be read by a name: the event's own, or the one given with `as`. Innermost first. */
export interface Payload {
  name: string
  /** Unknown if the event is: that was reported, and what is read from it is let pass. */
  event: EventSymbol | undefined
  source: PayloadSource | { of: 'call' }
  /** Of what an action answered: the step that called it. */
  result?: { step: CallStep; action: ActionSymbol }
  /** Of a start's payload: the starts that bring it. */
  starts?: number
  outer: Payload | undefined
}

/** Where an expression stands: what can be named and what is known there. */
export interface Scope {
  program: Program
  module: Module
  facts: Facts
  payloads: Payload | undefined
  /** Parameters, in a message. */
  params?: Fields
  /** The journey's starting points, for `started by`. */
  starts?: readonly StartInfo[]
  /** Where the expression stands, if what happened before can't be looked at there. */
  noHistory?: 'history' | 'scenario' | 'start'
  /** Without a window, a look at what happened is about the period that is reported. */
  wholePeriod?: true
  /** How names are used here, if they are not read. */
  use?: Use
}

/** Notes what a name in a file refers to. */
export function refer({ program, module, use = USE.read }: Scope, name: Name, symbol: AnySymbol): void {
  program.references.set(name, symbol)
  module.uses.set(symbol, (module.uses.get(symbol) ?? 0) | use)
}

export interface StartInfo {
  bit: number
  /** By what `started by` may name it. */
  names: ReadonlySet<string>
  line: import('../syntax/ast.ts').StartLine
  event: EventSymbol | undefined
}

export function moduleScope(program: Program, module: Module): Scope {
  return { program, module, facts: NO_FACTS, payloads: undefined }
}

export function withFacts(scope: Scope, facts: Facts): Scope {
  return facts === scope.facts ? scope : { ...scope, facts }
}

/**
 * Finds a declaration of a kind by name. Reports a name that is unknown or of another kind. `words` of the language could
 * stand here as well.
 */
export function lookup<K extends SymbolKind>(
  scope: Scope,
  name: Name,
  kind: K,
  words: readonly string[] = [],
): SymbolOf<K> | undefined {
  if (name.text === '') return undefined
  const { module } = scope
  if (module.unresolved.has(name.text)) return undefined
  const symbol = module.scope.get(name.text)
  if (symbol?.kind === kind) {
    refer(scope, name, symbol)
    return symbol as SymbolOf<K>
  }
  const noun = kindText[kind].replace(/^an? /, '')
  if (symbol) {
    const args = { name: name.text, expected: kindText[kind], found: kindText[symbol.kind] }
    module.report('wrong-kind', name.span, args, {
      related: [{ role: 'declared here', file: symbol.file, span: symbol.declaration.name.span }],
    })
    return undefined
  }
  const candidates = [...words]
  for (const [local, other] of module.scope) if (other.kind === kind) candidates.push(local)
  const fixes = [...aliasFixes(module, name, kind), ...importFixes(scope, name, kind)]
  module.report('unknown-name', name.span, { what: noun, name: name.text, candidates }, { fixes })
  return undefined
}

/** What is imported already, under another name. */
function aliasFixes({ scope, tree }: Module, name: Name, kind: SymbolKind): Fix[] {
  const aliases = [...scope].filter(([, symbol]) => symbol.kind === kind && symbol.name === name.text)
  return aliases.map(([local]) => ({
    title: `Use "${local}", as it is called here`,
    edits: [{ file: tree.path, span: name.span, text: local }],
  }))
}

/** Where a name is declared elsewhere in the project or in the library: an import of it. */
function importFixes(scope: Scope, name: Name, kind: SymbolKind): Fix[] {
  const { program, module } = scope
  const here = module.tree.path
  const inProject: string[] = []
  for (const [path, { exports }] of program.modules) {
    if (path !== here && exports.get(name.text)?.kind === kind) inProject.push(path)
  }
  const paths = new Set([...inProject, ...inLibrary(name.text, kind)])
  const isImported = aliasFixes(module, name, kind).length > 0
  return [...paths].map((path) => {
    const from = specifierFor(here, path)
    return {
      title: `Import "${name.text}" from "${from}"`,
      edits: [importEdit(module, name.text, from)],
      // With several files to choose from, or with another name for it, a person has to.
      ...(paths.size === 1 && !isImported && { safe: true }),
    }
  })
}

/** One name more in an import from there, or an import of its own. */
export function importEdit(module: Module, name: string, from: string): Edit {
  const { path: file, declarations } = module.tree
  const insert = (offset: number, text: string) => ({ file, span: { start: offset, end: offset }, text })
  for (const declaration of declarations) {
    if (declaration.kind !== 'import' || textOf(declaration.from) !== from) continue
    const last = declaration.names.at(-1)
    if (last && last.span.end > last.span.start)
      return { ...insert(last.span.end, `, ${name}`), beside: true }
  }
  const { offset, prefix } = importPoint(module)
  return insert(offset, `${prefix}import { ${name} } from "${from}"\n`)
}

/** Remarks at the top of a file that a blank line parts from what follows: they are about the file. */
const ABOUT_THE_FILE = /^(?:[ \t]*\/\/(?!\/)[^\n]*\n)+[ \t]*\r?\n/

/** After the last import, or at the top; with a line break before it where the last line has none. */
function importPoint(module: Module): { offset: number; prefix: string } {
  const { text, declarations } = module.tree
  const last = declarations.findLast((declaration) => declaration.kind === 'import')
  if (!last) return { offset: ABOUT_THE_FILE.exec(text)?.[0].length ?? 0, prefix: '' }
  const lineEnd = text.indexOf('\n', last.span.end)
  return lineEnd < 0 ? { offset: text.length, prefix: '\n' } : { offset: lineEnd + 1, prefix: '' }
}

/** What an import in a file writes to name another file. */
export function specifierFor(from: string, to: string): string {
  if (isLibrary(to)) return librarySpecifier(to)
  const fromParts = from.split('/').slice(0, -1)
  const toParts = to.split('/')
  let shared = 0
  while (shared < fromParts.length && fromParts[shared] === toParts[shared]) shared++
  const up = fromParts.length - shared
  return `${up === 0 ? './' : '../'.repeat(up)}${toParts.slice(shared).join('/')}`
}
