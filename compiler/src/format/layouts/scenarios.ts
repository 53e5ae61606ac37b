import type { Expectation, ScenarioLine } from '../../syntax/ast.ts'
import { clause, inside, type Layout, layout, verbatim, words } from '../layout.ts'
import { argumentList, expressionLayout } from './expressions.ts'

/** A line of a scenario. */
export function lineLayout(line: ScenarioLine): Layout {
  const { span } = line
  switch (line.kind) {
    case 'contact-line':
      return layout(span, argumentList(span.start + 1, line.args))
    case 'event-line':
      return layout(span, argumentList(line.event.span.end, line.args))
    case 'answer-line': {
      const { argsSpan, args } = line
      return layout(span, argsSpan && argumentList(argsSpan.start, args, { spaced: true }))
    }
    case 'after-line':
      return layout(span, inside(expressionLayout(line.duration)))
    case 'expect-line': {
      const [first, ...rest] = line.expectations.map(expectationLayout)
      return layout(span, inside(first), ...rest.map((each) => clause(0, each)))
    }
    case 'at-line':
    case 'tag-line':
    case 'start-line':
    case 'fail-line':
    case 'persona-line':
    case 'take-line':
      return words(span)
    case 'error':
      return verbatim(span)
  }
}

function expectationLayout(expectation: Expectation): Layout {
  const { span } = expectation
  switch (expectation.kind) {
    case 'sent':
    case 'called': {
      const { argsSpan, args } = expectation
      return layout(span, argsSpan && argumentList(argsSpan.start, args, { spaced: true }))
    }
    case 'condition':
      return layout(span, inside(expressionLayout(expectation.condition)))
    case 'suppressed':
    case 'notified':
    case 'tagged':
    case 'in-stage':
    case 'waiting-at':
    case 'goal':
    case 'finished':
    case 'exited':
    case 'entered':
    case 'error':
      return words(span)
  }
}
