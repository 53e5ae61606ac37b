import type { LoadedChannel } from '../../graph/loaded.ts'
import type { Instant } from '../../time/instant.ts'
import { endOfPeriod } from '../../time/quiet.ts'
import type { Turn } from '../turn.ts'

/** When the quiet hours of a channel end, in the zone of the contact. `undefined` when it is not quiet now. */
export function endOfQuiet(
  { bundle, contact, now }: Pick<Turn, 'bundle' | 'contact' | 'now'>,
  { quiet }: LoadedChannel,
): Instant | undefined {
  return quiet && endOfPeriod(now, quiet.period, bundle.reader(contact.attributes).zone)
}
