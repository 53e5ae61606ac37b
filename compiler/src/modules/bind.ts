import { syntax } from '../diagnostics/catalog/syntax.ts'
import { type Diagnostic, type Report, reporter } from '../diagnostics/diagnostic.ts'
import type { ContactDeclaration, Declaration, Name, SourceTree } from '../syntax/ast.ts'
import { echoesOf } from './echoes.ts'
import { textOf } from './load.ts'
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

export interface BoundFiles {
  modules: Map<string, Module>
  /** The project's contact declaration. */
  contact: ContactSource | undefined
  /** Contacts that were declared beside it, which was reported: what they name is known all the same. */
  otherContacts: ContactSource[]
  /** What each name that refers to a declaration stands for. */
  references: Map<Name, AnySymbol>
}

/** Finds what every file declares and imports. */
export function bind(files: ReadonlyMap<string, SourceTree>, diagnostics: Diagnostic[]): BoundFiles {
  const syntaxErrors = diagnostics.filter(({ name }) => isSyntax(name))
  const reports = new Map(
    [...files].map(([path, tree]) => [path, reporter(path, diagnostics, echoesOf(tree, syntaxErrors))]),
  )
  const modules = new Map<string, Module>()
  const references = new Map<Name, AnySymbol>()
  const exportsOf = new Map<string, Map<string, AnySymbol>>()
  let contact: ContactSource | undefined
  const otherContacts: ContactSource[] = []

  for (const [path, tree] of files) {
    const report = reports.get(path)!
    const declared = new Map<string, AnySymbol>()
    for (const declaration of tree.declarations) {
      if (declaration.kind === 'contact') {
        if (contact) {
          reportSecondContact(report, declaration, contact)
          otherContacts.push({ file: path, declaration })
        } else contact = { file: path, declaration }
        continue
      }
      const symbol = symbolOf(path, declaration)
      if (!symbol || symbol.name === '') continue
      references.set(symbol.declaration.name, symbol)
      const earlier = declared.get(symbol.name)
      if (earlier) reportDuplicate(report, symbol, earlier)
      else declared.set(symbol.name, symbol)
    }
    exportsOf.set(path, declared)
  }

  for (const [path, tree] of files) {
    const report = reports.get(path)!
    const own = exportsOf.get(path)!
    const scope = new Map(own)
    const unresolved = new Set<string>()
    for (const declaration of tree.declarations) {
      if (declaration.kind !== 'import') continue
      const from = textOf(declaration.from)
      const target = resolveImport(path, from)
      const available = target === undefined ? undefined : exportsOf.get(target)
      for (const { name, alias } of declaration.names) {
        if (name.text === '') continue
        const symbol = available?.get(name.text)
        if (!symbol) {
          unresolved.add((alias ?? name).text)
          if (available) {
            report('unknown-import', name.span, {
              name: name.text,
              path: from,
              candidates: [...available.keys()],
            })
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
    modules.set(path, { tree, report, scope, unresolved, uses: new Map(), exports: own })
  }

  checkProjectNames(modules)
  return { modules, contact, otherContacts, references }
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

/**
 * The graph names declarations of one kind by their name alone, so across the project such names are unique: also
 * against what is imported from the library.
 */
function checkProjectNames(modules: ReadonlyMap<string, Module>): void {
  const known = new Map<string, AnySymbol>()
  const told = new Set<AnySymbol>()
  for (const [path, module] of modules) {
    const used = isLibrary(path) ? [] : module.scope.values()
    for (const symbol of used) {
      const key = `${symbol.kind} ${symbol.name}`
      const earlier = known.get(key)
      if (!earlier) known.set(key, symbol)
      else if (earlier !== symbol) {
        const [later, first] = isLibrary(symbol.file) ? [earlier, symbol] : [symbol, earlier]
        const report = modules.get(later.file)?.report
        const inOneFile = later.file === first.file
        if (report && !inOneFile && !told.has(later)) reportDuplicate(report, later, first)
        told.add(later)
        known.set(key, first)
      }
    }
  }
}

function reportDuplicate(report: Report, later: AnySymbol, earlier: AnySymbol): void {
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

function reportSecondContact(report: Report, declaration: ContactDeclaration, first: ContactSource): void {
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
