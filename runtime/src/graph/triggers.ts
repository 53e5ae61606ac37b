import type { StartTrigger } from './format.ts'

/** A trigger as one text: `event purchased`, `tag vip`, `untag vip`, `change country`, `enter lapsed`, `leave lapsed`. */
export type TriggerKey = `${'event' | 'tag' | 'untag' | 'change' | 'enter' | 'leave'} ${string}`

export function triggerKey(trigger: Exclude<StartTrigger, { manually: true }>): TriggerKey {
  if ('event' in trigger) return `event ${trigger.event}`
  if ('tag' in trigger) return `tag ${trigger.tag}`
  if ('untag' in trigger) return `untag ${trigger.untag}`
  if ('change' in trigger) return `change ${trigger.change}`
  return 'enter' in trigger ? `enter ${trigger.enter}` : `leave ${trigger.leave}`
}

/** What a start, a wait or an exit listens to in a word or two, of which identities are made: `purchased`, `tag vip`. */
export function triggerName(trigger: StartTrigger): string {
  if ('manually' in trigger) return 'manually'
  return 'event' in trigger ? trigger.event : triggerKey(trigger)
}
