/** Facts about contacts: enums, segments, history, set and match. */
import { describe, expect, test } from 'vitest'
import { check, checkEach, condition, journey, PROJECT, type Snippet, steps } from './check.ts'

/** The project of the other tests, with an enum, fields of it, and segments. */
const withFacts = (text: string): string =>
  text
    .replace(
      'contact {',
      'enum Market { domestic "At home", export }\nenum Size { small, large }\ncontact {\n  market: Market = domestic\n  size: Size?\n  markets: list<Market> = []',
    )
    .replace(
      'tag vip',
      'segment lapsed "Away" = no purchased in last 90 days\nsegment reachable = contact.phone exists and contact.nick exists\ntag vip',
    )
const inCondition = (snippet: string) => withFacts(condition(snippet))
const inSteps = (snippet: string) => withFacts(steps(snippet))
const inJourney = (snippet: string) => withFacts(journey(snippet))
const declared = (snippet: string) => withFacts(`${PROJECT}${snippet}`)

describe('enums', () => {
  const conditions: Snippet[] = [
    ['contact.market == domestic'],
    ['domestic == contact.market'],
    ['contact.market in [domestic, export]'],
    ['contact.size exists and contact.size != small'],
    ['(contact.size ?? small) == large'],
    ['contact.markets contains export'],
    ['contact.market == domestik', 'J3008'],
    ['contact.market == small', 'J3008'],
    ['contact.market == "domestic"', 'J3006'],
    ['contact.market == contact.size', 'J3006'],
    ['contact.market < export', 'J3006'],
    ['contact.market == DE', 'J3008'],
  ]
  checkEach(conditions, inCondition)
  const declarations: Snippet[] = [
    ['event moved_away { to: Market, from: Market? }'],
    [
      'message where_to(market: Market = export) via mail { subject: "{market}", body: "{contact.market}, {contact.markets}" }',
    ],
    ['event moved_away { to: Market = abroad }', 'J3008'],
    ['event moved_away { to: Markt }', 'J3003'],
    ['event moved_away { to: Market<EUR> }', 'J3004'],
    ['enum Colour { red, green, red }', 'J4201'],
    ['enum Colour { }', 'J4202'],
    ['enum lapsed { red }', 'J2005'],
  ]
  checkEach(declarations, declared)

  test('the type is imported, its members are not', () => {
    const shop = 'enum Market { domestic, export }\ncontact { market: Market = domestic }\n'
    const event = 'event moved_away { to: Market }\n'
    const use =
      'journey trial { start on moved_away where moved_away.to == export and contact.market == domestic\nfinish }'
    check(
      { 'shop.journey': shop, 'trial.journey': `import { Market } from "./shop.journey"\n${event}${use}` },
      [],
    )
    const found = check({ 'shop.journey': shop, 'trial.journey': `${event}${use}` }, ['J2006'])
    expect(found.diagnostics[0]?.fixes[0]?.title).toBe('Import "Market" from "./shop.journey"')
  })
})

describe('segments', () => {
  const declarations: Snippet[] = [
    ['segment a = contact in lapsed and contact.points > 5'],
    ['segment a = contact in everyone'],
    ['segment a = contact in b\nsegment b = contact has #vip'],
    ['segment a = contact in a', 'J4203'],
    ['segment a = not contact in b\nsegment b = contact in a or contact has #vip', 'J4203'],
    ['segment a = contact in b\nsegment b = contact in c\nsegment c = contact in b', 'J4203'],
    // What a segment makes sure of is known in others, wherever they stand.
    ['segment a = contact in b and contact.phone starts with "+49"\nsegment b = contact.phone exists'],
    ['segment b = contact.phone exists\nsegment a = contact in b and contact.phone starts with "+49"'],
    [
      'segment a = contact in b and contact.phone starts with "+49"\nsegment b = contact in c\nsegment c = contact.phone exists\njourney trial { start on enter c\nsend nudge }',
    ],
    [
      'segment a = not contact in b and contact.phone starts with "+49"\nsegment b = contact.phone exists',
      'J3002',
    ],
    ['segment a = contact.points', 'J3007'],
    ['segment a = contact.agreed', 'J3002'],
    ['segment a = purchased.total > 5 EUR', 'J4022'],
    ['segment a = started by purchased', 'J2006'],
    ['segment a = any purchased since start', 'J4208'],
  ]
  checkEach(declarations, declared)
  const conditions: Snippet[] = [
    ['contact in lapsed'],
    ['contact in everyone and not contact in lapsed'],
    ['contact in laps', 'J2006'],
    ['contact in vip', 'J2007'],
    ['contact in [lapsed]', 'J4204'],
    ['lapsed', 'J4205'],
    ['everyone', 'J4205'],
    ['contact.country in lapsed', 'J4205'],
  ]
  checkEach(conditions, inCondition)
  const journeys: Snippet[] = [
    ['start on enter lapsed\nfinish'],
    ['start on leave lapsed where contact.points > 5 key contact.words.size\nfinish', 'J3005'],
    ['start on enter lapsed key "k"\nfinish'],
    ['start on enter everyone\nfinish', 'J4216'],
    ['start on enter laps\nfinish', 'J2006'],
    ['start on enter lapsed\nstart on enter lapsed\nfinish', 'J4019'],
    ['start on enter lapsed\nstart on leave lapsed\nif started by lapsed { tag #vip }'],
    ['start on enter reachable\nsend nudge'],
    ['start on leave reachable\nsend nudge', 'J4012'],
    ['start on purchased where contact in reachable\nsend nudge'],
    ['start on purchased\nif contact in reachable { send nudge } else { send nudge }', 'J4012'],
    ['start on purchased\nif not contact in reachable { finish }\nsend nudge'],
    ['start on purchased\nexit when contact in lapsed\nwait until contact in lapsed up to 3 days'],
  ]
  checkEach(journeys, inJourney)
})

