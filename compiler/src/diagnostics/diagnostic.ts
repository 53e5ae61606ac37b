import type { Place, Span } from '../source/span.ts'
import { catalog } from './catalog/index.ts'
import type { Definition, Severity } from './definition.ts'
import { closest } from './suggest.ts'

export type DiagnosticName = keyof typeof catalog
export type ArgsOf<N extends DiagnosticName> = Parameters<(typeof catalog)[N]['message']>[0]

/** A finding, as data. It is rendered late: for a terminal, an editor or a machine. */
export interface Diagnostic<N extends DiagnosticName = DiagnosticName> {
  name: N
  args: ArgsOf<N>
  file: string
  span: Span
  related: Related[]
  fixes: Fix[]
  /** Where the project gives the finding another severity than the catalog does. */
  severity?: Severity
}

/** Another place that explains the finding. */
export interface Related extends Place {
  role: keyof typeof relatedRoles
}

/** What a related place is, in words. */
export const relatedRoles = {
  'declared here': 'It is declared here.',
  'first declared here': 'It is first declared here.',
  'first imported here': 'It is first imported here.',
  'opened here': 'It is opened here.',
  'may be missing': 'It is declared as something that may be missing here.',
  'may fail': 'If this call fails, there is no answer.',
  'other start': 'A run that came in here may not have it.',
  'first taken here': 'It is first taken here.',
  'earlier start': 'This one takes those for whom both hold.',
  'touchpoint before': 'Customers come from this touchpoint.',
  'other journey': 'The other journey starts here.',
  'used here': 'It is used here.',
  'looks alike': 'The name that it looks like is here.',
  'named here': 'It is the name of this step.',
  'ended here': 'This "}" ends the declaration above: is there one too many?',
} as const

/** A change that mends the finding. Applied whole or not at all. */
export interface Fix {
  /** Says what the fix does, in the imperative: `Change to "send"`. */
  title: string
  edits: Edit[]
  /**
   * The author can have meant nothing else, and nothing else changes: `journey check --fix` applies it unasked. All
   * other fixes, such as a guess at a misspelt name, are offered, and a person chooses.
   */
  safe?: true
}

export interface Edit extends Place {
  text: string
  /** Put in at a place where others may be put in as well, in any order: one more name in a list. */
  beside?: true
}

/** What a report may add to the bare finding. */
export interface ReportExtra {
  related?: Related[]
  fixes?: Fix[]
  /** Of something that is not there: the stretch in which it was looked for. */
  within?: Span
}

/**
 * Reports a finding in one file. Names and arguments are checked against the catalog by the TypeScript compiler, at
 * the place that reports.
 */
export type Report = <N extends DiagnosticName>(
  name: N,
  span: Span,
  args: ArgsOf<N>,
  extra?: ReportExtra,
) => void

/**
 * A report function for one file that appends to a list. What `isEcho` holds for is left out: it follows from a
 * mistake that was reported before.
 */
export function reporter(
  file: string,
  into: Diagnostic[],
  isEcho?: (span: Span, within: Span | undefined) => boolean,
): Report {
  return (name, span, args, extra) => {
    if (isEcho?.(span, extra?.within)) return
    const fixes = extra?.fixes?.length ? extra.fixes : suggestedFix(file, span, args)
    into.push({ name, args, file, span, related: extra?.related ?? [], fixes })
  }
}

/**
 * The fix of a misspelt word: wherever a message asks "Did you mean …?", the word can be changed. It is known to be
 * the word that stands at the span by its length.
 */
function suggestedFix(file: string, span: Span, args: Readonly<Record<string, unknown>>): Fix[] {
  const { candidates, meant } = args
  if (!Array.isArray(candidates)) return []
  for (const value of [args.name, args.value, args.unit, args.stage, args.step, args.found, args.path]) {
    if (typeof value !== 'string') continue
    const word = value.replaceAll('"', '')
    const quotes = span.end - span.start - word.length
    const found = typeof meant === 'string' ? meant : closest(word, candidates)
    if (found === undefined || (quotes !== 0 && quotes !== 2)) continue
    const inner = { start: span.start + quotes / 2, end: span.end - quotes / 2 }
    return [{ title: `Change to "${found}"`, edits: [{ file, span: inner, text: found }] }]
  }
  return []
}

export function definitionOf<N extends DiagnosticName>(name: N): Definition<ArgsOf<N>> {
  return catalog[name] as unknown as Definition<ArgsOf<N>>
}

export function codeOf(diagnostic: Diagnostic): string {
  return definitionOf(diagnostic.name).code
}

/** The fix that may be applied unasked, if there is one. */
export function safeFixOf({ fixes }: Diagnostic): Fix | undefined {
  return fixes.find(({ safe }) => safe)
}

export function severityOf(diagnostic: Diagnostic): Severity {
  return diagnostic.severity ?? definitionOf(diagnostic.name).severity
}

export function messageOf(diagnostic: Diagnostic): string {
  return definitionOf(diagnostic.name).message(diagnostic.args as never)
}

/** By file, place and code: the order in which people read. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareTexts(a.file, b.file) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compareTexts(codeOf(a), codeOf(b)),
  )
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
