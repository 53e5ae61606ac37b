import { Liquid } from 'liquidjs'
import { unwrapped } from './printable.ts'

export { analyzeSync, Liquid, LiquidError, type Template as LiquidTemplate } from 'liquidjs'

/**
 * The Liquid that messages are written in. It reads no files, gives only what is offered to it, and its `date` filter
 * also takes the dates of a contact. A compiler checks templates with the same engine that fills them in later.
 */
export function createEngine(): Liquid {
  const engine = new Liquid({ templates: {}, ownPropertyOnly: true })
  const date = engine.filters.date as (this: unknown, value: unknown, ...rest: unknown[]) => unknown
  engine.registerFilter('date', function (value, ...rest) {
    return date.call(this, unwrapped(value), ...rest)
  })
  return engine
}
