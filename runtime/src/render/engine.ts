import { Liquid } from 'liquidjs'
import { registerArithmeticFilters } from './arithmetic-filters.ts'
import { registerDateFilters } from './date-filters.ts'
import { registerHtmlOutput } from './html-output.ts'
import { registerTextFilters, written } from './text-filters.ts'

export { analyzeSync, Liquid, LiquidError, type Template as LiquidTemplate } from 'liquidjs'
export { ARITHMETIC } from './arithmetic-filters.ts'

/** What a template writes. In HTML, what is printed is escaped. */
export type Writing = 'text' | 'html'

/**
 * The Liquid that messages are written in. It reads no files, no clock and no dice, gives only what is offered to it, and
 * writes values for the contact. A compiler checks templates with the same engine that fills them in later. To render,
 * it needs the globals of an occasion.
 */
export function createEngine(writing: Writing = 'text'): Liquid {
  const engine = new Liquid({ templates: {}, ownPropertyOnly: true, outputEscape: written })
  registerDateFilters(engine)
  registerArithmeticFilters(engine)
  registerTextFilters(engine)
  // Liquid's own would print for machines: "true" instead of "yes".
  engine.registerFilter('raw', (value) => value)
  if (writing === 'html') engine.options.outputEscape = registerHtmlOutput(engine)
  // Chosen by chance, a text would differ between two replays of one log.
  delete engine.filters.sample
  return engine
}
