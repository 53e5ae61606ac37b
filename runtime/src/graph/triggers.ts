import type { DateStart, Expr, RecurringStart, StartTrigger } from './format.ts'

/** What begins a run when something happens: neither by hand nor by time. */
export type EventStart = Exclude<StartTrigger, { manually: true } | DateStart | RecurringStart>

/** A trigger as one text: `event purchased`, `tag vip`, `untag vip`, `change country`, `enter lapsed`, `leave lapsed`. */
export type TriggerKey = `${'event' | 'tag' | 'untag' | 'change' | 'enter' | 'leave'} ${string}`

/** The text by which those are found who listen to something. */
export function triggerKey(trigger: EventStart): TriggerKey {
  if ('event' in trigger) return `event ${trigger.event}`
  if ('tag' in trigger) return `tag ${trigger.tag}`
  if ('untag' in trigger) return `untag ${trigger.untag}`
  if ('change' in trigger) return `change ${trigger.change}`
  return 'enter' in trigger ? `enter ${trigger.enter}` : `leave ${trigger.leave}`
}

/** Whether a start comes by time. */
export function isSchedule(trigger: StartTrigger): trigger is DateStart | RecurringStart {
  return 'at' in trigger || 'every' in trigger
}

/**
 * What a start, a wait or an exit listens to in a word or two, of which identities are made: `purchased`, `tag vip`,
 * `at birthday`, `every week`. Amounts and times play no part.
 */
export function triggerName(trigger: StartTrigger): string {
  if ('manually' in trigger) return 'manually'
  if ('every' in trigger) return `every ${trigger.every.unit}`
  if ('at' in trigger) return `at ${fieldIn(trigger.at) ?? 'date'}`
  return 'event' in trigger ? trigger.event : triggerKey(trigger)
}

/** The first field of the contact that an expression reads. */
function fieldIn(expr: Expr): string | undefined {
  if (typeof expr !== 'object') return undefined
  if ('var' in expr) return expr.var[1]
  for (const operand of Object.values(expr).flat() as unknown[]) {
    const found = typeof operand === 'object' ? fieldIn(operand as Expr) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
