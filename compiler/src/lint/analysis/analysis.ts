import type { Program } from '../../checker/program.ts'
import type { Module } from '../../modules/bind.ts'
import { isLibrary } from '../../modules/paths.ts'
import type { SymbolKind, SymbolOf } from '../../modules/symbols.ts'
import { type JourneyFlow, journeyFlow } from './flow.ts'
import { type Send, sendsOf } from './sends.ts'

/** What rules ask about one file. Each answer is found once, when it is first asked for. */
export class FileAnalysis {
  readonly program: Program
  readonly module: Module
  readonly path: string
  #flows: readonly JourneyFlow[] | undefined
  #sends: ReadonlyMap<JourneyFlow, readonly Send[]> | undefined

  constructor(program: Program, module: Module) {
    this.program = program
    this.module = module
    this.path = module.tree.path
  }

  /** The ways through each journey. */
  get flows(): readonly JourneyFlow[] {
    this.#flows ??= this.declared('journey').map((symbol) => journeyFlow(symbol, this.program))
    return this.#flows
  }

  /** What each journey can send. */
  get sends(): ReadonlyMap<JourneyFlow, readonly Send[]> {
    this.#sends ??= new Map(this.flows.map((flow) => [flow, sendsOf(flow, this.program)]))
    return this.#sends
  }

  /** The declarations of a kind. */
  declared<K extends SymbolKind>(kind: K): SymbolOf<K>[] {
    return [...this.module.exports.values()].filter((symbol) => symbol.kind === kind) as SymbolOf<K>[]
  }
}

/** The project's own files: nobody mends the library. */
export function ownFiles(program: Program): FileAnalysis[] {
  return [...program.modules].flatMap(([path, module]) =>
    isLibrary(path) ? [] : [new FileAnalysis(program, module)],
  )
}
