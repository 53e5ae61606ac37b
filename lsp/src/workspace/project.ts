import { basename, join } from 'node:path'
import { LineIndex, type Lowered, lower, severityOf } from '@journey-lang/compiler'
import {
  CONFIG_FILE,
  type Config,
  DEFAULT_CONFIG,
  isLibrary,
  listSources,
  openProject,
  readText,
  relativePath,
  Session,
  type SessionOptions,
} from '@journey-lang/compiler/editor'
import { libraryFile } from './library-files.ts'
import { uriOfPath } from './uris.ts'
import { type PartOptions, type WholePart, wholePart } from './whole-part.ts'

/** A document that is open in the editor. */
export interface OpenDocument {
  /** As the editor spells it: it may not know the document by any other. */
  readonly uri: string
  readonly text: string
}

/** The documents that are open, by absolute path. */
export type OpenDocuments = ReadonlyMap<string, OpenDocument>

/** How a project is made up. */
export interface ProjectOptions {
  /** Which open documents belong to it; they need not have a file yet. */
  readonly owns: (file: string) => boolean
  /** It has no folder: it is the documents that are open, and what they import. */
  readonly isLoose: () => boolean
}

/** Something wrong with a file that is no source: the config. */
export interface FileProblem {
  /** Of the whole file. */
  text: string
  message: string
  span: { start: number; end: number }
}

/** The settings of a project and its files. */
interface Stock {
  config: Config
  files: readonly string[]
}

/** A project of the workspace, checked as it is in the editor. */
export class Project {
  /** Absolute path of its folder. */
  readonly root: string
  readonly #open: OpenDocuments
  readonly #made: ProjectOptions
  readonly #dirty = new Set<string>()
  readonly #lines = new Map<string, LineIndex>()
  readonly #changed = new Set<string>()
  #session: Session | undefined
  #stale = true
  #lowered: Lowered | 'broken' | undefined
  readonly #parts = new Map<string, WholePart | undefined>()
  #config: Config = DEFAULT_CONFIG
  #problems: ReadonlyMap<string, readonly FileProblem[]> = new Map()

  constructor(root: string, open: OpenDocuments, made: ProjectOptions) {
    this.root = root
    this.#open = open
    this.#made = made
  }

  /** The project as it is now. */
  get snapshot(): Session {
    this.settle()
    return this.#session!
  }

  /** What is wrong with files that are no sources, by path. */
  get problems(): ReadonlyMap<string, readonly FileProblem[]> {
    this.settle()
    return this.#problems
  }

