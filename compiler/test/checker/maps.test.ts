/** Departments, campaigns, personas and maps: what is found in them, and the way that a map describes. */
import { describe, expect, test } from 'vitest'
import { touchpointsOf } from '../../src/checker/maps/touchpoints.ts'
import { lower } from '../../src/index.ts'
import type { MapSymbol } from '../../src/modules/symbols.ts'
import { MAIN } from '../diagnostics/findings.ts'
import { check, checkEach, PROJECT, type Snippet } from './check.ts'

const DECLARED = `import { digital } from "std/stages"
import { instagram, booth, webshop } from "std/channels"
${PROJECT}
department sales "Sales" { email: "sales@example.com" }
department marketing
campaign spring { from: 2026-03-01, to: 2026-05-31 }
persona sara "Sara" { share: 30% }
event booked { seats: integer, price: money<EUR>, place: string }
journey trial "Trial" { start manually goal bought: purchased finish }
`
const project = (text: string) => ({ [MAIN]: `${DECLARED}${text}` })
const inMap = (text: string) => project(`map shop "Shop" {\n${text}\n}`)
const inStage = (text: string) => inMap(`follows digital stage conversion {\n${text}\n}`)
const inTouchpoint = (text: string) => inStage(`touchpoint checkout {\n${text}\n}`)

describe('departments', () => {
  const rows: Snippet[] = [
    ['department support'],
    ['department support "Support" { email: "help@example.com" }'],
    ['department support { email: "help" }', 'J3008'],
    ['department support { mail: "help@example.com" }', 'J2011'],
    ['department support { email: 3 }', 'J3001'],
    ['channel phone_line: call { department: sales, device: phone }'],
    ['channel phone_line: call { department: salez }', 'J2006'],
    ['channel phone_line: call { department: vip }', 'J2007'],
    ['channel phone_line: call { department: "sales" }', 'J3001'],
  ]
  checkEach(rows, project)
})

describe('campaigns', () => {
  const rows: Snippet[] = [
    ['campaign autumn "Autumn" { from: 2026-09-01, to: 2026-09-01 }'],
    ['campaign autumn { from: 2026-09-02, to: 2026-09-01 }', 'J7006'],
    ['campaign autumn { from: 2026-09-01 }', 'J2012'],
    ['campaign autumn { }', 'J2012', 'J2012'],
    ['campaign autumn { from: "soon", to: 2026-09-01 }', 'J3001'],
    ['campaign autumn { from: 2026-09-01, until: 2026-09-02 }', 'J2011'],
  ]
  checkEach(rows, project)
})

describe('personas', () => {
  const rows: Snippet[] = [
    [
      'age: "25–40", income: 40_000 EUR, children: 2, family: single, place: "a town", likes: [reels, "fairs", 3]',
    ],
    ['share: 30%, opens: 45%, clicks: 0%'],
    ['share: 130%', 'J7005'],
    ['opens: -1%', 'J7005'],
    ['share: "many"', 'J3001'],
    ['age: "25", age: "26"', 'J3012'],
    ['age: contact.name', 'J3013'],
    ['age: 1 + 2', 'J3013'],
    ['age: "about {3}"', 'J3013'],
    ['likes: [contact.name]', 'J3013'],
    ['contact(country: DE, points: 3)'],
    ['contact(country: Germany)', 'J3008'],
    ['contact(town: "Ulm")', 'J3021'],
    ['contact(points: 1 + 2)', 'J3013'],
    ['does visited 12%'],
    ['does visited 12% within 7 days with (page: "/")'],
    ['does visit 12%', 'J2006'],
    ['does visited 120%', 'J7005'],
    ['does visited 12% within 0 days', 'J4013'],
    ['does visited 12% with (site: "/")', 'J3021'],
    ['does visited 12% with (page: 3)', 'J3001'],
  ]
  checkEach(rows, (text) => project(`persona reza "Reza" { ${text} }`))
})

