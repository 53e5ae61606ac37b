/**
 * `@journey-lang/runtime/graph`: the graph format and the values in it, without what executes them. It loads no other
 * package, so that whoever only writes or checks graphs starts quickly.
 */
export { currencyDigits } from './expressions/currency.ts'
export { isEmail } from './expressions/email.ts'
export { BUILTIN_EVENTS, isAboutMessage, SEND_EVENTS } from './graph/builtin-events.ts'
export { canonicalJson } from './graph/canonical.ts'
export * from './graph/format.ts'
export * from './graph/map-format.ts'
export { isSchedule, triggerName } from './graph/triggers.ts'
export { alike, closest, didYouMean } from './suggest.ts'
export {
  addCalendarUnits,
  type Duration,
  durationUnits,
  nominalLength,
  parseDuration,
} from './time/duration.ts'
export { formatInstant, type Instant, parseInstant } from './time/instant.ts'
export { DAY, HOUR, MINUTE, SECOND } from './time/units.ts'
export { isZone } from './time/zone-name.ts'
