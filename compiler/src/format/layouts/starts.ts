import type { StartLine, StartOn } from '../../syntax/ast.ts'
import { clause, inside, type Layout, layout, nameClause, named, words } from '../layout.ts'
import { expressionLayout, whereClause } from './expressions.ts'

/** `start … where … key … as NAME` */
export function startLayout({ span, on, where, key, name }: StartLine): Layout {
  const keyed = clause(1, key && expressionLayout(key))
  return layout(span, inside(onLayout(on)), whereClause(where), keyed, named(name))
}

function onLayout(on: StartOn): Layout {
  const { span } = on
  switch (on.kind) {
    case 'on-event':
    case 'on-tag':
    case 'on-segment':
    case 'manually':
      return words(span)
    case 'on-change':
      return layout(span, clause(1, on.to && expressionLayout(on.to)))
    case 'at-date': {
      const time = on.time && expressionLayout(on.time)
      return layout(span, inside(expressionLayout(on.date)), inside(time), nameClause(1, on.segment))
    }
    case 'every':
      return layout(span, inside(on.time && expressionLayout(on.time)), nameClause(1, on.segment))
  }
}
