import { syntax } from '../diagnostics/catalog/syntax.ts'
import { type Diagnostic, type Report, reporter } from '../diagnostics/diagnostic.ts'
import { closest } from '../diagnostics/suggest.ts'
import type { ContactDeclaration, Declaration, Name, SourceTree } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { echoesOf } from './echoes.ts'
import { isLibrary, resolveImport } from './paths.ts'
import { type AnySymbol, kindText } from './symbols.ts'

/** One file with the names that can be used in it. */
export interface Module {
  tree: SourceTree
  report: Report
  /** Its own declarations and its imports. */
  scope: ReadonlyMap<string, AnySymbol>
  /** Names whose import failed: that was reported, and their uses are no mistakes of their own. */
  unresolved: ReadonlySet<string>
  /** How the text of this file uses what it and others declare; the bits of `USE`. The checker fills it. */
  uses: Map<AnySymbol, number>
  /** Its own declarations: what others can import. */
  exports: ReadonlyMap<string, AnySymbol>
}

/** A contact declaration, with its file. */
export interface ContactSource {
  file: string
  declaration: ContactDeclaration
}

/** The contact declarations of a project. */
export interface Contacts {
  /** The one that holds: the first. */
  contact: ContactSource | undefined
  /** Contacts that were declared beside it, which was reported: what they name is known all the same. */
  otherContacts: ContactSource[]
}

export interface BoundFiles extends Contacts {
  modules: Map<string, Module>
  /** What each name that refers to a declaration stands for. */
  references: Map<Name, AnySymbol>
}

/** Finds what every file declares and imports. */
export function bind(files: ReadonlyMap<string, SourceTree>, diagnostics: Diagnostic[]): BoundFiles {
  const reports = new Map(
    [...files].map(([path, tree]) => [path, reporter(path, diagnostics, echoesIn(tree, diagnostics))]),
  )
  const modules = new Map<string, Module>()
  const references = new Map<Name, AnySymbol>()
  const exportsOf = new Map<string, ReadonlyMap<string, AnySymbol>>()
  const contacts = contactsOf(contactSources(files.values()))
  for (const { file, declaration } of contacts.otherContacts) {
    reportSecondContact(reports.get(file)!, declaration, contacts.contact!)
  }
  for (const [path, tree] of files) exportsOf.set(path, declare(tree, reports.get(path)!, references))
  for (const [path, tree] of files) {
    modules.set(
      path,
      bindModule(tree, reports.get(path)!, (target) => exportsOf.get(target), references),
    )
  }
  for (const { later, first } of nameConflicts(modules)) {
    reportDuplicate(modules.get(later.file)!.report, later, first)
  }
  return { modules, ...contacts, references }
}

/** The contact declarations of files, in their order. */
export function contactSources(trees: Iterable<SourceTree>): ContactSource[] {
  const found: ContactSource[] = []
  for (const { path: file, declarations } of trees) {
    for (const declaration of declarations)
      if (declaration.kind === 'contact') found.push({ file, declaration })
  }
  return found
}

/** Of several contacts the first one holds. */
export function contactsOf([contact, ...otherContacts]: readonly ContactSource[]): Contacts {
  return { contact, otherContacts }
}

/** Tells what follows from the syntax errors of a file, among what was found. */
export function echoesIn(tree: SourceTree, diagnostics: readonly Diagnostic[]): ReturnType<typeof echoesOf> {
  return echoesOf(
    tree,
    diagnostics.filter(({ name }) => isSyntax(name)),
  )
}

/**
 * What a file declares, but for the contact. A symbol of before, under the same name, goes on with the new
 * declaration, so that what refers to it need not be looked at again for its place alone.
 */
export function declare(
  tree: SourceTree,
  report: Report,
  references: Map<Name, AnySymbol>,
  before?: ReadonlyMap<string, AnySymbol>,
): ReadonlyMap<string, AnySymbol> {
  const declared = new Map<string, AnySymbol>()
  for (const declaration of tree.declarations) {
    const symbol = symbolOf(tree.path, declaration)
    if (!symbol || symbol.name === '') continue
    const earlier = declared.get(symbol.name)
    if (earlier) {
      references.set(symbol.declaration.name, symbol)
      reportDuplicate(report, symbol, earlier)
      continue
    }
    const known = before?.get(symbol.name)
    const kept = known?.kind === symbol.kind ? Object.assign(known, symbol) : symbol
    references.set(kept.declaration.name, kept)
    declared.set(kept.name, kept)
  }
  return declared
}