describe('history', () => {
  const conditions: Snippet[] = [
    ['any purchased in last 30 days'],
    ['no purchased ever and not any opened in last 5 sent'],
    ['count of purchased in last 1 year > 2'],
    ['sum of purchased.total ever > 100 EUR'],
    ['sum of visited.pieces in last 2 hours > 3'],
    ['(average of visited.pieces ever ?? 0) > 2.5'],
    ['average of visited.pieces ever > 2.5', 'J3002'],
    ['latest purchased.total ever > 100 EUR', 'J3002'],
    ['(latest purchased.total ever ?? 0 EUR) > 100 EUR'],
    ['latest visited.shop ever exists'],
    ['sum of purchased.total ever > 100', 'J3006'],
    ['sum of purchased.product ever > 1', 'J4210'],
    ['average of visited.page ever exists', 'J4210'],
    ['latest purchased.colour ever exists', 'J3005'],
    ['any sold in last 30 days', 'J2006'],
    ['any vip in last 30 days', 'J2007'],
    ['count of purchased in last 30 days', 'J3007'],
    ['any purchased in last 0 days', 'J4013'],
    ['any purchased where purchased.total > 20 EUR in last 30 days'],
    ['any purchased where purchased.cart exists and purchased.cart starts with "x" in last 30 days'],
    ['any purchased where purchased.cart starts with "x" in last 30 days', 'J3002'],
    ['any purchased where contact.points > 5 and contact in lapsed ever'],
    ['any purchased where any opened in last 3 days in last 30 days', 'J4207'],
    ['any purchased where visited.page == "x" ever', 'J4022'],
    ['no purchased in last 5 sent', 'J4209'],
    ['no opened in last 0 sent', 'J4027'],
    ['any purchased since start', 'J4208'],
    ['any purchased where purchased.total > 20 EUR', 'J4206'],
  ]
  checkEach(conditions, inCondition)
  const journeys: Snippet[] = [
    ['start on purchased\nexit when count of purchased since start > 3\nfinish'],
    [
      'start on purchased where no purchased where purchased.total > 20 EUR in last 3 days and purchased.total > 5 EUR\nfinish',
    ],
    [
      'start on purchased as first\nwait for purchased where any purchased where purchased.order != first.order ever up to 3 days',
    ],
    ['start on visited where any purchased where purchased.product == visited.page ever\nfinish'],
    ['start on purchased\nset contact.debt = latest purchased.total ever'],
    ['start on purchased\nif any purchased in last 3 days { } else { tag #vip }'],
  ]
  checkEach(journeys, inJourney)
  const messages: Snippet[] = [
    [
      'message again via mail { subject: "{count of purchased ever}", body: "{latest purchased.total ever ?? 0 EUR}" }',
    ],
    ['message again via mail { subject: "x", body: "{count of purchased since start}" }', 'J4208'],
  ]
  checkEach(messages, declared)

  test('a scenario asks for segments, and does not look back by itself', () => {
    const scenario = (condition: string) =>
      withFacts(
        `${journey('start on purchased\ntag #vip')}scenario "s" for trial {\ncontact(email: "a@b.c")\nat 2026-03-02 10:00\npurchased(order: "1", product: "mug", total: 20 EUR)\nexpect ${condition}\n}\n`,
      )
    check(scenario('not contact in lapsed'), [])
    check(scenario('(any purchased ever)'), ['J4211'])
  })
})