describe('lines of a map', () => {
  const rows: Snippet[] = [
    ['follows digital personas sara runs trial'],
    ['follows digital follows digital', 'J4006'],
    ['follows analog', 'J2006'],
    ['personas sarah', 'J2006'],
    ['runs trail', 'J2006'],
    ['runs sara', 'J2007'],
    ['follows digital stage buying { }', 'J4008'],
    ['stage buying { }'],
    ['stage buying { } stage buying { }', 'J2005'],
    ['stage a { touchpoint t } stage b { touchpoint t }', 'J2005'],
    ['stage a { kpi k: count of booked } stage b { kpi k: count of booked }', 'J2005'],
    ['stage a { touchpoint t touchpoint u } handoff t to u { owner: "Sam", passes: "all", within: 1 day }'],
    ['stage a { touchpoint t } handoff t to u { owner: "Sam", passes: "all", within: 1 day }', 'J2006'],
    ['stage a { touchpoint t touchpoint u } handoff t to u { owner: "Sam" }', 'J7007'],
    ['stage a { touchpoint t touchpoint u } handoff t to u', 'J7007'],
    ['stage a { touchpoint t touchpoint u } handoff t to u { owners: "Sam" }', 'J2011'],
    [
      'stage a { touchpoint t touchpoint u } handoff t to u { owner: 3, passes: "x", within: "soon" }',
      'J3001',
      'J3001',
    ],
  ]
  checkEach(rows, inMap)

  test('personas are not more than all customers', () => {
    const text = 'persona a { share: 40% } persona b { share: 40% } map m { personas sara, a, b }'
    check(project(text), ['J7008'])
    check(project(text.replaceAll('40%', '35%')), [])
  })
})

describe('parts of a stage', () => {
  const rows: Snippet[] = [
    ['plan "Two videos" pain "No price" idea "Price first"'],
    ['plan "Two {contact.name}"', 'J3016'],
    ['result spring "18 videos"'],
    ['result autumn "18 videos"', 'J2006'],
    ['touchpoint reel "Reel" via instagram by marketing before sale for everyone'],
    ['touchpoint fair via booth by sales after sale { device: phone }'],
    ['touchpoint letter_box via mail'],
    ['touchpoint reel via instagramm', 'J2006'],
    ['touchpoint reel by market', 'J2006'],
    ['touchpoint reel for nobody', 'J2006'],
    ['kpi k: count of booked for nobody', 'J2006'],
  ]
  checkEach(rows, inStage)
})

describe('settings of a touchpoint', () => {
  const rows: Snippet[] = [
    ['emotion: -2 observed, evidence: "12 of 15" anecdotal, does: "Pays", thinks: "At last", device: kiosk'],
    ['emotion: 2', 'J7004'],
    ['emotion: 2 guessed', 'J2006'],
    ['emotion: 3 assumed', 'J7005'],
    ['emotion: -3 assumed', 'J7005'],
    ['emotion: 1.5 assumed', 'J3001'],
    ['emotion: "good" assumed', 'J3001'],
    ['evidence: "12 of 15"', 'J7004'],
    ['evidence: "12 of 15" assumed', 'J2006'],
    ['evidence: 3 analytical', 'J3001'],
    ['device: fridge', 'J2006'],
    ['device: phone assumed', 'J3001'],
    ['does: 3', 'J3001'],
    ['mood: 3', 'J2011'],
    ['emotion: 1 assumed, emotion: 2 assumed', 'J3012'],
    ['pain "14 fields" idea "Fewer {contact.name}"', 'J3016'],
  ]
  checkEach(rows, inTouchpoint)
})

