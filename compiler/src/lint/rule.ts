import type { Program } from '../checker/program.ts'
import { type ArgsOf, type Diagnostic, type ReportExtra, reporter } from '../diagnostics/diagnostic.ts'
import type { Span } from '../source/span.ts'
import type { Analysis } from './analysis/analysis.ts'
import type { LintName } from './settings.ts'

/** A whole number that a project can set for a rule. */
export interface NumberOption {
  /** What it means, for the rule's page and for editors. */
  description: string
  default: number
  least: number
}

/** What a rule sees of a project: files that have no errors, so that everything in them has its meaning. */
export interface RuleContext<N extends LintName, Option extends string> {
  program: Program
  analysis: Analysis
  options: Readonly<Record<Option, number>>
  report(file: string, span: Span, args: ArgsOf<N>, extra?: ReportExtra): void
}

/**
 * What a finding depends on: on a file and what it names, or on every file of the project, such as that nothing uses
 * a declaration.
 */
export type RuleScope = 'file' | 'project'

/** A rule of the linter: one diagnostic, and what finds it in a project. */
export interface Rule {
  name: LintName
  scope: RuleScope
  options: Readonly<Record<string, NumberOption>>
  /** Adds what the rule finds. Options that are not given have their defaults. */
  run(analysis: Analysis, options: Readonly<Record<string, number>>, into: Diagnostic[]): void
}

/** Makes a rule of what is checked; the arguments of its reports are those that the catalog asks for. */
export function rule<N extends LintName, Option extends string = never>({
  name,
  scope = 'file',
  options,
  check,
}: {
  name: N
  scope?: RuleScope
  options?: Readonly<Record<Option, NumberOption>>
  check(context: RuleContext<N, Option>): void
}): Rule {
  const known: Readonly<Record<string, NumberOption>> = options ?? {}
  const defaults = Object.fromEntries(Object.entries(known).map(([key, option]) => [key, option.default]))
  return {
    name,
    scope,
    options: known,
    run: (analysis, given, into) =>
      check({
        program: analysis.program,
        analysis,
        options: { ...defaults, ...given } as Record<Option, number>,
        report: (file, span, args, extra) => reporter(file, into)(name, span, args, extra),
      }),
  }
}
