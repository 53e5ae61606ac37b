/** Facts about contacts in words: what a diagram says of segments, history, changes of fields and ways by a value. */
import { expect, test } from 'vitest'
import { type Context, edgeWords, exitWords, sentence, startWords, stepWords } from '../../src/emit/words.ts'
import { compile, lower, memoryHost } from '../../src/index.ts'

const SOURCE = `import { opened, purchased } from "std/events"
enum Market { domestic "At home", export }
contact { email: email, market: Market = domestic, points: integer = 0 }
channel mail: email { to: contact.email }
message news(market: Market) via mail { subject: "News for {market}", body: "…" }
segment lapsed "Away" = no purchased in last 90 days
segment keen = any opened in last 3 sent
journey j {
  start on enter lapsed
  start on leave keen
  start on change contact.market to export
  exit when count of purchased where purchased.total > 20 EUR since start >= 2 and not contact in keen
  match contact.market {
    domestic { send news(market: domestic) }
    export { set contact.points = contact.points + 1 }
  }
  wait until (latest purchased.total ever ?? 0 EUR) > 10 EUR up to 3 days
}`

const { bundle } = lower(compile(memoryHost({ 'a.journey': SOURCE }), ['a.journey']).program)
const journey = bundle.journeys.j!
const context: Context = { bundle, journey }
const step = (id: string) => journey.nodes[id]!
// Marks of direction are tested elsewhere.
const plain = (text: string | undefined) => text?.replace(/[\u2066-\u2069]/g, '')

test('starts', () => {
  expect(journey.starts.map((start) => plain(sentence(startWords(start, context))))).toEqual([
    'on enter “Away”',
    'on leave keen',
    'on change contact.market to export',
  ])
})

test('an exit that looks back', () => {
  expect(plain(exitWords(journey.exits[0]!, context))).toBe(
    'exit when count of purchased where purchased.total > 20 EUR since start >= 2 and not contact in keen',
  )
})

test.each([
  ['match contact.market', 'contact.market'],
  ['set contact.points', 'set contact.points = contact.points + 1'],
  ['send news', 'send news(market: domestic), “News for At home”'],
  ['wait until', 'wait until (latest purchased.total ever ?? 0 EUR) > 10 EUR, up to 3 days'],
])('%s', (id, expected) => {
  expect(plain(sentence(stepWords(step(id), context)))).toBe(expected)
})

test.each([
  ['domestic', 'At home'],
  ['export', 'export'],
])('the way for %s', (edge, expected) => {
  expect(plain(edgeWords(step('match contact.market'), edge, context))).toBe(expected)
})
