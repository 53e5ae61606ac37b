import type { Program } from '../../checker/program.ts'
import type { Module } from '../../modules/bind.ts'
import { isLibrary } from '../../modules/paths.ts'
import type { AnySymbol, SymbolKind, SymbolOf } from '../../modules/symbols.ts'
import { changedBySteps, type Settled, settledBranches } from './branches.ts'
import { type JourneyFlow, journeyFlow } from './flow.ts'
import { type Send, sendsOf } from './sends.ts'

/** What rules ask about one file. Each answer is found once, when it is first asked for. */
export class FileAnalysis {
  readonly program: Program
  readonly module: Module
  #declared: ReadonlyMap<SymbolKind, readonly AnySymbol[]> | undefined
  #flows: readonly JourneyFlow[] | undefined
  #sends: ReadonlyMap<JourneyFlow, readonly Send[]> | undefined
  #changed: ReadonlySet<string> | undefined
  #settled: { changed: ReadonlySet<string>; found: readonly Settled[] } | undefined

  constructor(program: Program, module: Module) {
    this.program = program
    this.module = module
  }

  /** The ways through each journey. */
  get flows(): readonly JourneyFlow[] {
    this.#flows ??= [...this.module.exports.values()].flatMap((symbol) =>
      symbol.kind === 'journey' ? [journeyFlow(symbol, this.program)] : [],
    )
    return this.#flows
  }

  /** What each journey can send. */
  get sends(): ReadonlyMap<JourneyFlow, readonly Send[]> {
    this.#sends ??= new Map(this.flows.map((flow) => [flow, sendsOf(flow, this.program)]))
    return this.#sends
  }

  /** What it declares, by kind. */
  get declared(): ReadonlyMap<SymbolKind, readonly AnySymbol[]> {
    this.#declared ??= Map.groupBy(this.module.exports.values(), ({ kind }) => kind)
    return this.#declared
  }

  /** What steps change of a contact, as keys of facts. */
  get changed(): ReadonlySet<string> {
    this.#changed ??= changedBySteps(this.flows, this.program)
    return this.#changed
  }

  /** Conditions with one outcome only, in a project that changes so much of a contact. */
  settledWith(changed: ReadonlySet<string>): readonly Settled[] {
    if (!this.#settled || !sameSet(this.#settled.changed, changed)) {
      const found = this.flows.flatMap((flow) => settledBranches(flow, this.program, changed))
      this.#settled = { changed, found }
    }
    return this.#settled.found
  }
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value))
}

/** The project's own files: nobody mends the library. */
export function ownFiles(program: Program): FileAnalysis[] {
  return [...program.modules].flatMap(([path, module]) =>
    isLibrary(path) ? [] : [new FileAnalysis(program, module)],
  )
}

/** What several rules ask about files of a project, put together from the answers about each. */
export class Analysis {
  readonly program: Program
  readonly #parts: readonly FileAnalysis[]
  readonly #answers = new Map<string, unknown>()

  constructor(program: Program, parts: readonly FileAnalysis[] = ownFiles(program)) {
    this.program = program
    this.#parts = parts
  }

  get files(): readonly Module[] {
    return this.#once('files', () => this.#parts.map(({ module }) => module))
  }

  /** How the files use each declaration: the bits of `USE`. */
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

  get flows(): readonly JourneyFlow[] {
    return this.#once('flows', () => this.#parts.flatMap(({ flows }) => flows))
  }

  get sends(): ReadonlyMap<JourneyFlow, readonly Send[]> {
    return this.#once('sends', () => new Map(this.#parts.flatMap(({ sends }) => [...sends])))
  }

  /** Conditions with one outcome only, by their files. */
  get settled(): readonly (Settled & { file: string })[] {
    const changed = this.#changed
    return this.#parts.flatMap((part) =>
      part.settledWith(changed).map((one) => ({ ...one, file: part.module.tree.path })),
    )
  }

  get #changed(): ReadonlySet<string> {
    return this.#once('changed', () => new Set(this.#parts.flatMap(({ changed }) => [...changed])))
  }

  /** The declarations of a kind. */
  *declared<K extends SymbolKind>(kind: K): Generator<SymbolOf<K>> {
    for (const { declared } of this.#parts) yield* (declared.get(kind) ?? []) as readonly SymbolOf<K>[]
  }

  #once<T>(name: string, find: () => T): T {
    if (!this.#answers.has(name)) this.#answers.set(name, find())
    return this.#answers.get(name) as T
  }
}
