import { knownLanguage } from '../expressions/format-value.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { fromLocal } from '../time/zone.ts'
import { isZone } from '../time/zone-name.ts'
import type { Filtering, FilterThis } from './filters.ts'
import { type Occasion, occasionOf } from './occasion.ts'
import { unwrapped } from './printable.ts'
import { strftime } from './strftime.ts'

/**
 * The filters that write dates: in the contact's zone and language instead of the machine's. `now` and `today` are the
 * moment of writing. What is no date stays as it is.
 */
export function registerDateFilters(engine: Filtering): void {
  engine.registerFilter('date', function (value, format = '%A, %B %-e, %Y at %-l:%M %P %z', zone) {
    return write(this, value, String(format), zone)
  })
  engine.registerFilter('date_to_xmlschema', function (value) {
    return write(this, value, '%Y-%m-%dT%H:%M:%S%:z')
  })
  engine.registerFilter('date_to_rfc822', function (value) {
    return write(this, value, '%a, %d %b %Y %H:%M:%S %z', undefined, 'en')
  })
  for (const [name, month] of [
    ['date_to_string', '%b'],
    ['date_to_long_string', '%B'],
  ] as const) {
    engine.registerFilter(name, function (value, type, style) {
      const american = style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`
      return write(this, value, type === 'ordinal' ? american : `%d ${month} %Y`)
    })
  }
}

function write(self: FilterThis, value: unknown, format: string, zone?: unknown, language?: string): unknown {
  const { reader, now } = occasionOf(self)
  const moment = momentOf(unwrapped(value), { reader, now })
  if (moment === undefined) return value
  if (zone !== undefined && (typeof zone !== 'string' || !isZone(zone))) {
    throw new TypeError(`"${zone}" is not the name of a time zone, such as "Europe/Berlin"`)
  }
  // The numbers of these formats are of the Gregorian calendar, so the names of its months belong to them.
  const locale = new Intl.Locale(knownLanguage(language ?? reader.language), { calendar: 'gregory' })
  return strftime(format, {
    at: moment.at,
    zone: moment.zone ?? zone ?? reader.zone,
    locale: locale.toString(),
  })
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
