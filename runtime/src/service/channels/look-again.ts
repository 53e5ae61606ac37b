import type { Suppression } from '../../core/output.ts'
import type { ContactState } from '../../core/state.ts'
import { endOfQuiet } from '../../core/steps/quiet.ts'
import { hasConsent } from '../../core/steps/send.ts'
import { scopeOf } from '../../core/turn.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import type { Instant } from '../../time/instant.ts'
import type { Delivery } from '../store/store.ts'

/** What a look at the contact right before an attempt comes to. */
export type Look =
  /** It may go out: a message to the address that the contact has now. */
  | { readonly kind: 'go'; readonly to?: string }
  | { readonly kind: 'withheld'; readonly withheld: Suppression; readonly reason: string }
  /** It is quiet time. */
  | { readonly kind: 'later'; readonly at: Instant; readonly reason: string }

/**
 * Looks once more at what may keep a delivery from going out: hours, or with a broken provider days, may lie between the
 * step that asked for it and this attempt. Caps are not looked at: they count what was handed over.
 */
export function lookAgain(
  bundle: LoadedBundle,
  contact: ContactState | undefined,
  delivery: Delivery,
  now: Instant,
): Look {
  const { command } = delivery
  // People are told of what happened, whatever became of the contact.
  if (command.kind === 'notify') return { kind: 'go' }
  if (contact === undefined) return withheld('left', 'the contact is not known any more')
  if (!isAwaited(contact, delivery)) return withheld('left', 'the contact left the journey')
  if (command.kind === 'call') return { kind: 'go' }
  const channel = bundle.channels.get(command.channel)
  if (channel === undefined) return withheld('missing', `there is no channel "${command.channel}" any more`)
  const to = channel.to(scopeOf(contact))
  if (typeof to !== 'string' || to === '') return withheld('missing', 'the contact has no address any more')
  if (!hasConsent({ bundle, contact }, channel)) return withheld('consent', 'consent was withdrawn')
  const at = endOfQuiet({ bundle, contact, now }, channel)
  if (at === undefined) return { kind: 'go', to }
  return channel.quiet?.skip
    ? withheld('quiet', 'it is quiet time')
    : { kind: 'later', at, reason: 'it is quiet time' }
}

/**
 * Whether the run still stands there for it. One that was settled before and is tried again by hand has nobody who waits:
 * its run was told that it failed, and went on.
 */
function isAwaited({ runs }: ContactState, { key, settledAt }: Delivery): boolean {
  return (
    settledAt !== undefined || runs.some(({ hold }) => hold !== null && 'key' in hold && hold.key === key)
  )
}

function withheld(why: Suppression, reason: string): Look {
  return { kind: 'withheld', withheld: why, reason }
}
