import type { LoadedStart, Moments } from '../graph/loaded.ts'
import { localDay } from '../time/calendar.ts'
import { formatDay } from '../time/days.ts'
import type { Instant } from '../time/instant.ts'
import { DAY } from '../time/units.ts'
import type { ContactState, StartPlan } from './state.ts'
import { scopeOf, type Turn } from './turn.ts'

/** How late a start by time may be acted on. What was missed by more is skipped. */
const LATEST: Instant = DAY

/**
 * Plans when the starts by time come next, if what they depend on has changed: the contact's attributes, among them
 * the zone, or the bundle. A contact of whom no moment is known yet has no future. What is due but has not come yet,
 * since the host is late, is not past: it is planned from its own moment.
 */
export function planStarts(turn: Turn, before: ContactState): void {
  const { bundle, contact, now } = turn
  const { id, starts } = bundle.schedules
  if (id === contact.schedule?.id && (id === undefined || contact.attributes === before.attributes)) return
  if (typeof contact.clock !== 'number') return
  if (id === undefined) {
    const { schedule: _, ...unplanned } = contact
    turn.contact = unplanned
    return
  }
  const plans: Record<string, StartPlan> = {}
  for (const [name, { moments }] of starts) {
    const { due = now, last } = contact.schedule?.plans[name] ?? {}
    plans[name] = planAfter(turn, moments, Math.min(due, now) - 1, last)
  }
  turn.contact = { ...contact, schedule: { id, plans } }
}

/** The next moment of a start, on a day later than the last on which it came. */
function planAfter(
  { bundle, contact }: Turn,
  moments: Moments,
  after: Instant,
  last: string | undefined,
): StartPlan {
  const { zone } = bundle.reader(contact.attributes)
  const scope = scopeOf(contact)
  let due = moments(scope, zone, after)
  while (due !== undefined && last !== undefined && dayText(due, zone) <= last) {
    due = moments(scope, zone, due)
  }
  return { ...(due !== undefined && { due }), ...(last !== undefined && { last }) }
}

/** When the first of a contact's starts by time comes. */
export function nextStart({ schedule }: ContactState): Instant {
  let first = Number.POSITIVE_INFINITY
  for (const name in schedule?.plans) first = Math.min(first, schedule.plans[name]?.due ?? first)
  return first
}

/**
 * Takes the first start by time that is due, if there is one, and plans when it comes next. What is too late to act on
 * is recorded, and gives no start.
 */
export function takeDueStart(
  turn: Turn,
  isDue: (due: Instant) => boolean,
): { start?: LoadedStart } | undefined {
  const due = nextStart(turn.contact)
  if (due === Number.POSITIVE_INFINITY || !isDue(due)) return undefined
  const { id, plans } = turn.contact.schedule!
  const name = Object.keys(plans).find((one) => plans[one]?.due === due)!
  const found = turn.bundle.schedules.starts.get(name)
  if (found === undefined) {
    const { [name]: _, ...others } = plans
    turn.contact = { ...turn.contact, schedule: { id, plans: others } }
    return {}
  }
  const { start, moments } = found
  const { zone } = turn.bundle.reader(turn.contact.attributes)
  const isLate = turn.now - due > LATEST
  let plan = planAfter(turn, moments, due, dayText(due, zone))
  let count = 1
  for (; isLate && plan.due !== undefined && turn.now - plan.due > LATEST; count++) {
    plan = planAfter(turn, moments, plan.due, dayText(plan.due, zone))
  }
  turn.contact = { ...turn.contact, schedule: { id, plans: { ...plans, [name]: plan } } }
  if (!isLate) return { start }
  const { id: contact } = turn.contact
  const journey = start.journey.name
  turn.records.push({ kind: 'missed', at: turn.now, contact, journey, start: start.id, due, count })
  return {}
}

function dayText(instant: Instant, zone: string): string {
  return formatDay(localDay(instant, zone)) ?? ''
}
