import { type Page, source } from '../page.ts'

/** A map with one stage, in which the lines stand; what follows the stage stands behind it. */
const withMap = (lines: string, after = ''): string => source`
  import { page_viewed } from "std/events"
  import { digital } from "std/stages"

  contact { points: integer = 0 }

  department sales "Sales" { email: "sales@example.com" }
  department support "Support" { email: "support@example.com" }

  journey visitors "Visitors" {
    start on page_viewed
    delay 1 day
  }

  map shop "How people come to our tea" {
    follows digital
    stage awareness {
      ${lines}
    }${after}
  }
`

/** What a map says, and leaves open. */
export const mapsPages = {
  'kpi-without-source': {
    why: `A KPI is a formula over what is measured: events, stages, messages, goals. One that has only numbers, or counts a
      message that no journey sends, shows the same figure for ever. Count what you want to know.`,
    wrong: withMap('kpi reach: 10_000 * 2'),
    right: withMap('kpi reach: count of page_viewed'),
  },
  'pain-without-idea': {
    why: `A map is there to become better. A pain that is written down and left alone will be there in the next campaign, too.
      One idea for the touchpoint or for the whole stage is enough to begin with.`,
    wrong: withMap('pain "Nobody finds the price"'),
    right: withMap(
      'pain "Nobody finds the price", idea "Put it on the first picture"'.replace(', ', '\n      '),
    ),
  },
  'gap-without-handoff': {
    why: `Where customers change the channel, the device or the department they talk to, they are easily lost. A hand-off names
      who looks after them, what is passed on and by when. One that is written closes the gap.`,
    wrong: withMap('touchpoint counter by sales\n      touchpoint hotline by support'),
    right: withMap(
      'touchpoint counter by sales\n      touchpoint hotline by support',
      '\n    handoff counter to hotline { owner: "Mina", passes: "name, order", within: 1 day }',
    ),
  },
  'touchpoint-without-owner': {
    why: `What belongs to everybody is looked after by nobody. Name the department that answers for the touchpoint with "by", or
      give its channel a department.`,
    wrong: withMap('touchpoint counter before sale'),
    right: withMap('touchpoint counter by sales before sale'),
  },
} satisfies Record<string, Page>
