import { type Bundle, canonicalJson, type Statistics } from '@journey-lang/runtime'
import { own } from '../emit/expression-text.ts'
import { type Layout, toSvg } from '../emit/svg.ts'
import { links } from './links.ts'

/** Draws journeys with counts on their steps, which lead to the pages of the steps. */
export interface Diagrams {
  draw(bundle: Bundle, journey: string, statistics: Statistics): Promise<string>
}

/**
 * Keeps the last drawing of each journey for as long as nothing is counted in it. Without a layout, or when it fails, the
 * plain layout is used.
 */
export function createDiagrams(layout?: Layout): Diagrams {
  const drawn = new Map<string, { bundle: Bundle; counts: string; picture: Promise<string> }>()
  return {
    draw(bundle, journey, statistics) {
      const counts = canonicalJson(own(statistics.journeys, journey) ?? {})
      const last = drawn.get(journey)
      if (last?.counts === counts && last.bundle === bundle) return last.picture
      const link = (step: string) => links.step(journey, step)
      const picture = toSvg(bundle, journey, { statistics, page: { link }, ...(layout && { layout }) })
      drawn.set(journey, { bundle, counts, picture })
      return picture
    },
  }
}
