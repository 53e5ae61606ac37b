import type { LoadedJourney } from '../graph/loaded.ts'
import { addDuration } from '../time/add-duration.ts'
import { longestLength } from '../time/duration.ts'
import { forgetIds, notedAs, noteId } from './generations.ts'
import { type Entries, ownValue } from './state.ts'
import type { Turn } from './turn.ts'

const NONE: Entries = { count: 0 }

/** Why the rule of entry of a journey keeps out a contact that was there before, with that key. */
export function keptOut(
  { bundle, contact, now }: Turn,
  { name, once, again }: LoadedJourney,
  key: string | undefined,
): 'once' | 'too_soon' | undefined {
  if (!once && !again) return undefined
  const { at, keys = [] } = ownValue(contact.entries, name) ?? NONE
  const last = key === undefined ? at : notedAs(keys, key)
  if (last === undefined || !again) return last === undefined ? undefined : 'once'
  const { zone } = bundle.reader(contact.attributes)
  return addDuration(last, again, zone) > now ? 'too_soon' : undefined
}

/** With one more entry. Of keys only those are kept that the rule of entry asks for, for as long as it does. */
export function withEntry({ contact, now }: Turn, journey: LoadedJourney, key: string | undefined): Entries {
  const { count, at, keys = [] } = ownValue(contact.entries, journey.name) ?? NONE
  const last = key === undefined ? now : at
  const span = memoryOf(journey)
  const known = span === undefined ? [] : forgetIds(keys, now, span)
  const noted = key === undefined || span === undefined ? known : noteId(known, key, now, now, span)
  return {
    count: count + 1,
    ...(last !== undefined && { at: last }),
    ...(noted.length > 0 && { keys: noted }),
  }
}

/** For how long the rule of entry asks for keys, in milliseconds. `undefined`: it never does. */
function memoryOf({ once, again }: LoadedJourney): number | undefined {
  return once ? Number.POSITIVE_INFINITY : again && longestLength(again)
}
