import type { ast, Span } from '@journey-lang/compiler'
import type { Turn } from '@journey-lang/compiler/editor'

/** What was decided on the way to a step, as a line of Markdown; nothing if it goes without saying. */
export function turnText(turn: Turn, text: string): string | undefined {
  const code = (span: Span) => {
    const written = text.slice(span.start, span.end).replaceAll(/\s+/g, ' ')
    return `\`${written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written}\``
  }
  switch (turn.kind) {
    case 'yes':
      return `${code(turn.step.condition.span)} holds`
    case 'no':
      return `${code(turn.step.condition.span)} does not hold`
    case 'happened':
      return waitedFor(turn.arm, code)
    case 'ran-out': {
      const { arms, limit } = turn.step
      const time = limit?.kind === 'up-to' ? ` within ${code(limit.duration.span)}` : ''
      return `not so${time}: ${arms.map((arm) => waitedFor(arm, code)).join(', or ')}`
    }
    case 'matched': {
      const { step, arm } = turn
      return `${code(step.subject.span)} is ${arm.values.map(({ span }) => code(span)).join(' or ')}`
    }
    case 'unmatched': {
      const values = turn.step.arms.flatMap((arm) => arm.values)
      return `${code(turn.step.subject.span)} is none of ${values.map(({ span }) => code(span)).join(', ')}`
    }
    case 'share':
      return `${code(turn.arm.share.span)} of them, \`${turn.arm.name.text}\` of \`${turn.step.split.text}\``
    case 'failed':
      return turn.step.kind === 'send'
        ? `\`${turn.step.message.text}\` could not be sent`
        : `\`${turn.step.action.text}\` failed`
    case 'past':
      return `the moment of the ${code(turn.step.keyword)} was over`
    case 'again':
      return turn.step.until
        ? `in a round, as long as not ${code(turn.step.until.span)}`
        : `in a round of ${code(turn.step.times.span)}`
    case 'enough':
      return undefined
  }
}

const LONGEST = 80

function waitedFor({ on, until, where }: ast.WaitArm, code: (span: Span) => string): string {
  if (until) return `${code(until.span)} becomes true`
  if (!on) return 'it happens'
  return `${code(on.span)} happens${where ? `, ${code(where.span)}` : ''}`
}
