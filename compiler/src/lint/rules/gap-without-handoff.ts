import { handoffsOf, type PlacedTouchpoint, touchpointsOf } from '../../checker/maps/touchpoints.ts'
import { rule } from '../rule.ts'

/** Two touchpoints in a row between which customers change channel, device or department, and nobody hands them over. */
export const gapWithoutHandoff = rule({
  name: 'gap-without-handoff',
  check({ analysis, program, report }) {
    for (const map of analysis.declared('map')) {
      const closed = new Set(handoffsOf(map).map(({ from, to }) => `${from.text} ${to.text}`))
      const touchpoints = touchpointsOf(map, program)
      for (const [index, here] of touchpoints.entries()) {
        const before = touchpoints.findLast((one, at) => at < index && meetSomebody(one, here))
        const changes = before ? changesBetween(before, here) : []
        if (!before || changes.length === 0) continue
        const [from, to] = [before.touchpoint.name, here.touchpoint.name]
        if (closed.has(`${from.text} ${to.text}`)) continue
        const related = [{ role: 'touchpoint before' as const, file: map.file, span: from.span }]
        report(map.file, to.span, { from: from.text, to: to.text, changes }, { related })
      }
    }
  },
})

/** Whether anybody can meet both: whoever is in one segment need not be in another. */
function meetSomebody(a: PlacedTouchpoint, b: PlacedTouchpoint): boolean {
  return a.segment === undefined || b.segment === undefined || a.segment === b.segment
}

/** What is known of both and differs. */
function changesBetween(a: PlacedTouchpoint, b: PlacedTouchpoint): string[] {
  const differ = (from: unknown, to: unknown) => from !== undefined && to !== undefined && from !== to
  return [
    ...(differ(a.channelKind, b.channelKind) ? ['channel'] : []),
    ...(differ(a.device, b.device) ? ['device'] : []),
    ...(differ(a.department, b.department) ? ['department'] : []),
  ]
}
