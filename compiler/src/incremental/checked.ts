import { checkModules, emptyProgram } from '../checker/check.ts'
import { hasCircle, reportCircles } from '../checker/declarations/segment.ts'
import type { Program } from '../checker/program.ts'
import { type Diagnostic, reporter } from '../diagnostics/diagnostic.ts'
import {
  bindModule,
  type Contacts,
  contactsOf,
  declare,
  echoesIn,
  type Module,
  nameConflicts,
  reportDuplicate,
  reportSecondContact,
} from '../modules/bind.ts'
import type { AnySymbol, SegmentSymbol } from '../modules/symbols.ts'
import type { Host } from '../source/host.ts'
import { dependents } from './dependents.ts'
import type { FileState } from './file-state.ts'
import { forgetSymbol, forgetTree } from './forget.ts'
import { NameIndex } from './name-index.ts'
import type { Changes, Sources } from './sources.ts'

/** A program that is checked again where its sources changed. What is found stands in their states. */
export class CheckedProgram {
  readonly #sources: Sources
  #program: Program
  #names = new NameIndex()
  /** What can't be found anew without looking at all files was found: such a project is checked as a whole. */
  #entangled = true

  constructor(sources: Sources, timezone: string | undefined) {
    this.#sources = sources
    this.#program = nothing(timezone)
    this.checkAll(timezone)
  }

  get program(): Program {
    return this.#program
  }

  /** Whether only a check of everything tells what is right. */
  get entangled(): boolean {
    return this.#entangled
  }

  /** Checks everything anew. */
  checkAll(timezone: string | undefined): void {
    this.#names = new NameIndex()
    this.#program = nothing(timezone)
    const states = [...this.#sources.states.values()]
    for (const state of states) state.surface()
    this.#check(states)
    const { modules } = this.#program
    const segments = states.flatMap(({ path }) => segmentsOf(modules.get(path)!))
    reportCircles(segments, this.#program)
    const contacts = this.#contacts()
    for (const { file, declaration } of contacts.otherContacts) {
      reportSecondContact(modules.get(file)!.report, declaration, contacts.contact!)
    }
    this.#entangled =
      !contacts.contact || contacts.otherContacts.length > 0 || hasCircle(segments, this.#program)
  }

  /**
   * Checks what changed and what depends on it.
   *
   * @returns whether that was enough; if not, everything has to be checked
   */
  checkAgain(changes: Changes): boolean {
    const dirty = dependents(changes, this.#sources)
    if (!dirty) return false
    const states = [...this.#sources.states.values()].filter(({ path }) => dirty.has(path))
    this.#check(states)
    const segments = states.flatMap(({ path }) => segmentsOf(this.#program.modules.get(path)!))
    return !hasCircle(segments, this.#program)
  }

  /** Declarations of one kind and name in different files. */
  conflicts(): Diagnostic[] {
    const found: Diagnostic[] = []
    if (!this.#names.hasConflicts) return found
    for (const { later, first } of nameConflicts(this.#program.modules)) {
      const { tree, diagnostics } = this.#sources.states.get(later.file)!.parsed
      reportDuplicate(reporter(later.file, found, echoesIn(tree, diagnostics)), later, first)
    }
    return found
  }

  #check(states: readonly FileState[]): void {
    const program = this.#program
    const modules = program.modules as Map<string, Module>
    const exported = new Map<string, ReadonlyMap<string, AnySymbol>>()
    for (const state of states) exported.set(state.path, this.#declareAgain(state))
    const exportsOf = (path: string) => exported.get(path) ?? modules.get(path)?.exports
    const again = new Map<string, Module>()
    for (const { parsed, report, path } of states) {
      again.set(path, bindModule(parsed.tree, report, exportsOf, program.references))
    }
    for (const [path, module] of again) {
      modules.set(path, module)
      this.#names.add(module)
    }
    checkModules(program, again, this.#contacts(), (path) => this.#hostOf(path))
    for (const state of states) state.finish(program, again.get(state.path)!)
  }

  /** Forgets what is known of a file, and finds what it declares now. */
  #declareAgain(state: FileState): ReadonlyMap<string, AnySymbol> {
    const program = this.#program
    const before = program.modules.get(state.path)
    if (before) {
      this.#names.remove(before)
      forgetTree(program, before.tree)
    }
    state.begin()
    const own = declare(state.parsed.tree, state.report, program.references, before?.exports)
    for (const symbol of before?.exports.values() ?? []) {
      forgetSymbol(program, symbol, own.get(symbol.name) !== symbol)
    }
    return own
  }

  #contacts(): Contacts {
    return contactsOf([...this.#sources.states.values()].flatMap(({ outline }) => outline.contacts))
  }

  /** A host that notes what is read for a file. */
  #hostOf(path: string): Host {
    const state = this.#sources.states.get(path)!
    return {
      read: (other) => {
        state.reads.add(other)
        return this.#sources.read(other)
      },
    }
  }
}

const nothing = (timezone: string | undefined): Program =>
  emptyProgram({ modules: new Map(), references: new Map() }, timezone)

function segmentsOf({ exports }: Module): SegmentSymbol[] {
  return [...exports.values()].filter((symbol) => symbol.kind === 'segment')
}
