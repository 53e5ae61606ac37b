import type { Bundle } from './graph/format.ts'
import type { Problem } from './problems.ts'

/** The candidate that a misspelt word most likely meant, if one is near enough to say so. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase()
  let best = mistakesIn(word) + 1
  let found: string | undefined
  for (const candidate of candidates) {
    if (candidate === word) continue
    const distance = editDistance(wanted, candidate.toLowerCase(), best)
    if (distance < best) {
      best = distance
      found = candidate
    }
  }
  return found
}

/** All words that may have been meant, the nearest first. */
export function alike(word: string, candidates: Iterable<string>): string[] {
  const wanted = word.toLowerCase()
  const limit = mistakesIn(word) + 1
  const found: { candidate: string; distance: number }[] = []
  for (const candidate of candidates) {
    if (candidate === word) continue
    const distance = editDistance(wanted, candidate.toLowerCase(), limit)
    if (distance < limit) found.push({ candidate, distance })
  }
  return found.sort((a, b) => a.distance - b.distance).map(({ candidate }) => candidate)
}

/** A third of the letters may be wrong: enough for typing mistakes, too few for another word. */
function mistakesIn(word: string): number {
  return Math.max(1, Math.floor(word.length / 3))
}

/** "Did you mean …?" with a leading space, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = closest(word, candidates)
  return found === undefined ? '' : ` Did you mean "${found}"?`
}

/**
 * Optimal string alignment distance: insertions, deletions, replacements, and swaps of neighbours count one each.
 * Gives up early with `limit`.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    let smallest = row
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let value = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        value = Math.min(value, beforeLast[column - 2]! + 1)
      }
      current.push(value)
      smallest = Math.min(smallest, value)
    }
    if (smallest >= limit) return limit
    beforeLast = last
    last = current
  }
  return last[b.length]!
}

/** A problem with the declared name that a misspelt one most likely means. */
export function suggested(found: Problem, bundle: Bundle): Problem {
  const hint = hintFor(found, bundle)
  return hint === '' ? found : { ...found, message: `${found.message}${hint}` }
}

function hintFor({ name, args }: Problem, bundle: Bundle): string {
  const given = args as Readonly<Record<string, string>>
  switch (name) {
    case 'unknown_event':
      return didYouMean(given.event!, Object.keys(bundle.events))
    case 'unknown_tag':
      return didYouMean(given.tag!, Object.keys(bundle.tags))
    case 'unknown_journey':
      return didYouMean(given.journey!, Object.keys(bundle.journeys))
    case 'unknown_action':
      return didYouMean(given.action!, Object.keys(bundle.actions ?? {}))
    case 'unknown_field':
      return didYouMean(given.field!, Object.keys(bundle.contact.fields))
    default:
      return ''
  }
}
