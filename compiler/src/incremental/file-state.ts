import type { Program } from '../checker/program.ts'
import { type Diagnostic, type Report, reporter } from '../diagnostics/diagnostic.ts'
import { FileAnalysis } from '../lint/analysis/analysis.ts'
import { brokenBy } from '../lint/whole.ts'
import { echoesIn, type Module } from '../modules/bind.ts'
import { isLibrary } from '../modules/paths.ts'
import type { ParseResult } from '../syntax/parse.ts'
import { type TemplateFile, templateFilesOf } from '../templates/template-files.ts'
import { FileReview } from './file-review.ts'
import { placesIn, sameFindings } from './findings.ts'
import { type Outline, outlineOf } from './outline.ts'
import { type Surface, surfacesOf } from './surface.ts'

/** What is known of one file. */
export class FileState {
  readonly path: string
  #parsed: ParseResult
  #outline: Outline
  #movedBefore = false
  #unread: readonly Diagnostic[] = []
  #surfaces: ReadonlyMap<string, Surface> = new Map()
  /** What each imported name stood for when the surfaces were noted. */
  #named: ReadonlyMap<string, string> = new Map()
  #found: Diagnostic[] = []
  #report: Report = reporter('', [])
  #places: ReadonlySet<string> = new Set()
  #broken: ReadonlySet<string> | undefined
  #version = 0
  /** Other files that were read for it. */
  readonly reads = new Set<string>()
  /** The templates that its messages name. */
  templates: readonly TemplateFile[] = []
  /** What rules find in it; nobody reviews the library. */
  review: FileReview | undefined

  constructor(path: string, parsed: ParseResult) {
    this.path = path
    this.#parsed = parsed
    this.#outline = outlineOf(parsed.tree)
  }

  get parsed(): ParseResult {
    return this.#parsed
  }

  get outline(): Outline {
    return this.#outline
  }

  get report(): Report {
    return this.#report
  }

  /** Another number whenever something else may have been found. */
  get version(): number {
    return this.#version
  }

  /** What is wrong with what it imports. */
  get unread(): readonly Diagnostic[] {
    return this.#unread
  }

  /** Whether it moves contacts of steps that are gone, or did before it was edited. */
  get moves(): boolean {
    return this.#outline.moves || this.#movedBefore
  }

  /** All that was found in it but by the rules. */
  get diagnostics(): Diagnostic[] {
    return [...this.#unread, ...this.#parsed.diagnostics, ...this.#found]
  }

  /** The files that its errors are about. */
  get broken(): ReadonlySet<string> {
    this.#broken ??= brokenBy(this.diagnostics)
    return this.#broken
  }

  /** Takes in another text. */
  edit(parsed: ParseResult): void {
    this.#parsed = parsed
    this.#movedBefore = this.#outline.moves
    this.#outline = outlineOf(parsed.tree)
    this.#changed()
  }

  /** Takes in what is wrong with what it imports. */
  lack(unread: readonly Diagnostic[]): void {
    if (sameFindings(this.#unread, unread)) return
    this.#unread = unread
    this.#changed()
  }

  /** Notes what the file shows to others now; returns the names that show something else than before. */
  surface(): string[] {
    const surfaces = this.#surfaces
    const named = this.#named
    this.#surfaces = surfacesOf(this.#parsed.tree)
    this.#named = new Map(
      this.#outline.imports.flatMap(({ target, names }) =>
        names.map(({ name, local }): [string, string] => [local, `${target} ${name}`]),
      ),
    )
    const renamed = differences(named, this.#named)
    const other = new Set(renamed.flatMap((local) => this.mentioning(local)))
    const own = new Set([...surfaces.keys(), ...this.#surfaces.keys()])
    return [...own].filter(
      (name) => surfaces.get(name)?.text !== this.#surfaces.get(name)?.text || other.has(name),
    )
  }

  /** Before it is checked. */
  begin(): void {
    this.#found = []
    this.reads.clear()
    this.review = undefined
    const { tree, diagnostics } = this.#parsed
    this.#report = reporter(this.path, this.#found, echoesIn(tree, diagnostics))
  }

  /** When it was checked. */
  finish(program: Program, module: Module): void {
    if (!isLibrary(this.path)) this.review = new FileReview(new FileAnalysis(program, module))
    this.templates = templateFilesOf(module)
    this.#movedBefore = false
    this.#places = placesIn(this.#found)
    this.#changed()
  }

  /** Whether a finding points into another file. */
  pointsAt(path: string): boolean {
    return this.#places.has(path) || this.review?.pointsAt(path) === true
  }

  /** Whether a finding is about one of the names. */
  tellsOf(names: ReadonlySet<string>): boolean {
    return this.#found.some(({ args }) =>
      Object.values(args).some((value) => typeof value === 'string' && names.has(value)),
    )
  }

  /** Whether it imports a name that is not there from one of the files: the finding says what is. */
  lacksFrom(paths: ReadonlySet<string>): boolean {
    return (
      this.#found.some(({ name }) => name === 'unknown-import') &&
      this.#outline.imports.some(({ target }) => paths.has(target))
    )
  }

  /** What it declares that mentions a name. */
  mentioning(name: string): string[] {
    return [...this.#surfaces].flatMap(([own, { mentions }]) => (mentions.has(name) ? [own] : []))
  }

  #changed(): void {
    this.#version++
    this.#broken = undefined
  }
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key))
}