describe('formulas', () => {
  const rows: Snippet[] = [
    ['count of booked'],
    ['count of booked where booked.seats > 3 in last 30 days'],
    ['count of booked ever'],
    ['1 - count of booked / count of visited, target < 60%'],
    ['sum of booked.price / count of booked, target >= 20 EUR'],
    ['average of booked.seats, target >= 1.5'],
    ['-sum of booked.price + 10 EUR'],
    ['entered conversion - left advocacy'],
    ['clicked hello / opened hello, target >= 5%'],
    ['sent hello / sent offer'],
    ['reached bought, target > 3'],
    ['count of bookings', 'J2006'],
    ['count of booked where booked.seat > 3', 'J3005'],
    ['count of booked where booked.seats', 'J3007'],
    // One mistake, one error: the second count belongs behind the first, not into its condition.
    ['count of booked where booked.seats > 3 / count of visited', 'J4207'],
    ['(count of booked where booked.seats > 3) / count of visited'],
    ['count of booked since start', 'J7003'],
    ['count of booked in last 5 sent', 'J7003'],
    ['count of booked in last 0 days', 'J4013'],
    ['sum of booked.cost', 'J3005'],
    ['sum of booked.place', 'J4210'],
    ['any booked ever', 'J7001'],
    ['latest booked.seats ever', 'J7001'],
    ['contact.points', 'J7001'],
    ['"3"', 'J7001'],
    ['count of booked > 3', 'J7001'],
    ['not count of booked', 'J7001'],
    ['count of booked + sum of booked.price', 'J3006'],
    ['entered buying', 'J2006'],
    ['sent goodbye', 'J2006'],
    ['reached moon', 'J2006'],
    ['count of booked, target >= 20 EUR', 'J3001'],
    ['count of booked, target >= "20"', 'J3001'],
    ['count of booked, target >= contact.points', 'J3013'],
  ]
  checkEach(rows, (formula) => inStage(`kpi k: ${formula}`))

  test('measures have their place in maps only', () => {
    check(project('journey j { start manually where sent hello finish }'), ['J7002'])
  })

  test('of a map that names its journeys only know their goals', () => {
    const text = 'journey other { start manually goal seen: visited finish }'
    check(project(`${text} map m { stage a { kpi k: reached bought } }`), [])
    check(project(`${text} map m { runs other stage a { kpi k: reached bought } }`), ['J2006'])
  })
})

describe('a persona in a scenario', () => {
  const scenario = (contact: string) => ({
    [MAIN]: `contact { email: email, country: country, points: integer = 0 }
persona sara { contact(${contact}) }
journey trial { start manually finish }
scenario "s" for trial { as sara at 2026-03-02 10:00 start manually expect finished, contact.country == DE }`,
  })
  test('says what the contact is like', () => {
    const { program } = check(scenario('email: "sara@example.com", country: DE'), [])
    expect(lower(program).scenarios[0]!.instructions[0]).toMatchObject({
      do: 'contact',
      attributes: { email: 'sara@example.com', country: 'DE' },
    })
  })
  test('may be changed by a line behind it', () => {
    const sources = scenario('email: "sara@example.com", country: DE')
    check({ [MAIN]: sources[MAIN].replace('as sara at', 'as sara contact(points: 3) at') }, [])
  })
  test('must say all that contacts need', () => {
    check(scenario('country: DE'), ['J3011'])
    check(scenario(''), ['J3011'])
  })
})

test('touchpoints stand in their order, with what their channel says', () => {
  const { program } = check(
    project(`channel line: call { department: sales, device: phone }
map shop {
  stage first { touchpoint ask via line touchpoint look via webshop by marketing for everyone { device: tablet } }
  stage last { touchpoint talk }
}`),
    [],
  )
  const symbol = program.modules.get(MAIN)!.scope.get('shop') as MapSymbol
  expect(
    touchpointsOf(symbol, program).map(({ touchpoint, stage, channelKind, device, department, segment }) => [
      touchpoint.name.text,
      stage,
      channelKind,
      device,
      department?.name,
      segment,
    ]),
  ).toEqual([
    ['ask', 'first', 'call', 'phone', 'sales', undefined],
    ['look', 'first', 'web', 'tablet', 'marketing', 'everyone'],
    ['talk', 'last', undefined, undefined, undefined, undefined],
  ])
})
