import type { Item, StartLine } from '../../syntax/ast.ts'
import { clause, inside, type Layout, layout, type Maybe, named, steps, verbatim, words } from '../layout.ts'
import { ifLayout } from './branches.ts'
import { argumentList, expressionLayout, whereClause } from './expressions.ts'
import { waitLayout } from './waits.ts'

/** Header lines, stages and steps. */
export function itemLayout(item: Item): Layout {
  const { span } = item
  switch (item.kind) {
    case 'follows':
    case 'go-to':
    case 'tag':
    case 'untag':
    case 'finish':
      return words(span)
    case 'start':
      return layout(span, ...startParts(item))
    case 'enter':
      return layout(span, inside(item.after && expressionLayout(item.after)))
    case 'goal':
      return layout(span, whereClause(item.where), clause(1, item.within && expressionLayout(item.within)))
    case 'exit':
      return layout(span, inside(item.when && expressionLayout(item.when)), whereClause(item.where))
    case 'stage':
      return layout(span, steps(item.body))
    case 'send':
      return layout(span, argumentList(item.message.span.end, item.args), named(item.name), steps(item.else))
    case 'delay':
      return layout(span, inside(expressionLayout(item.duration)), named(item.name))
    case 'wait':
      return waitLayout(item)
    case 'if':
      return ifLayout(item)
    case 'error':
      return verbatim(span)
  }
}

function startParts({ where, key, name }: StartLine): Maybe[] {
  return [whereClause(where), clause(1, key && expressionLayout(key)), named(name)]
}
