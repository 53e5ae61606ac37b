import type { Program } from '../checker/program.ts'
import { type ArgsOf, type Diagnostic, type ReportExtra, reporter } from '../diagnostics/diagnostic.ts'
import type { Span } from '../source/span.ts'
import type { FileAnalysis } from './analysis/analysis.ts'
import type { Project } from './analysis/project.ts'
import type { LintName } from './settings.ts'

/** A whole number that a project can set for a rule. */
export interface NumberOption {
  /** What it means, for the rule's page and for editors. */
  description: string
  default: number
  least: number
}

/** What a rule sees: a file that has no errors, so that everything in it has its meaning. */
export interface RuleContext<N extends LintName, Option extends string> {
  program: Program
  analysis: FileAnalysis
  options: Readonly<Record<Option, number>>
  report(file: string, span: Span, args: ArgsOf<N>, extra?: ReportExtra): void
}

/** What a rule about the whole project sees: of each file also what all say together. No file has an error. */
export interface ProjectRuleContext<N extends LintName, Option extends string>
  extends RuleContext<N, Option> {
  project: Project
}

/** A rule of the linter: one diagnostic, and what finds it in a file. */
export interface Rule {
  name: LintName
  /**
   * What a finding depends on: on a file and what it names, or on every file of the project, such as that nothing uses
   * a declaration.
   */
  scope: RuleScope
  options: Readonly<Record<string, NumberOption>>
  /** Adds what the rule finds. Options that are not given have their defaults. */
  run(
    analysis: FileAnalysis,
    project: Project,
    options: Readonly<Record<string, number>>,
    into: Diagnostic[],
  ): void
}

export type RuleScope = 'file' | 'project'

interface Definition<N extends LintName, Option extends string, Context> {
  name: N
  options?: Readonly<Record<Option, NumberOption>>
  check(context: Context): void
}

/** Makes a rule about a file of what is checked; the arguments of its reports are those that the catalog asks for. */
export function rule<N extends LintName, Option extends string = never>(
  definition: Definition<N, Option, RuleContext<N, Option>>,
): Rule {
  return ruleOf('file', definition)
}

/** Makes a rule about a file among all others. */
export function projectRule<N extends LintName, Option extends string = never>(
  definition: Definition<N, Option, ProjectRuleContext<N, Option>>,
): Rule {
  return ruleOf('project', definition)
}

function ruleOf<N extends LintName, Option extends string>(
  scope: RuleScope,
  { name, options, check }: Definition<N, Option, ProjectRuleContext<N, Option>>,
): Rule {
  const known: Readonly<Record<string, NumberOption>> = options ?? {}
  const defaults = Object.fromEntries(Object.entries(known).map(([key, option]) => [key, option.default]))
  return {
    name,
    scope,
    options: known,
    run: (analysis, project, given, into) =>
      check({
        program: analysis.program,
        analysis,
        project,
        options: { ...defaults, ...given } as Record<Option, number>,
        report: (file, span, args, extra) => reporter(file, into)(name, span, args, extra),
      }),
  }
}
