import type { Program } from '../checker/program.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { ProjectAnalysis, sameItems } from '../lint/analysis/project.ts'
import { reviewFile } from '../lint/review.ts'
import type { RuleSettings } from '../lint/settings.ts'
import { brokenBy, wholeFiles } from '../lint/whole.ts'
import { byFile, sameFindings } from './findings.ts'
import type { Sources } from './sources.ts'

/** What is to be told of each file: what was found in it, what the rules find, and without what comments ignore. */
export class Told {
  readonly #sources: Sources
  readonly #files = new Map<string, { inputs: Inputs; list: readonly Diagnostic[] }>()
  #project = new ProjectAnalysis()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  /** Of each file that has findings. */
  get all(): ReadonlyMap<string, readonly Diagnostic[]> {
    return new Map([...this.#files].flatMap(([path, { list }]) => (list.length > 0 ? [[path, list]] : [])))
  }

  /** Of one file: another list as soon as anything in it may stand elsewhere or say something else. */
  of(path: string): readonly Diagnostic[] {
    return this.#files.get(path)?.list ?? NONE
  }

  /** Forgets what the rules know of the files: all were checked. */
  forgetProject(): void {
    this.#project = new ProjectAnalysis()
  }

  /**
   * Puts together what is to be told now. `rules` is another object only if a setting is another; `beside` is what was
   * found in other ways than by checking files.
   *
   * @returns the files of which something else is to be told than before
   */
  review(program: Program, rules: RuleSettings, beside: readonly Diagnostic[]): string[] {
    const { states, imports } = this.#sources
    const broken = brokenBy(beside)
    for (const state of states.values()) for (const path of state.broken) broken.add(path)
    const complete = broken.size === 0
    const isWhole = wholeFiles(program, broken, (path) => imports.importersOf(path))
    if (complete) {
      for (const { review } of states.values()) if (review) this.#project.put(review.analysis)
    }
    const ofFile = byFile(beside)
    const changed: string[] = []
    for (const [path, state] of states) {
      const review = isWhole(path) ? state.review : undefined
      const inputs: Inputs = {
        rules,
        version: state.version,
        complete: complete && state.outline.ignores,
        beside: ofFile.get(path) ?? NONE,
        byItself: review?.byItself(this.#project, rules) ?? NONE,
        amongAll: (complete && review?.amongAll(this.#project, rules)) || NONE,
      }
      if (this.#take(path, inputs)) changed.push(path)
    }
    for (const path of new Set([...ofFile.keys(), ...this.#files.keys()])) {
      const inputs = { ...NOTHING, rules, beside: ofFile.get(path) ?? NONE }
      if (!states.has(path) && this.#take(path, inputs)) changed.push(path)
    }
    return changed
  }

  /** Whether something else is to be told of a file, from what was found now. */
  #take(path: string, inputs: Inputs): boolean {
    const before = this.#files.get(path)
    if (before && sameInputs(before.inputs, inputs)) return false
    const state = this.#sources.states.get(path)
    const { rules, complete, beside, byItself, amongAll } = inputs
    const found = [...(state?.diagnostics ?? NONE), ...beside, ...byItself, ...amongAll]
    const list = reviewFile(state?.parsed.tree, found, rules, complete)
    if (!state && list.length === 0) this.#files.delete(path)
    else this.#files.set(path, { inputs, list })
    return !sameFindings(before?.list ?? NONE, list)
  }
}

const NONE: readonly Diagnostic[] = []

/** What a file was told from, beside its tree. */
interface Inputs {
  rules: RuleSettings
  /** Of what checking it found. */
  version: number | undefined
  /** Whether comments are told that ignore nothing: all rules were run. */
  complete: boolean
  beside: readonly Diagnostic[]
  /** What rules find in the file by itself, and among all. */
  byItself: readonly Diagnostic[]
  amongAll: readonly Diagnostic[]
}

/** Of a file that is no source. */
const NOTHING: Omit<Inputs, 'rules'> = {
  version: undefined,
  complete: false,
  beside: NONE,
  byItself: NONE,
  amongAll: NONE,
}

function sameInputs(a: Inputs, b: Inputs): boolean {
  return (
    a.rules === b.rules &&
    a.version === b.version &&
    a.complete === b.complete &&
    sameItems(a.beside, b.beside) &&
    a.byItself === b.byItself &&
    a.amongAll === b.amongAll
  )
}
