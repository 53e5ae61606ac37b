import type { Span } from '../../source/span.ts'
import type { Analysis } from '../analysis/analysis.ts'
import { settingOf } from '../analysis/sends.ts'
import { rule } from '../rule.ts'

/** A time of day in a project that may not know whose. Said once, where it first matters. */
export const ambiguousTimeZone = rule({
  name: 'ambiguous-time-zone',
  scope: 'project',
  check({ analysis, program, report }) {
    const { contact, timezone } = program
    const own = contact?.timezone === undefined ? undefined : contact.fields.get(contact.timezone)
    if (timezone !== undefined || (own && !own.type.optional)) return
    const first = firstClock(analysis)
    if (first) report(first.file, first.span, {})
  },
})

/** The first quiet hours, start by the calendar, or delay until a moment. */
function firstClock(analysis: Analysis): { file: string; span: Span } | undefined {
  for (const { file, declaration } of analysis.declared('channel')) {
    const quiet = settingOf(declaration, 'quiet')
    if (quiet) return { file, span: quiet.value.span }
  }
  for (const { symbol, parts, nodes } of analysis.flows) {
    const { file } = symbol
    for (const { on } of parts.starts) {
      if (on.kind === 'at-date' || on.kind === 'every') return { file, span: on.span }
    }
    for (const { step } of nodes) {
      if (step.kind === 'delay' && step.until) return { file, span: step.until.span }
    }
  }
  return undefined
}
