import type { Program } from '../../checker/program.ts'
import type { Span } from '../../source/span.ts'
import type { FileAnalysis } from '../analysis/analysis.ts'
import type { Finder } from '../analysis/project.ts'
import { settingOf } from '../analysis/sends.ts'
import { projectRule } from '../rule.ts'

/** A time of day in a project that may not know whose. Said once, where it first matters. */
export const ambiguousTimeZone = projectRule({
  name: 'ambiguous-time-zone',
  check({ analysis, program, project, report }) {
    if (knowsTimeZone(program)) return
    const [first] = [...project.all(clocks, 'channel'), ...project.all(clocks, 'journey')]
    if (first?.file === analysis.path) report(first.file, first.span, {})
  },
})

function knowsTimeZone({ contact, timezone }: Program): boolean {
  const own = contact?.timezone === undefined ? undefined : contact.fields.get(contact.timezone)
  return timezone !== undefined || (own !== undefined && !own.type.optional)
}

/** The first quiet hours of a file, and its first start by the calendar or delay until a moment. */
const clocks: Finder<'channel' | 'journey', { file: string; span: Span }> = function* (file) {
  const [quiet] = quietHours(file)
  if (quiet) yield ['channel', { file: file.path, span: quiet }]
  const [clock] = clocksInJourneys(file)
  if (clock) yield ['journey', { file: file.path, span: clock }]
}

function* quietHours(file: FileAnalysis): Generator<Span> {
  for (const { declaration } of file.declared('channel')) {
    const quiet = settingOf(declaration, 'quiet')
    if (quiet) yield quiet.value.span
  }
}

function* clocksInJourneys({ flows }: FileAnalysis): Generator<Span> {
  for (const { parts, nodes } of flows) {
    for (const { on } of parts.starts) if (on.kind === 'at-date' || on.kind === 'every') yield on.span
    for (const { step } of nodes) if (step.kind === 'delay' && step.until) yield step.until.span
  }
}
