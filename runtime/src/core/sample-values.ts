import type { Values } from '../expressions/compile.ts'
import type { Value, ValueType } from '../graph/format.ts'
import type { LoadedAction } from '../graph/loaded.ts'
import { formatInstant, type Instant } from '../time/instant.ts'

/**
 * What an action answers where nobody carries it out, in scenarios and logs: the default of each value, else one that
 * anybody can tell to be made up. What may be missing is.
 */
export function sampleResult({ returns }: LoadedAction, now: Instant): Values {
  const values: Record<string, Value> = {}
  for (const [name, field] of returns) {
    if (field.default !== undefined) values[name] = field.default
    else if (field.optional !== true) values[name] = sampleValue(field, name, now)
  }
  return values
}

function sampleValue(type: ValueType, name: string, now: Instant): Value {
  switch (type.type) {
    case 'money':
      return { amount: 1000, currency: type.currency }
    case 'list':
      return []
    case 'integer':
    case 'number':
      return 1
    case 'percent':
      return 0.1
    case 'boolean':
      return true
    case 'duration':
      return 'P1D'
    case 'date':
      return formatInstant(now).slice(0, 10)
    case 'time':
      return '09:00'
    case 'datetime':
      return formatInstant(now)
    case 'email':
      return 'sample@example.com'
    case 'phone':
      return '+49 30 5550100'
    case 'url':
      return `https://example.com/${encodeURIComponent(name)}`
    case 'country':
      return 'DE'
    case 'language':
      return 'en'
    case 'timezone':
      return 'UTC'
    default:
      return `sample ${name}`
  }
}
