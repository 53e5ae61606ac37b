import type { Program } from '../checker/program.ts'
import { type Diagnostic, type Report, reporter } from '../diagnostics/diagnostic.ts'
import { Analysis, FileAnalysis } from '../lint/analysis/analysis.ts'
import { runRules } from '../lint/review.ts'
import type { RuleSettings } from '../lint/settings.ts'
import { type ContactSource, contactSources, echoesIn, type Module } from '../modules/bind.ts'
import { textOf } from '../modules/load.ts'
import { isLibrary, resolveImport } from '../modules/paths.ts'
import type { SourceTree } from '../syntax/ast.ts'
import type { ParseResult } from '../syntax/parse.ts'
import { type TemplateFile, templateFilesOf } from '../templates/template-files.ts'
import { sameFindings } from './same-findings.ts'
import { type Surface, surfacesOf } from './surface.ts'

/** What is known of one file. */
export class FileState {
  readonly path: string
  parsed: ParseResult
  /** What is wrong with what it imports. */
  unread: readonly Diagnostic[] = []
  surfaces: ReadonlyMap<string, Surface> = new Map()
  /** What each imported name stood for when the surfaces were noted. */
  #named: ReadonlyMap<string, string> = new Map()
  /** Names that it imports, with the files that they come from. */
  imports: readonly { target: string; name: string; local: string }[]
  /** The contact declarations in it. */
  contacts: readonly ContactSource[]
  /** Whether it moves contacts of steps that are gone; and whether it did before it was edited. */
  moves: boolean
  moved = false
  /** What binding and checking it found. */
  found: Diagnostic[] = []
  /** Other files that were read for it. */
  readonly reads = new Set<string>()
  /** The templates that its messages name. */
  templates: readonly TemplateFile[] = []
  /** Goes up whenever it is checked. */
  version = 0
  /** Of the project's own files. */
  analysis: FileAnalysis | undefined
  #lint: Diagnostic[] | undefined
  #places: ReadonlySet<string> = new Set()
  #report: Report = reporter('', [])

  constructor(path: string, parsed: ParseResult) {
    this.path = path
    this.parsed = parsed
    this.imports = importsOf(parsed.tree)
    this.contacts = contactSources([parsed.tree])
    this.moves = hasMoves(parsed.tree)
  }

  get report(): Report {
    return this.#report
  }

  /** Notes what the file shows to others now; returns the names that show something else than before. */
  surface(): string[] {
    const { surfaces } = this
    const named = this.#named
    this.surfaces = surfacesOf(this.parsed.tree)
    this.#named = new Map(this.imports.map(({ target, name, local }) => [local, `${target} ${name}`]))
    const renamed = differences(named, this.#named)
    const other = renamed.flatMap((local) => this.mentioning(local))
    const own = new Set([...surfaces.keys(), ...this.surfaces.keys()])
    return [...own].filter(
      (name) => surfaces.get(name)?.text !== this.surfaces.get(name)?.text || other.includes(name),
    )
  }

  edit(parsed: ParseResult): void {
    this.parsed = parsed
    this.imports = importsOf(parsed.tree)
    this.contacts = contactSources([parsed.tree])
    this.moved = this.moves
    this.moves = hasMoves(parsed.tree)
  }

  /** Takes in what is wrong with what it imports. */
  lack(unread: readonly Diagnostic[]): void {
    if (!sameFindings(this.unread, unread)) this.version++
    this.unread = unread
  }

  /** All that was found in it but by the rules. */
  get diagnostics(): Diagnostic[] {
    return [...this.unread, ...this.parsed.diagnostics, ...this.found]
  }

  /** Before it is checked. */
  begin(): void {
    this.version++
    this.found = []
    this.reads.clear()
    this.#lint = undefined
    const { tree, diagnostics } = this.parsed
    this.#report = reporter(this.path, this.found, echoesIn(tree, diagnostics))
  }

  /** When it was checked. */
  finish(program: Program, module: Module): void {
    this.analysis = isLibrary(this.path) ? undefined : new FileAnalysis(program, module)
    this.templates = templateFilesOf(module)
    this.moved = false
    this.#point(this.found)
  }

  /** What the rules about single files find in it. */
  lint(program: Program, rules: RuleSettings): Diagnostic[] {
    if (!this.#lint) {
      this.#lint = runRules('file', new Analysis(program, [this.analysis!]), rules)
      this.#point([...this.found, ...this.#lint])
    }
    return this.#lint
  }

  /** Whether a finding points into another file. */
  pointsAt(path: string): boolean {
    return this.#places.has(path)
  }

  /** Whether a finding is about one of the names. */
  tellsOf(names: ReadonlySet<string>): boolean {
    return this.found.some(({ args }) =>
      Object.values(args).some((value) => typeof value === 'string' && names.has(value)),
    )
  }

  /** Whether it imports a name that is not there from one of the files: the finding says what is. */
  lacksFrom(paths: ReadonlySet<string>): boolean {
    return (
      this.found.some(({ name }) => name === 'unknown-import') &&
      this.imports.some(({ target }) => paths.has(target))
    )
  }

  /** What it declares that mentions a name. */
  mentioning(name: string): string[] {
    return [...this.surfaces].flatMap(([own, { mentions }]) => (mentions.has(name) ? [own] : []))
  }

  #point(found: readonly Diagnostic[]): void {
    this.#places = new Set(
      found.flatMap(({ related, fixes }) => [
        ...related.map(({ file }) => file),
        ...fixes.flatMap(({ edits }) => edits.map(({ file }) => file)),
      ]),
    )
  }
}

function importsOf(tree: SourceTree): { target: string; name: string; local: string }[] {
  return tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== 'import') return []
    const target = resolveImport(tree.path, textOf(declaration.from))
    if (target === undefined) return []
    return declaration.names.map(({ name, alias }) => ({
      target,
      name: name.text,
      local: (alias ?? name).text,
    }))
  })
}

function hasMoves({ declarations }: SourceTree): boolean {
  return declarations.some(({ kind }) => kind === 'moved')
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key))
}
