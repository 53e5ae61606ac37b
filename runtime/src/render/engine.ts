import { Liquid } from 'liquidjs'
import { formatTexts } from '../expressions/format-value.ts'
import { registerArithmeticFilters } from './arithmetic-filters.ts'
import { registerDateFilters } from './date-filters.ts'
import type { FilterThis } from './filters.ts'
import { occasionOf } from './occasion.ts'

export { analyzeSync, Liquid, LiquidError, type Template as LiquidTemplate } from 'liquidjs'
export { ARITHMETIC } from './arithmetic-filters.ts'

/**
 * The Liquid that messages are written in. It reads no files, no clock and no dice, gives only what is offered to it, and
 * writes values for the contact. A compiler checks templates with the same engine that fills them in later. To render,
 * it needs the globals of an occasion.
 */
export function createEngine(): Liquid {
  const engine = new Liquid({ templates: {}, ownPropertyOnly: true, outputEscape: written })
  registerDateFilters(engine)
  registerArithmeticFilters(engine)
  // Chosen by chance, a text would differ between two replays of one log.
  delete engine.filters.sample
  return engine
}

/** What Liquid would print for machines, as the contact reads it. Other values print themselves. */
function written(this: FilterThis, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!Array.isArray(value)) return value as string
  const texts = value.map((item) => String(written.call(this, item) ?? ''))
  return formatTexts(texts, occasionOf(this).reader)
}
