import type { Instant } from '../time/instant.ts'
import { type IdMap, numberOf, setId } from './id-map.ts'

/**
 * Ids, each with a number, by when they were noted: those from a moment on, and earlier ones. They are forgotten a
 * generation at a time, so that nobody has to look at each. A JSON value that is never changed.
 */
export type Generations = readonly { readonly since: Instant; readonly ids: IdMap }[]

/** The number that an id was noted with last. `undefined` when it is not known. */
export function notedAs(generations: Generations, id: string): number | undefined {
  for (let at = generations.length - 1; at >= 0; at--) {
    const number = numberOf(generations[at]!.ids, id)
    if (number !== undefined) return number
  }
  return undefined
}

/** Notes an id. A generation takes ids for `span` milliseconds. */
export function noteId(
  generations: Generations,
  id: string,
  number: number,
  now: Instant,
  span: number,
): Generations {
  const latest = generations.at(-1)
  if (latest === undefined || latest.since + span <= now)
    return [...generations, { since: now, ids: [[id, number]] }]
  return generations.with(-1, { since: latest.since, ids: setId(latest.ids, id, number) })
}

/** Without the generations whose last id is older than `span` milliseconds. */
export function forgetIds(generations: Generations, now: Instant, span: number): Generations {
  const isKept = ({ since }: Generations[number]) => since + 2 * span > now
  return generations.every(isKept) ? generations : generations.filter(isKept)
}
