import type { DelayStep, Expression, Item } from '../../syntax/ast.ts'
import { clause, inside, type Layout, layout, type Maybe, named, steps, verbatim, words } from '../layout.ts'
import { ifLayout, matchLayout, splitLayout } from './branches.ts'
import { argumentList, expressionLayout, whereClause } from './expressions.ts'
import { startLayout } from './starts.ts'
import { waitLayout } from './waits.ts'

/** Header lines, stages and steps. */
export function itemLayout(item: Item): Layout {
  const { span } = item
  switch (item.kind) {
    case 'follows':
    case 'go-to':
    case 'finish':
      return words(span)
    case 'tag':
    case 'untag':
    case 'enter-journey':
      return layout(span, named(item.name))
    case 'start':
      return startLayout(item)
    case 'enter':
      return layout(span, value(item.after))
    case 'goal':
      return layout(span, whereClause(item.where), clause(1, item.within && expressionLayout(item.within)))
    case 'exit':
      return layout(span, value(item.when), whereClause(item.where))
    case 'holdout':
      return layout(span, value(item.share))
    case 'stage':
      return layout(span, steps(item.body))
    case 'send':
      return layout(span, argumentList(item.message.span.end, item.args), named(item.name), steps(item.else))
    case 'call-step':
      return layout(span, argumentList(item.action.span.end, item.args), named(item.name), steps(item.else))
    case 'emit':
      return layout(span, argumentList(item.event.span.end, item.args), named(item.name))
    case 'notify':
      return layout(span, value(item.text), named(item.name))
    case 'set':
      return layout(span, value(item.value), named(item.name))
    case 'delay':
      return layout(span, ...delayParts(item), named(item.name))
    case 'wait':
      return waitLayout(item)
    case 'if':
      return ifLayout(item)
    case 'match':
      return matchLayout(item)
    case 'split':
      return splitLayout(item)
    case 'repeat':
      return layout(
        span,
        value(item.times),
        clause(1, item.until && expressionLayout(item.until)),
        named(item.name),
        steps(item.body),
      )
    case 'error':
      return verbatim(span)
  }
}

function value(expression: Expression | undefined): Maybe {
  return inside(expression && expressionLayout(expression))
}

/** `delay 3 days`, `delay until DATE at TIME` */
function delayParts({ duration, until }: DelayStep): Maybe[] {
  return [value(duration), value(until?.target), value(until?.time)]
}
