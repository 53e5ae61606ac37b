import { Liquid } from 'liquidjs'
import { formatTexts } from '../expressions/format-value.ts'
import { registerArithmeticFilters } from './arithmetic-filters.ts'
import { registerDateFilters } from './date-filters.ts'
import { type Filter, type FilterThis, reregister } from './filters.ts'
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
  for (const name of OF_TEXTS) reregister(engine, name, ofWritten)
  // Chosen by chance, a text would differ between two replays of one log.
  delete engine.filters.sample
  return engine
}

/** Filters that make texts of texts: they are given what would be printed. */
const OF_TEXTS = [
  'append',
  'capitalize',
  'downcase',
  'escape',
  'escape_once',
  'newline_to_br',
  'prepend',
  'replace',
  'strip_html',
  'truncate',
  'upcase',
  'url_encode',
  'xml_escape',
]

function ofWritten(original: Filter): Filter {
  return function (...values) {
    return original.apply(this, values.map((value) => written.call(this, value)) as [unknown])
  }
}

/** What Liquid would print for machines, as the contact reads it. Other values print themselves. */
function written(this: FilterThis, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!Array.isArray(value)) return value as string
  const texts = value.map((item) => String(written.call(this, item) ?? ''))
  return formatTexts(texts, occasionOf(this).reader)
}