describe('set', () => {
  const snippets: Snippet[] = [
    ['set contact.points = contact.points + 1'],
    ['set contact.market = export'],
    ['set contact.nick = contact.name'],
    ['set contact.email = contact.work_email', 'J3002'],
    ['set contact.points = 2.5', 'J3001'],
    ['set contact.market = abroad', 'J3008'],
    ['set contact.colour = "red"', 'J3005'],
    ['set points = 5', 'J4212'],
    ['set purchased.total = 5 EUR', 'J4212'],
    // What was known of the field is known no more, and of others still is.
    ['if contact.phone exists { set contact.phone = contact.phone\nsend nudge }'],
    ['if contact.phone exists and contact.nick exists { set contact.nick = contact.name\nsend nudge }'],
    [
      'if contact.nick exists { set contact.nick = contact.name\nset contact.email = "{contact.nick}@b.c" }',
      'J3001',
      'J3002',
    ],
    ['set contact.phone = "+49 341 5550100"\nsend nudge'],
    // A round comes back to where the field may have been set.
    [
      'if contact.phone exists { repeat up to 3 times { send nudge\nset contact.phone = contact.other } }',
      'J4012',
      'J3005',
    ],
    ['if contact.phone exists { repeat up to 3 times { send nudge\nset contact.phone = "+49 1" } }'],
    ['if contact.phone exists { set contact.phone = contact.second_phone\nsend nudge }', 'J3005'],
  ]
  checkEach(snippets, inSteps)
  const changes: Snippet[] = [
    ['start on change contact.country\nfinish'],
    ['start on change contact.market to export\nfinish'],
    ['start on change contact.phone to "+49 1"\nsend nudge'],
    ['start on change contact.phone\nsend nudge', 'J4012'],
    ['start on change contact.market to abroad\nfinish', 'J3008'],
    ['start on change contact.market to contact.market\nfinish', 'J3013'],
    ['start on change contact.colour\nfinish', 'J3005'],
    ['start on change purchased.total\nfinish', 'J4212'],
    ['start on change contact.country\nstart on change contact.country\nfinish', 'J4019'],
    ['start on change contact.country to DE\nstart on change contact.country to AT\nfinish'],
  ]
  checkEach(changes, inJourney)
})

describe('match', () => {
  const snippets: Snippet[] = [
    ['match contact.market { domestic { tag #vip } export { tag #fan } }'],
    ['match contact.market { domestic, export { tag #vip } }'],
    ['match contact.market { domestic { tag #vip } else { tag #fan } }'],
    ['match contact.market { domestic { tag #vip } }', 'J4213'],
    ['match contact.market { domestic { tag #vip } export { tag #fan } else { finish } }', 'J4215'],
    ['match contact.market { domestic { tag #vip } domestic, export { tag #fan } }', 'J4214'],
    ['match contact.market { domestic { tag #vip } abroad { tag #fan } }', 'J4213', 'J3008'],
    ['match contact.size { small { tag #vip } large { tag #fan } }', 'J4213'],
    ['match contact.size { small { tag #vip } large { tag #fan } else { } }'],
    ['if contact.size exists { match contact.size { small { tag #vip } large { tag #fan } } }'],
    ['match contact.member { true { tag #vip } false { tag #fan } }'],
    ['match contact.member { true { tag #vip } }', 'J4213'],
    ['match contact.country { DE, AT { tag #vip } else { tag #fan } }'],
    ['match contact.country { DE, AT { tag #vip } CH { tag #fan } }'],
    ['match contact.country { DE, AT { tag #vip } ZZ { tag #fan } }', 'J3008'],
    ['match contact.points { -1 { tag #vip } 0, -2 { tag #fan } else { finish "x" } }'],
    ['match contact.points { 1, 2 { tag #vip } contact.level { tag #fan } }', 'J3013'],
    ['match contact.points { "1" { tag #vip } }', 'J3001'],
    // Values are the same however they are written.
    ['match contact.weight { 1 { tag #vip } 1.0 { tag #fan } else { } }', 'J4214'],
    ['match contact.weight { 0 { tag #vip } -0 { tag #fan } -1 { } else { } }', 'J4214'],
    ['match contact.name { "a" { tag #vip } """a""" { tag #fan } else { } }', 'J4214'],
    ['match contact.name { "1" { tag #vip } "1.0" { tag #fan } else { } }'],
    ['match contact.credit { 5 EUR { tag #vip } 5.00 EUR { tag #fan } else { } }', 'J4214'],
    ['match contact.phone { "+49 1" { send nudge } else { } }'],
    ['match contact.phone { "+49 1" { } else { send nudge } }', 'J4012'],
    ['match contact.market { domestic { finish } export { finish } }\ntag #vip', 'J4010'],
  ]
  checkEach(snippets, inSteps)

  test('what is missing can be added', () => {
    const found = check(inSteps('match contact.market { domestic { tag #vip } }'), ['J4213'])
    expect(found.diagnostics[0]?.fixes.map(({ title }) => title)).toEqual([
      'Add the missing values',
      'Add "else"',
    ])
  })
})
