import { formatTexts } from '../expressions/format-value.ts'
import { type Filter, type Filtering, type FilterThis, reregister } from './filters.ts'
import { occasionOf } from './occasion.ts'

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

/** Gives the filters of texts what would be printed, not what Liquid would make of it for machines. */
export function registerTextFilters(engine: Filtering): void {
  for (const name of OF_TEXTS) reregister(engine, name, ofWritten)
}

function ofWritten(original: Filter): Filter {
  return function (...values) {
    return original.apply(this, values.map((value) => written.call(this, value)) as [unknown])
  }
}

/** What Liquid would print for machines, as the contact reads it. Other values print themselves. */
export function written(this: FilterThis, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!Array.isArray(value)) return value as string
  const texts = value.map((item) => String(written.call(this, item) ?? ''))
  return formatTexts(texts, occasionOf(this).reader)
}