  /** The paths of which something else is to be told than when this was last asked. */
  takeChanged(): string[] {
    this.settle()
    const changed = [...this.#changed]
    this.#changed.clear()
    return changed
  }

  /** The graph of the project; nothing while there are errors. Made when it is first asked for after an edit. */
  get lowered(): Lowered | undefined {
    this.settle()
    if (this.#lowered === undefined) {
      const found = [...this.snapshot.diagnostics.values()].flat()
      const isBroken = found.some((one) => severityOf(one) === 'error')
      this.#lowered = isBroken ? 'broken' : lower(this.snapshot.program)
    }
    return this.#lowered === 'broken' ? undefined : this.#lowered
  }

  /** What is without errors around some files; made when it is first asked for after an edit. */
  partAround(paths: readonly string[], options: PartOptions = {}): WholePart | undefined {
    this.settle()
    const key = JSON.stringify([paths, options])
    if (!this.#parts.has(key)) this.#parts.set(key, wholePart(this.snapshot, paths, options))
    return this.#parts.get(key)
  }

  /** Notes that a file has another text. */
  touch(file: string): void {
    this.#dirty.add(relativePath(this.root, file))
  }

  /** Notes that files came or went, or that the config is another. */
  restock(): void {
    this.#stale = true
  }

  /** Notes that a folder came or went, if files are read from it. */
  touchBelow(folder: string): void {
    const prefix = `${relativePath(this.root, folder)}/`
    for (const path of this.#session?.asked ?? []) {
      if (!path.startsWith(prefix)) continue
      this.#dirty.add(path)
      this.#stale = true
    }
  }

  /** Notes that anything may have changed on the disk: for editors that do not tell. */
  lookAgain(): void {
    this.#stale = true
    for (const path of this.#session?.asked ?? []) {
      if (!this.#open.has(join(this.root, path))) this.#dirty.add(path)
    }
  }

  /** Whether a file was read, or asked for in vain, when the project was checked. */
  reads(file: string): boolean {
    return this.#session?.wasAsked(relativePath(this.root, file)) === true
  }

  /** The path of a file in the project. */
  pathOf(file: string): string {
    return relativePath(this.root, file)
  }

  /** The URI of a file of the project or the library. */
  uriOf(path: string): string {
    const file = isLibrary(path) ? libraryFile(path) : join(this.root, path)
    return this.#open.get(file)?.uri ?? uriOfPath(file)
  }

  /** The lines of a file as it is now. */
  linesOf(path: string): LineIndex {
    const known = this.#lines.get(path)
    const text = this.snapshot.textOf(path) ?? ''
    if (known?.text === text) return known
    const lines = new LineIndex(text)
    this.#lines.set(path, lines)
    return lines
  }

  /** Checks what changed since this was last done. */
  settle(): void {
    if (!this.#stale && this.#dirty.size === 0) return
    const options = this.#stale ? this.#options() : undefined
    const dirty = [...this.#dirty]
    this.#stale = false
    this.#dirty.clear()
    this.#lowered = undefined
    this.#parts.clear()
    if (!this.#session) {
      this.#session = new Session({ read: (path) => this.#read(path) }, options ?? { paths: [] })
      for (const path of this.#session.diagnostics.keys()) this.#changed.add(path)
      return
    }
    const changed = this.#session.update(dirty, options)
    for (const path of changed) this.#changed.add(path)
  }

  #read(path: string): ReturnType<typeof readText> {
    const file = join(this.root, path)
    const open = this.#open.get(file)
    return open ? { ok: true, text: open.text } : readText(file)
  }

  #options(): SessionOptions {
    const { config, files } = this.#stock()
    const unsaved = [...this.#open.keys()].filter(this.#made.owns).map((file) => this.pathOf(file))
    return {
      paths: [...new Set([...files, ...unsaved])].sort((a, b) => (a < b ? -1 : 1)),
      timezone: config.timezone,
      rules: config.lint,
    }
  }

  /** What stands in the folder. While the config can't be read, the last one that could counts. */
  #stock(): Stock {
    if (this.#made.isLoose()) return { config: DEFAULT_CONFIG, files: [] }
    const opened = openProject(this.root)
    const problems = opened.ok ? new Map() : this.#problemsOf(opened.problem)
    for (const path of [...this.#problems.keys(), ...problems.keys()]) this.#changed.add(path)
    this.#problems = problems
    if (opened.ok) this.#config = opened.project.config
    const config = this.#config
    if (opened.ok) return { config, files: opened.project.files }
    return { config, files: listSources(this.root, config.sources, config.out).files }
  }

  #problemsOf(
    problem: Extract<ReturnType<typeof openProject>, { ok: false }>['problem'],
  ): ReadonlyMap<string, readonly FileProblem[]> {
    if (problem.kind === 'unreadable') {
      const message = `"${basename(problem.path)}" can't be read: ${problem.problem}.`
      return new Map([[CONFIG_FILE, [{ text: '', message, span: { start: 0, end: 0 } }]]])
    }
    const { text, problems } = problem
    return new Map([
      [this.pathOf(problem.path), problems.map(({ message, span }) => ({ text, message, span }))],
    ])
  }
}

/** How many errors a project has. */
export function problemsIn(project: Project): number {
  return [...project.snapshot.diagnostics.values()].flat().filter((one) => severityOf(one) === 'error').length
}