/** A file with its names: what it declares and what it imports from others. */
export function bindModule(
  tree: SourceTree,
  report: Report,
  exportsOf: (path: string) => ReadonlyMap<string, AnySymbol> | undefined,
  references: Map<Name, AnySymbol>,
): Module {
  const own = exportsOf(tree.path)!
  const scope = new Map(own)
  const unresolved = new Set<string>()
  /** What was meant where the name of an import is misspelt: it is used by its right name. */
  const misspelt = new Set<string>()
  for (const declaration of tree.declarations) {
    if (declaration.kind !== 'import') continue
    const from = textOf(declaration.from)
    const target = resolveImport(tree.path, from)
    const available = target === undefined ? undefined : exportsOf(target)
    for (const { name, alias } of declaration.names) {
      if (name.text === '') continue
      const symbol = available?.get(name.text)
      if (!symbol) {
        unresolved.add((alias ?? name).text)
        if (available) {
          const candidates = [...available.keys()]
          report('unknown-import', name.span, { name: name.text, path: from, candidates })
          const meant = closest(name.text, candidates)
          if (meant !== undefined && !alias) misspelt.add(meant)
        }
        continue
      }
      references.set(name, symbol)
      const local = alias ?? name
      if (alias) references.set(alias, symbol)
      const earlier = scope.get(local.text)
      if (earlier === undefined) scope.set(local.text, symbol)
      else if (earlier !== symbol && (earlier.kind !== symbol.kind || local.text !== symbol.name)) {
        // Two of one kind and name are found across the project.
        report('duplicate-name', local.span, { what: 'The name', name: local.text })
      }
    }
  }
  for (const name of misspelt) if (!scope.has(name)) unresolved.add(name)
  return { tree, report, scope, unresolved, uses: new Map(), exports: own }
}

const isSyntax = (name: string): boolean => Object.hasOwn(syntax, name)

function symbolOf(file: string, declaration: Declaration): AnySymbol | undefined {
  switch (declaration.kind) {
    case 'tag-declaration':
      return { kind: 'tag', name: declaration.name.text, file, declaration }
    case 'enum':
    case 'event':
    case 'segment':
    case 'channel':
    case 'message':
    case 'department':
    case 'action':
    case 'stages':
    case 'persona':
    case 'campaign':
    case 'journey':
    case 'map':
      return { kind: declaration.kind, name: declaration.name.text, file, declaration } as AnySymbol
    default:
      return undefined
  }
}

/** Two declarations that can't be told apart by kind and name. */
export interface NameConflict {
  later: AnySymbol
  first: AnySymbol
}

/** What a declaration is called in the graph. */
export const graphName = ({ kind, name }: AnySymbol): string => `${kind} ${name}`

/**
 * The graph names declarations of one kind by their name alone, so across the project such names are unique: also
 * against what is imported from the library.
 */
export function nameConflicts(modules: ReadonlyMap<string, Module>): NameConflict[] {
  const conflicts: NameConflict[] = []
  const known = new Map<string, AnySymbol>()
  const told = new Set<AnySymbol>()
  for (const [path, module] of modules) {
    const used = isLibrary(path) ? [] : module.scope.values()
    for (const symbol of used) {
      const key = graphName(symbol)
      const earlier = known.get(key)
      if (!earlier) known.set(key, symbol)
      else if (earlier !== symbol) {
        const [later, first] = isLibrary(symbol.file) ? [earlier, symbol] : [symbol, earlier]
        const inOneFile = later.file === first.file
        if (modules.has(later.file) && !inOneFile && !told.has(later)) conflicts.push({ later, first })
        told.add(later)
        known.set(key, first)
      }
    }
  }
  return conflicts
}

/** Says that a name is taken. */
export function reportDuplicate(report: Report, later: AnySymbol, earlier: AnySymbol): void {
  const what = later.kind === earlier.kind ? sentenceStart(kindText[later.kind]) : 'The name'
  const name = later.declaration.name
  report(
    'duplicate-name',
    name.span,
    { what, name: name.text },
    {
      related: [{ role: 'first declared here', file: earlier.file, span: earlier.declaration.name.span }],
    },
  )
}

/** Says that there is a contact already. */
export function reportSecondContact(
  report: Report,
  declaration: ContactDeclaration,
  first: ContactSource,
): void {
  report(
    'second-contact',
    declaration.keyword,
    {},
    {
      related: [{ role: 'first declared here', file: first.file, span: first.declaration.keyword }],
    },
  )
}

function sentenceStart(kind: string): string {
  return `The ${kind.replace(/^an? /, '')}`
}
