import { describe, expect, test } from 'vitest'
import { foundBy } from './linting.ts'

const project = (stage: string, rest = '') => `import { page_viewed } from "std/events"
import { digital } from "std/stages"
contact { email: email, points: integer = 0, news: boolean = false }
channel mail: email { to: contact.email, consent: contact.news }
message a via mail { subject: "a", body: "a" }
message b via mail { subject: "b", body: "b" }
department sales "Sales" { email: "s@example.com" }
department support "Support" { email: "t@example.com" }
channel shop: store { department: sales }
journey j { start on page_viewed send a }
map m "M" {
  follows digital
  stage awareness {
    ${stage}
  }
  ${rest}
}
`

const HANDOFF = 'handoff x to y { owner: "o", passes: "p", within: 1 day }'

describe.each<
  [Parameters<typeof foundBy>[0], (readonly [stage: string, rest: string, ...found: string[]])[]]
>([
  [
    'touchpoint-without-owner',
    [
      ['touchpoint x', '', 'x'],
      ['touchpoint x by sales', ''],
      ['touchpoint x via shop', ''],
    ],
  ],
  [
    'gap-without-handoff',
    [
      ['touchpoint x by sales\ntouchpoint y by sales', ''],
      ['touchpoint x by sales\ntouchpoint y by support', '', 'y'],
      ['touchpoint x by sales\ntouchpoint y by support', HANDOFF],
      ['touchpoint x by sales', 'stage engagement { touchpoint y by support }', 'y'],
      ['touchpoint x via shop\ntouchpoint y via mail by sales', '', 'y'],
      ['touchpoint x by sales\ntouchpoint y', ''],
    ],
  ],
  [
    'pain-without-idea',
    [
      ['pain "p"', '', 'pain'],
      ['pain "p"\nidea "i"', ''],
      ['pain "p"', 'stage engagement { idea "i" }', 'pain'],
      ['touchpoint x by sales { pain "p" }', '', 'pain'],
      ['touchpoint x by sales { pain "p", idea "i" }', ''],
      ['touchpoint x by sales { pain "p" }\nidea "i"', ''],
    ],
  ],
  [
    'kpi-without-source',
    [
      ['kpi k: count of page_viewed', ''],
      ['kpi k: 1 + 2', '', 'k'],
      ['kpi k: sent a', ''],
      ['kpi k: opened b / sent a', '', 'k'],
      ['kpi k: entered awareness', ''],
    ],
  ],
])('%s', (rule, cases) => {
  test.each(cases)('%s %s', (stage, rest, ...found) => {
    expect(foundBy(rule, project(stage, rest))).toEqual(found)
  })
})
