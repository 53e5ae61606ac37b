import { describe, expect, test } from 'vitest'
import { applyFix, MAIN } from '../diagnostics/findings.ts'
import { foundBy, lint } from './linting.ts'

const SHOP = `
import { cart_abandoned, clicked, opened, purchased } from "std/events"
import { digital, lifecycle } from "std/stages"
contact { email: email, points: integer = 0, country: country = DE, news: boolean = false }
tag vip
segment friends = contact.news
channel mail: email { to: contact.email, consent: contact.news }
channel rare: email { to: contact.email, consent: contact.news, limit: 1 per 7 days }
message a via mail { subject: "a", body: "a" }
message b via mail { subject: "b", body: "b" }
message c via rare { subject: "c", body: "c" }
`

type Case = readonly [why: string, journeys: string, ...found: string[]]

const journey = (body: string, name = 'j') => `journey ${name} {\n${body}\n}`

const cases: Partial<Record<Parameters<typeof foundBy>[0], readonly Case[]>> = {
  'stage-never-reached': [
    ['run into', journey('start manually stage x { delay 1 day } stage y { finish }')],
    ['gone to', journey('start manually stage x { go to z } stage y { finish } stage z { go to y }')],
    [
      'gone past',
      journey('start manually stage x { go to z } stage y { delay 1 day } stage z { finish }'),
      'y',
    ],
    [
      'behind a match that not everyone fits',
      journey('start manually stage x { match contact.country { DE { finish } } } stage y { finish }'),
    ],
    [
      'behind a match of all',
      journey(
        'start manually stage x { match contact.news { true { finish } false { finish } } } stage y { delay 1 day }',
      ),
      'y',
    ],
    [
      'behind a step that may be left out',
      journey(
        'start manually stage x { delay until 2026-05-01, if past skip\ngo to z } stage y { delay 1 day } stage z { finish }',
      ),
    ],
    [
      'behind a step that is left out by nobody',
      journey(
        'start manually stage x { delay until 2026-05-01, if past finish\ngo to z } stage y { delay 1 day } stage z { finish }',
      ),
      'y',
    ],
    [
      'gone to only from itself',
      journey('start manually stage x { finish } stage y { delay 1 day go to y }'),
      'y',
    ],
  ],
  'stage-goes-back': [
    [
      'no model, no order',
      journey('start manually stage x { delay 1 day go to y } stage y { delay 1 day go to x }'),
    ],
    [
      'back',
      journey(
        'follows digital start manually stage awareness { delay 1 day } stage engagement { delay 2 days\ngo to awareness }',
      ),
      'awareness',
    ],
    [
      'back for a reason',
      journey(
        'follows digital start manually stage awareness { delay 1 day } stage engagement { delay 2 days\n/// why\ngo to awareness }',
      ),
    ],
    [
      'back as the model does',
      journey(
        'follows digital start manually stage awareness { delay 1 day } stage promotion { delay 2 days\ngo to awareness }',
      ),
    ],
    [
      'in the source',
      journey('follows digital start manually stage engagement { delay 1 day } stage awareness { finish }'),
      'awareness',
    ],
    [
      'in the source for a reason',
      journey(
        'follows digital start manually stage engagement { delay 1 day }\n/// why\nstage awareness { finish }',
      ),
    ],
  ],
  'endless-wait': [
    ['no exit', journey('start manually wait for purchased forever'), 'forever'],
    ['an exit', journey('start manually exit on opened wait for purchased forever')],
    ['a limit', journey('start manually wait for purchased up to 1 day')],
  ],
  'constant-condition': [
    ['nothing is known', journey('start manually if contact.points > 3 { finish } delay 1 day')],
    [
      'within itself',
      journey('start manually where contact.points > 3 and contact.points < 2 finish'),
      'contact.points > 3 and contact.points < 2',
    ],
    ['the bounds meet', journey('start manually where contact.points >= 3 and contact.points <= 3 finish')],
    [
      'two countries',
      journey('start manually where contact.country == DE and contact.country == AT finish'),
      'contact.country == DE and contact.country == AT',
    ],
    [
      'one of a list',
      journey('start manually where contact.country == DE and contact.country in [AT, FR] finish'),
      'contact.country == DE and contact.country in [AT, FR]',
    ],
    [
      'none of a list',
      journey('start manually where contact.country == DE and not contact.country in [AT, FR] finish'),
    ],
    [
      'by the start',
      journey('start on purchased where purchased.total > 50 EUR if purchased.total > 20 EUR { tag #vip }'),
      'purchased.total > 20 EUR',
    ],
    [
      'by the start, of the contact',
      journey('start manually where contact.news if contact.news { tag #vip }'),
      'contact.news',
    ],
    [
      'time has passed',
      journey('start manually where contact.news delay 1 day if contact.news { tag #vip }'),
    ],
    [
      'payloads stay',
      journey(
        'start on purchased where purchased.total > 50 EUR delay 1 day if purchased.total < 20 EUR { tag #vip }',
      ),
      'purchased.total < 20 EUR',
    ],
    [
      'exits hold all the time',
      journey('start manually exit when not contact.news delay 1 day if contact.news { tag #vip }'),
      'contact.news',
    ],
    [
      'an exit was not looked at since',
      journey(
        'start manually exit when contact has #vip tag #vip split s { 50% x 50% y } if contact has #vip { delay 1 day }',
      ),
    ],
    [
      'an exit was looked at on entry',
      journey('start manually exit when contact has #vip if contact has #vip { delay 1 day } tag #vip'),
      'contact has #vip',
    ],
    [
      'another journey moves first, since the same purchase',
      `${journey('start manually wait for purchased forever set contact.points = 9')}
       ${journey('start manually exit when contact.points > 5 wait for purchased forever if contact.points > 5 { finish } delay 1 day', 'k')}`,
    ],
    [
      'another journey is entered first',
      `${journey('start on purchased tag #vip')}
       ${journey('start on purchased where not contact has #vip if contact has #vip { finish } delay 1 day', 'k')}`,
    ],
    [
      'the step before may be left out',
      journey(
        'start manually delay until 2026-05-01, if past skip\ntag #vip if contact has #vip { finish } delay 1 day',
      ),
    ],
    [
      'the step before may not be left out',
      journey(
        'start manually delay until 2026-05-01, if past skip\nuntag #vip tag #vip if contact has #vip { finish } delay 1 day',
      ),
      'contact has #vip',
    ],
    [
      'behind a way out that may be left out',
      journey(
        'start manually if contact.points > 5 { delay until 2026-05-01, if past skip\nfinish } if contact.points > 7 { tag #vip }',
      ),
    ],
    [
      'a tag was just added',
      journey('start manually tag #vip if contact has #vip { finish } delay 1 day'),
      'contact has #vip',
    ],
    [
      'nested',
      journey('start manually if contact.points > 5 { if contact.points > 3 { tag #vip } }'),
      'contact.points > 3',
    ],
    [
      'in the other branch',
      journey('start manually if contact.points > 5 { tag #vip } else if contact.points > 7 { untag #vip }'),
      'contact.points > 7',
    ],
    [
      'behind a branch that leaves',
      journey('start manually if contact.points > 5 { finish } if contact.points > 7 { tag #vip }'),
      'contact.points > 7',
    ],
    [
      'behind a branch that does not',
      journey('start manually if contact.points > 5 { tag #vip } if contact.points > 7 { untag #vip }'),
    ],
    [
      'behind an else-if that stays',
      journey(
        'start manually if contact.points > 5 { finish } else if contact.news { finish } if contact.points > 7 { tag #vip }',
      ),
      'contact.points > 7',
    ],
    [
      'a branch took time',
      journey('start manually if contact.points > 5 { delay 1 day if contact.points > 3 { tag #vip } }'),
    ],
    [
      'either start',
      journey('start manually where contact.news start on opened if contact.news { tag #vip }'),
    ],
    [
      'waited for',
      journey(
        'start manually wait for purchased where purchased.total > 50 EUR up to 1 day { if purchased.total > 9 EUR { tag #vip } }',
      ),
      'purchased.total > 9 EUR',
    ],
    [
      'it may be either',
      journey('start manually if contact.points > 5 or contact.news { if contact.news { tag #vip } }'),
    ],
    [
      'not both',
      journey('start manually if not (contact.points > 5 and contact.news) { if contact.news { tag #vip } }'),
    ],
  ],
  'overlapping-starts': [
    [
      'the same event',
      journey('start on purchased where contact.news\nstart on purchased where contact.points > 1\nfinish'),
      'contact.points > 1',
    ],
    [
      'they exclude each other',
      journey(
        'start on purchased where contact.points > 1\nstart on purchased where contact.points <= 1\nfinish',
      ),
    ],
    ['the later takes the rest', journey('start on purchased where contact.news start on purchased finish')],
    [
      'other events',
      journey('start on purchased where contact.news start on opened where contact.news finish'),
    ],
  ],
  'key-ignored': [
    [
      'an exit',
      journey('start on cart_abandoned key cart_abandoned.cart exit on purchased delay 1 day'),
      'purchased',
    ],
    [
      'a goal',
      journey('start on cart_abandoned key cart_abandoned.cart goal g: purchased within 1 day delay 1 day'),
      'purchased',
    ],
    [
      'a wait',
      journey(
        'start on cart_abandoned key cart_abandoned.cart wait for purchased where purchased.total > 1 EUR up to 1 day',
      ),
      'purchased',
    ],
    [
      'compared',
      journey(
        'start on cart_abandoned key cart_abandoned.cart wait for purchased where purchased.cart == cart_abandoned.cart up to 1 day',
      ),
    ],
    [
      'an event without it',
      journey('start on cart_abandoned key cart_abandoned.cart exit on opened delay 1 day'),
    ],
    ['no key', journey('start on cart_abandoned exit on purchased delay 1 day')],
  ],
  'goal-out-of-reach': [
    ['within', journey('start manually goal g: purchased within 1 day tag #vip')],
    ['inside a delay', journey('start manually goal g: purchased delay 1 day')],
    ['over at once', journey('start manually goal g: purchased tag #vip'), 'g'],
    ['nothing sent', journey('start manually goal g: opened within 1 day delay 1 day'), 'g'],
    [
      'another message',
      journey('start manually goal g: clicked where clicked.message == b within 1 day send a'),
      'g',
    ],
    [
      'this message',
      journey('start manually goal g: clicked where clicked.message == a within 1 day send a'),
    ],
    [
      'never true',
      journey(
        'start manually goal g: purchased where purchased.total > 2 EUR and purchased.total < 1 EUR within 1 day finish',
      ),
      'g',
    ],
  ],
  'send-in-loop': [
    ['no loop', journey('start manually stage x { send a delay 1 day } stage y { finish }')],
    ['a loop', journey('start manually stage x { send a delay 1 day go to x }'), 'a'],
    ['a limit', journey('start manually stage x { send c delay 1 day go to x }')],
    ['before the loop', journey('start manually stage w { send a } stage x { delay 1 day go to x }')],
    ['counted', journey('start manually repeat up to 2 times { send a delay 1 day }')],
    [
      'a way out that may be left out',
      journey(
        'start manually stage x { send a delay until 2026-05-01, if past skip\nfinish\ndelay 1 day go to x }',
      ),
      'a',
    ],
  ],
  'sends-per-day': [
    ['three', journey('start manually send a send b send c')],
    ['four', journey('start manually send a as s1 send b as s2 send a as s3 send b as s4'), 'b'],
    [
      'five',
      journey('start manually send a as s1 send b as s2 send a as s3 send b as s4 send a as s5'),
      'b',
      'a',
    ],
    [
      'a day between',
      journey('start manually send a as s1 send b as s2 delay 1 day send a as s3 send b as s4'),
    ],
    [
      'almost a day between',
      journey('start manually send a as s1 send b as s2 delay 23 hours send a as s3 send b as s4'),
      'b',
    ],
    [
      'time ran out',
      journey(
        'start manually send a as s1 send b as s2 wait for purchased up to 2 hours send a as s3 send b as s4',
      ),
      'b',
    ],
    [
      'an answer',
      journey(
        'start manually send a as s1 send b as s2 wait for purchased up to 3 days { send a as s3 send b as s4 }',
      ),
    ],
    ['again and again', journey('start manually repeat up to 10 times { send a }'), 'a'],
    ['not too often', journey('start manually repeat up to 3 times { send a }')],
    ['once more behind it', journey('start manually repeat up to 3 times { send a } send b'), 'b'],
    ['once before it', journey('start manually send b repeat up to 3 times { send a }'), 'a'],
    ['once before it, less often', journey('start manually send b repeat up to 2 times { send a }')],
    ['rounds that take a day', journey('start manually repeat up to 10 times { send a delay 1 day }')],
    [
      'rounds in rounds',
      journey('start manually repeat up to 2 times { repeat up to 2 times { send a } }'),
      'a',
    ],
    [
      'rounds in rounds in rounds',
      journey(`start manually ${'repeat up to 9 times { '.repeat(30)} send a ${'}'.repeat(30)}`),
      'a',
    ],
    [
      'few rounds in rounds',
      journey('start manually repeat up to 3 times { repeat up to 1 times { send a } }'),
    ],
    [
      'one way or the other',
      journey(
        'start manually send a as s1 send b as s2 if contact.news { send a as s3 } else { send b as s4 }',
      ),
    ],
  ],
  'same-day-journeys': [
    [
      'who comes into one segment',
      `${journey('start on enter friends send a')}\n${journey('start on enter friends send b', 'k')}`,
      'enter friends',
    ],
    [
      'who comes in and who leaves',
      `${journey('start on enter friends send a')}\n${journey('start on leave friends send b', 'k')}`,
    ],
    [
      'a change of one field',
      `${journey('start on change contact.points send a')}\n${journey('start on change contact.points send b', 'k')}`,
      'change contact.points',
    ],
    [
      'changes to other values',
      `${journey('start on change contact.points to 1 send a')}\n${journey('start on change contact.points to 2 send b', 'k')}`,
    ],
    [
      'both',
      `${journey('start on purchased send a')}\n${journey('start on purchased send b', 'k')}`,
      'purchased',
    ],
    [
      'one a day later',
      `${journey('start on purchased send a')}\n${journey('start on purchased delay 1 day send b', 'k')}`,
    ],
    [
      'one with a limit',
      `${journey('start on purchased send a')}\n${journey('start on purchased send c', 'k')}`,
    ],
    [
      'other people',
      `${journey('start on purchased where contact.news send a')}\n${journey('start on purchased where not contact.news send b', 'k')}`,
    ],
    ['other events', `${journey('start on purchased send a')}\n${journey('start on opened send b', 'k')}`],
  ],
}

describe.each(Object.entries(cases))('%s', (rule, table) => {
  test.each(table)('%s', (_, journeys, ...found) => {
    expect(foundBy(rule as keyof typeof cases, SHOP + journeys)).toEqual(found)
  })
})

test('the number of messages a day is an option', () => {
  const two = SHOP + journey('start manually send a send b')
  expect(foundBy('sends-per-day', two, { limit: 2 })).toEqual([])
  expect(foundBy('sends-per-day', two, { limit: 1 })).toEqual(['b'])
})

test('an ignored key is compared by the fix', () => {
  const text = (where: string) =>
    SHOP + journey(`start on cart_abandoned key cart_abandoned.cart exit on purchased${where} delay 1 day`)
  const finding = lint(text('')).diagnostics.find(({ name }) => name === 'key-ignored')!
  expect(applyFix(text(''), finding.fixes[0]!)[MAIN]).toBe(
    text(' where purchased.cart == cart_abandoned.cart'),
  )
})
