/** Facts about contacts, from the language to the clock: segments, history, changes of fields, ways by a value. */
import { describe, expect, test } from 'vitest'
import { runScenario } from '../../src/test/run-scenario.ts'
import { compiled, failuresOf } from './helpers.ts'

const FACTS = `
import { opened, sent } from "std/events"
enum Market { domestic "At home", export }
segment lapsed = no purchased in last 30 days
segment unread = count of sent ever >= 2 and no opened in last 2 sent
event moved { to: Market }
message where_to(market: Market) via mail { subject: "{market}", body: "{market}" }
`

/** Runs the scenario `lines` of the journey `j`, beside other journeys. */
function failures(journeys: string, lines: string): string[] {
  const { bundle, scenarios } = compiled(`${FACTS}${journeys}\nscenario "s" for j {\n${lines}\n}\n`, {
    timezone: 'Europe/Berlin',
  })
  return failuresOf(runScenario(bundle, scenarios[0]!))
}

describe('time passes', () => {
  const start = `contact(email: "a@b.c")
    at 2026-03-01 09:15 in "Europe/Berlin"
    purchased(order: "1", total: 20 EUR)`

  test.each([
    [
      'a start on a segment, over the change of the clocks',
      'journey j { start on enter lapsed\ndelay 1 day }',
      'at 2026-03-31 09:14\nexpect not entered\nat 2026-03-31 09:15\nexpect entered, waiting at delay',
    ],
    [
      'an exit, at the moment at which its fact ends',
      'journey j { start on purchased\nexit when contact in lapsed\ndelay 60 days }',
      'at 2026-03-31 09:14\nexpect not exited\nat 2026-03-31 09:15\nexpect exited',
    ],
    [
      'a wait for a condition',
      'journey j { start on purchased\nwait until no purchased in last 10 days up to 20 days { finish "quiet" }\nfinish "late" }',
      'after 5 days\npurchased(order: "2", total: 1 EUR)\nat 2026-03-16 09:14\nexpect not finished\nat 2026-03-16 09:15\nexpect finished "quiet"',
    ],
    [
      'hours are elapsed time',
      'journey j { start on purchased\nexit when no purchased in last 720 hours\ndelay 60 days }',
      'at 2026-03-31 10:14\nexpect not exited\nat 2026-03-31 10:15\nexpect exited',
    ],
    [
      'who left a segment by a purchase comes in again by time, and leaves it by the next purchase',
      'journey j { start on leave lapsed\nexit on purchased\ndelay 60 days }',
      'expect entered\nafter 31 days\npurchased(order: "2", total: 1 EUR)\nexpect waiting at delay, not exited',
    ],
  ])('%s', (_, journey, lines) => {
    expect(failures(journey, `${start}\n${lines}`)).toEqual([])
  })
})

test('an expectation about a segment is about now, whether a journey listens to it or not', () => {
  const lines = `contact(email: "a@b.c")
    at 2026-03-01 09:15 in "Europe/Berlin"
    purchased(order: "1", total: 20 EUR)
    at 2026-03-31 09:14
    expect not contact in lapsed
    at 2026-03-31 09:15
    expect contact in lapsed`
  for (const start of ['signed_up', 'enter lapsed']) {
    expect(failures(`journey j { start on ${start}\ndelay 1 day }`, lines)).toEqual([])
  }
})

test('an opened message is one of the last two until two others are sent', () => {
  const journeys = `journey j { start on enter unread\nenter again after exit\ntag #vip }
    journey mails { start on purchased where contact.email exists\nsend hello }`
  const lines = `contact(email: "a@b.c")
    at 2026-03-02 10:00 in "Europe/Berlin"
    purchased(order: "1", total: 1 EUR)
    after 8 days
    purchased(order: "2", total: 1 EUR)
    expect entered, tagged #vip`
  expect(failures(journeys, lines)).toEqual([])
  const opened = lines.replace('after 8 days', 'opened(message: hello)\nafter 8 days')
  expect(
    failures(
      journeys,
      `${opened.replace('entered, tagged #vip', 'not entered')}
    after 8 days
    purchased(order: "3", total: 1 EUR)
    expect entered`,
    ),
  ).toEqual([])
})

describe('fields', () => {
  const journeys = `journey j { start on change contact.points\nenter again after exit\nset contact.country = DE\nif contact.points > 5 { tag #vip } }
    journey german { start on change contact.country to DE where contact.email exists\nsend hello }
    journey counting { start on purchased\nset contact.points = contact.points + 3 }`
  const begin = 'contact(email: "a@b.c", country: AT)\nat 2026-03-02 10:00 in "Europe/Berlin"\n'

  test.each([
    [
      'a step that sets one sets off another journey',
      'purchased(order: "1", total: 1 EUR)\nexpect contact.points == 3, contact.country == DE, entered, entered german, not tagged #vip',
    ],
    ['what is known from the beginning is no change', 'after 1 day\nexpect not entered, not entered german'],
    ['a change from outside is one', 'contact(points: 9)\nexpect entered, tagged #vip'],
    ['the same value is none', 'contact(points: 0)\nexpect not entered'],
  ])('%s', (_, lines) => {
    expect(failures(journeys, begin + lines)).toEqual([])
  })
})

describe('match', () => {
  const journey = `journey j { start on moved where contact.email exists
    match moved.to { domestic { tag #vip } export { tag #new_customer } }
    send where_to(market: moved.to) }`
  const begin = 'contact(email: "a@b.c")\nat 2026-03-02 10:00 in "Europe/Berlin"\n'

  test.each([
    ['domestic', 'tagged #vip, not tagged #new_customer, sent where_to with (market: domestic)'],
    ['export', 'tagged #new_customer, not tagged #vip, sent where_to with (market: export)'],
  ])('%s', (value, expected) => {
    expect(failures(journey, `${begin}moved(to: ${value})\nexpect ${expected}`)).toEqual([])
  })
})

test('whether it is in a segment is asked at the moment that is reached, whoever else listens to it', () => {
  const journey = 'journey j { start on purchased where any purchased in last 28 days finish }'
  const lines = `contact()
    at 2026-01-31 10:00 in "Europe/Berlin"
    purchased(order: "1", total: 1 EUR)
    at 2026-02-28 09:59
    expect contact in buyers_lately
    at 2026-02-28 10:00
    expect not contact in buyers_lately`
  const segment = 'segment buyers_lately = any purchased in last 28 days'
  expect(failures(`${segment}\n${journey}`, lines)).toEqual([])
})
