import { touchpointsOf } from '../../checker/maps/touchpoints.ts'
import { rule } from '../rule.ts'

/** A touchpoint that no department looks after, nor after its channel. */
export const touchpointWithoutOwner = rule({
  name: 'touchpoint-without-owner',
  check({ analysis, program, report }) {
    for (const map of analysis.declared('map')) {
      for (const { touchpoint, department } of touchpointsOf(map, program)) {
        const { text, span } = touchpoint.name
        if (!department) report(map.file, span, { touchpoint: text })
      }
    }
  },
})
