import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { load } from '../modules/load.ts'
import type { Host, ReadResult } from '../source/host.ts'
import { type ParseResult, parse } from '../syntax/parse.ts'
import { FileState } from './file-state.ts'
import { byFile } from './findings.ts'
import { ImportIndex } from './import-index.ts'

/** What became of the sources when files changed. */
export interface Changes {
  /** Sources with another text. */
  edited: ReadonlySet<string>
  /** Sources for which a file was read that is another now. */
  readers: ReadonlySet<string>
  /** Whether other modules may belong to the project now. */
  importsChanged: boolean
}

/** The texts of a project: its sources, what they import, and everything that was read for them. */
export class Sources {
  readonly #host: Host
  readonly #texts = new Map<string, ReadResult>()
  readonly #states = new Map<string, FileState>()
  readonly imports = new ImportIndex()
  #lost: readonly Diagnostic[] = []
  /** Texts that count in place of those of the host. */
  #pretended: ReadonlyMap<string, string> = new Map()
  /** How files were parsed that have another text for a while. */
  #parsedBefore: ReadonlyMap<string, ParseResult> = new Map()

  constructor(host: Host) {
    this.#host = host
  }

  /** The project's own files and all that they import, in the order of their paths. */
  get states(): ReadonlyMap<string, FileState> {
    return this.#states
  }

  /** What is wrong with files that could not be read at all. */
  get lost(): readonly Diagnostic[] {
    return this.#lost
  }

  /** Paths of all files that were read, or asked for in vain. */
  get asked(): Iterable<string> {
    return this.#texts.keys()
  }

  /** Whether a file was read, or asked for in vain. */
  wasAsked(path: string): boolean {
    return this.#texts.has(path)
  }

  /** The text of a file that was read. */
  textOf(path: string): string | undefined {
    const known = this.#texts.get(path)
    return known?.ok ? known.text : this.#states.get(path)?.parsed.tree.text
  }

  read(path: string): ReadResult {
    let text = this.#texts.get(path)
    if (!text) {
      const pretended = this.#pretended.get(path)
      text = pretended === undefined ? this.#host.read(path) : { ok: true, text: pretended }
      this.#texts.set(path, text)
    }
    return text
  }

  /**
   * Lets files have other texts, once they are taken in.
   *
   * @returns what ends that
   */
  pretend(texts: ReadonlyMap<string, string>): () => void {
    const before = this.#pretended
    this.#pretended = new Map([...before, ...texts])
    const states = [...texts.keys()].flatMap((path) => this.#states.get(path) ?? [])
    this.#parsedBefore = new Map(states.map(({ path, parsed }) => [path, parsed]))
    return () => {
      this.#pretended = before
    }
  }

  /** Takes in that files may have other texts. */
  take(changed: Iterable<string>): Changes {
    const edited = new Set<string>()
    const readers = new Set<string>()
    let importsChanged = false
    for (const path of changed) {
      const before = this.#texts.get(path)
      if (before === undefined) continue
      this.#texts.delete(path)
      const now = this.read(path)
      if (sameRead(before, now)) continue
      for (const { path: reader, reads } of this.#states.values()) if (reads.has(path)) readers.add(reader)
      const state = this.#states.get(path)
      if (!state || !now.ok) importsChanged ||= path.endsWith('.journey')
      else {
        const { importsText } = state.outline
        this.#edit(state, this.#parse(path, now.text))
        edited.add(path)
        importsChanged ||= state.unread.length > 0 || state.outline.importsText !== importsText
      }
    }
    if (this.#pretended.size === 0) this.#parsedBefore = new Map()
    return { edited, readers, importsChanged }
  }

  /**
   * Follows the imports of the project's own files.
   *
   * @returns whether the same modules as before belong to the project
   */
  follow(paths: readonly string[]): boolean {
    const results = new Map<string, ParseResult>()
    const { files, diagnostics } = load({ read: (path) => this.read(path) }, paths, (path, text) => {
      const known = this.#states.get(path)?.parsed
      const result = known?.tree.text === text ? known : this.#parse(path, text)
      results.set(path, result)
      return result
    })
    const ofParsing = new Set([...results.values()].flatMap((result) => result.diagnostics))
    const unread = byFile(diagnostics.filter((one) => !ofParsing.has(one)))
    const before = new Map(this.#states)
    this.#states.clear()
    for (const path of files.keys()) {
      const parsed = results.get(path)!
      const state = before.get(path) ?? this.#begun(path, parsed)
      if (state.parsed !== parsed) this.#edit(state, parsed)
      state.lack(unread.get(path) ?? [])
      unread.delete(path)
      this.#states.set(path, state)
    }
    for (const path of before.keys()) if (!files.has(path)) this.imports.set(path, [])
    this.#lost = [...unread.values()].flat()
    return sameTexts([...before.keys()], [...files.keys()])
  }

  #parse(path: string, text: string): ParseResult {
    const before = this.#parsedBefore.get(path)
    return before?.tree.text === text ? before : parse(path, text)
  }

  #begun(path: string, parsed: ParseResult): FileState {
    const state = new FileState(path, parsed)
    this.imports.set(path, state.outline.imports)
    return state
  }

  #edit(state: FileState, parsed: ParseResult): void {
    state.edit(parsed)
    this.imports.set(state.path, state.outline.imports)
  }
}

/** Whether two lists of texts are the same. */
export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}

function sameRead(a: ReadResult, b: ReadResult): boolean {
  return a.ok && b.ok ? a.text === b.text : JSON.stringify(a) === JSON.stringify(b)
}
