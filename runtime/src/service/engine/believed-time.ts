import type { Instant } from '../../time/instant.ts'
import type { Store } from '../store/open.ts'
import { type Clock, steadyTime } from './clock.ts'
import type { JobPart } from './jobs/jobs.ts'

/** What was believed last is kept in the file. */
const NOTE = 'believed time'
/** So many times faster than time passes does the belief follow a clock that is ahead of it. */
const CATCH_UP = 24
/** The note may be so much behind, in milliseconds. */
const NOTE_EVERY: Instant = 3_600_000

/** What time it surely is, for what can't be taken back. */
export interface BelievedTime {
  /** To be asked often: it goes by the time that has passed in between. */
  look(): Instant
  /** What keeps it in the file. Nothing as long as what is there is near enough. */
  keep(): JobPart | undefined
}

/**
 * Believes a clock only by and by: where it jumps ahead, an hour that passes makes it a day. So a clock that is wrong for
 * a while, or when a machine starts, does little; and after a long time without a server the belief catches up. A file
 * without a note begins with the time of its latest entry.
 */
export function believedTime(store: Store, clock: Clock): BelievedTime {
  let noted = store.notes.get<Instant>(NOTE)
  let believed = noted ?? store.log.latestAt() ?? clock.now()
  let looked = steadyTime(clock)
  function look(): Instant {
    const now = clock.now()
    const steady = steadyTime(clock)
    const ahead = now - believed
    if (ahead > 0) believed += Math.min(ahead, CATCH_UP * (steady - looked))
    looked = steady
    return Math.min(now, believed)
  }
  return {
    look,
    keep() {
      look()
      if (noted !== undefined && believed - noted < NOTE_EVERY) return undefined
      const kept = believed
      return {
        work: [{ kind: 'note', write: () => store.notes.set(NOTE, kept) }],
        written() {
          noted = kept
        },
      }
    },
  }
}
