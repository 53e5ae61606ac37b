import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FileAnalysis } from '../lint/analysis/analysis.ts'
import { NotedProject, type Project } from '../lint/analysis/project.ts'
import { runRules } from '../lint/review.ts'
import type { RuleSettings } from '../lint/settings.ts'
import { placesIn } from './findings.ts'

/** What the rules find in a file that was checked. */
export class FileReview {
  readonly analysis: FileAnalysis
  #byItself: readonly Diagnostic[] | undefined
  #places: ReadonlySet<string> = new Set()
  #amongAll: { found: readonly Diagnostic[]; project: NotedProject } | undefined

  constructor(analysis: FileAnalysis) {
    this.analysis = analysis
  }

  /** What rules about single files find: the same list until the file is checked again. */
  byItself(project: Project, rules: RuleSettings): readonly Diagnostic[] {
    if (!this.#byItself) {
      this.#byItself = runRules('file', this.analysis, project, rules)
      this.#places = placesIn(this.#byItself)
    }
    return this.#byItself
  }

  /** Whether a finding that is about the file by itself points into another one. */
  pointsAt(path: string): boolean {
    return this.#places.has(path)
  }

  /** What rules about the project find in it: the same list as long as what they asked has the same answers. */
  amongAll(project: Project, rules: RuleSettings): readonly Diagnostic[] {
    if (!this.#amongAll?.project.holds) {
      const noted = new NotedProject(project)
      this.#amongAll = { found: runRules('project', this.analysis, noted, rules), project: noted }
    }
    return this.#amongAll.found
  }
}
