import type { Instant } from '../time/instant.ts'
import type { TimerInput, WakeInput } from './inputs.ts'
import type { ContactState, Run } from './state.ts'

/**
 * When a contact is to be looked at next: the first end of a hold, or its wake. `undefined`: never, unless something
 * happens to it. It follows from the state alone, so that a host may forget the timers that commands ask for and keep
 * this one moment per contact.
 */
export function nextDue(contact: ContactState): Instant | undefined {
  let due = contact.wake ?? Number.POSITIVE_INFINITY
  for (const run of contact.runs) due = Math.min(due, dueOf(run))
  return due === Number.POSITIVE_INFINITY ? undefined : due
}

/**
 * The input that answers what a contact is due for first, given at `at`. Of what is due at one moment, runs come before
 * the wake, in order of entry. `undefined` when nothing is due by then.
 */
export function dueInput(contact: ContactState, at: Instant): TimerInput | WakeInput | undefined {
  const due = nextDue(contact)
  if (due === undefined || due > at) return undefined
  const run = contact.runs.find((one) => dueOf(one) === due)
  return run === undefined ? { kind: 'wake', contact: contact.id, due, at } : timerOf(run, contact.id, at)
}

/** The end of what a run waits for, or infinity. */
export function dueOf({ hold }: Run): Instant {
  return (hold !== null && 'due' in hold ? hold.due : undefined) ?? Number.POSITIVE_INFINITY
}

/** The timer that ends what a run waits for. */
export function timerOf({ id: run, hold }: Run, contact: string, at: Instant): TimerInput {
  return { kind: 'timer', contact, run, token: hold !== null && 'token' in hold ? hold.token : 0, at }
}
