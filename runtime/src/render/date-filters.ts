import { knownLanguage } from '../expressions/format-value.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { fromLocal } from '../time/zone.ts'
import { type Filter, type Filtering, reregister } from './filters.ts'
import { type Occasion, occasionOf } from './occasion.ts'
import { unwrapped } from './printable.ts'

/**
 * Lets the filters that write dates use the contact's zone and language instead of the machine's. `now` and `today` are
 * the moment of writing.
 */
export function registerDateFilters(engine: Filtering): void {
  for (const name of [
    'date',
    'date_to_xmlschema',
    'date_to_rfc822',
    'date_to_string',
    'date_to_long_string',
  ]) {
    reregister(engine, name, localized)
  }
}

function localized(original: Filter): Filter {
  return function (value, format, zone) {
    const occasion = occasionOf(this)
    const moment = momentOf(unwrapped(value), occasion)
    if (moment === undefined) return value
    const opts = {
      ...this.context.opts,
      // The numbers of these formats are of the Gregorian calendar, so the names of its months belong to them.
      locale: new Intl.Locale(knownLanguage(occasion.reader.language), { calendar: 'gregory' }).toString(),
      timezoneOffset: moment.zone ?? zone ?? occasion.reader.zone,
    }
    const context = Object.create(this.context, { opts: { value: opts } })
    // Liquid counts in seconds.
    return original.call({ ...this, context }, moment.at / 1000, ...(format === undefined ? [] : [format]))
  }
}

interface Moment {
  at: Instant
  /** Set where the value has no zone: what stands in it is shown, wherever that is. */
  zone?: 'UTC'
}

function momentOf(value: unknown, { reader, now }: Occasion): Moment | undefined {
  if (value === 'now' || value === 'today') return { at: now }
  if (typeof value === 'number') return { at: value * 1000 }
  if (typeof value !== 'string') return undefined
  if (/^\d+$/.test(value)) return { at: Number(value) * 1000 }
  const floating = parseInstant(`${value}T00:00Z`) ?? parseInstant(`1970-01-01T${value}Z`)
  if (floating !== undefined) return { at: floating, zone: 'UTC' }
  const instant = parseInstant(value)
  if (instant !== undefined) return { at: instant }
  const local = parseInstant(`${value.replace(' ', 'T')}Z`)
  return local === undefined ? undefined : { at: fromLocal(local, reader.zone) }
}
