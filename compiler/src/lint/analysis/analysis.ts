import type { Program } from '../../checker/program.ts'
import type { Module } from '../../modules/bind.ts'
import { isLibrary } from '../../modules/paths.ts'
import type { AnySymbol, SymbolKind, SymbolOf } from '../../modules/symbols.ts'
import { type JourneyFlow, journeyFlow } from './flow.ts'
import { type Send, sendsOf } from './sends.ts'

/** What several rules ask about a project. Each answer is found once, when it is first asked for. */
export class Analysis {
  readonly program: Program
  readonly #answers = new Map<string, unknown>()

  constructor(program: Program) {
    this.program = program
  }

  /** The project's own files: nobody mends the library. */
  get files(): readonly Module[] {
    return this.#once('files', () =>
      [...this.program.modules].flatMap(([path, module]) => (isLibrary(path) ? [] : [module])),
    )
  }

  /** How the project uses each declaration: the bits of `USE`. */
  get uses(): ReadonlyMap<AnySymbol, number> {
    return this.#once('uses', () => {
      const uses = new Map<AnySymbol, number>()
      for (const file of this.files) {
        for (const [symbol, use] of file.uses) uses.set(symbol, (uses.get(symbol) ?? 0) | use)
      }
      return uses
    })
  }

  /** Whether a template may show or compare any tag of the contact. */
  get templatesReadTags(): boolean {
    return this.#once('templatesReadTags', () =>
      [...this.program.templates.values()].some((text) => /\bcontact\s*\.\s*tags\b/.test(text)),
    )
  }

  /** The ways through each journey. */
  get flows(): readonly JourneyFlow[] {
    return this.#once('flows', () =>
      this.files.flatMap((file) =>
        [...file.exports.values()].flatMap((symbol) =>
          symbol.kind === 'journey' ? [journeyFlow(symbol, this.program)] : [],
        ),
      ),
    )
  }

  /** What each journey can send. */
  get sends(): ReadonlyMap<JourneyFlow, readonly Send[]> {
    return this.#once('sends', () => new Map(this.flows.map((flow) => [flow, sendsOf(flow, this.program)])))
  }

  /** The project's own declarations of a kind. */
  *declared<K extends SymbolKind>(kind: K): Generator<SymbolOf<K>> {
    for (const { exports } of this.files) {
      for (const symbol of exports.values()) if (symbol.kind === kind) yield symbol as SymbolOf<K>
    }
  }

  #once<T>(name: string, find: () => T): T {
    if (!this.#answers.has(name)) this.#answers.set(name, find())
    return this.#answers.get(name) as T
  }
}
