// biome-ignore-all lint/suspicious/noThenProperty: the ways out of a branch are called `then` and `else`

import { type Bundle, type Expr, loadBundle, type Node, type Start } from '@journey-lang/runtime'
import { describe, expect, test } from 'vitest'
import { clean, directionOf } from '../../src/emit/bidi.ts'
import { contentText, expressionText } from '../../src/emit/expression-text.ts'
import { possibleAt } from '../../src/emit/possible.ts'
import { countText, durationText, moneyText, percentText } from '../../src/emit/quantity-text.ts'
import { startName, stepName } from '../../src/emit/step-name.ts'
import {
  type Context,
  edgeWords,
  enterWords,
  exitWords,
  goalWords,
  sentence,
  stageWords,
  startWords,
  stepWords,
} from '../../src/emit/words.ts'
import { bundleOf } from './drawings.ts'
import { cart, persian, welcome } from './fixtures.ts'

const inWelcome: Context = { bundle: welcome, journey: welcome.journeys.welcome! }
const inCart: Context = { bundle: cart, journey: cart.journeys.abandoned_cart! }
const contact = (field: string): Expr => ({ var: ['contact', field] })
const yes = contact('email_opt_in')

test.each([
  ['welcome', welcome],
  ['cart', cart],
  ['persian', persian],
])('the fixture %s is a bundle that a runtime loads', (_, bundle) => {
  expect(loadBundle(bundle)).toMatchObject({ ok: true })
})

describe('quantities are written as in the language', () => {
  test.each([
    ['P1D', '1 day'],
    ['P7D', '7 days'],
    ['P1W', '1 week'],
    ['P1DT12H', '1 day 12 hours'],
    ['PT90M', '90 minutes'],
    ['P1Y2M', '1 year 2 months'],
    ['PT1S', '1 second'],
    ['P0D', '0 days'],
    ['soon', 'soon'],
  ])('%s is %s', (iso, text) => expect(durationText(iso)).toBe(text))

  test.each([
    [2000, 'EUR', '20 EUR'],
    [2050, 'EUR', '20.50 EUR'],
    [-5, 'EUR', '-0.05 EUR'],
    [500, 'JPY', '500 JPY'],
    [1500, 'KWD', '1.500 KWD'],
  ])('%i of %s is %s', (amount, currency, text) => expect(moneyText({ amount, currency })).toBe(text))

  test.each([
    [0.1, '10%'],
    [0.07, '7%'],
    [0.125, '12.5%'],
    [1.5, '150%'],
  ])('%d is %s', (fraction, text) => expect(percentText(fraction)).toBe(text))

  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
  ])('%i counted is %s', (count, text) => expect(countText(count)).toBe(text))
})

describe('expressions are written as in the language', () => {
  const cases: [Expr, string][] = [
    [{ '!': [yes] }, 'not contact.email_opt_in'],
    [{ '!': [{ and: [yes, { has_tag: 'vip' }] }] }, 'not (contact.email_opt_in and contact has #vip)'],
    [
      { and: [{ or: [yes, yes] }, yes] },
      '(contact.email_opt_in or contact.email_opt_in) and contact.email_opt_in',
    ],
    [
      { or: [{ and: [yes, yes] }, yes] },
      'contact.email_opt_in and contact.email_opt_in or contact.email_opt_in',
    ],
    [{ in: [contact('country'), { list: ['DE', 'AT'] }] }, 'contact.country in [DE, AT]'],
    [{ '===': [contact('language'), 'pt-BR'] }, 'contact.language == "pt-BR"'],
    [{ '!==': ['fa', contact('language')] }, 'fa != contact.language'],
    [{ '===': [contact('name'), 'say "hi"'] }, 'contact.name == "say \\"hi\\""'],
    [{ exists: [contact('email')] }, 'contact.email exists'],
    [{ coalesce: [contact('name'), 'friend'] }, 'contact.name ?? "friend"'],
    [{ '===': [{ coalesce: [contact('name'), 'x'] }, 'y'] }, '(contact.name ?? "x") == "y"'],
    [{ contains: [contact('name'), 'a'] }, 'contact.name contains "a"'],
    [{ starts_with: [contact('name'), 'a'] }, 'contact.name starts with "a"'],
    [{ '>': [contact('birthday'), { date: '2000-01-01' }] }, 'contact.birthday > 2000-01-01'],
    [{ '<=': [1, 2] }, '1 <= 2'],
    [{ '-': [3, { '-': [2, 1] }] }, '3 - (2 - 1)'],
    [{ '*': [{ '+': [1, 2] }, 3] }, '(1 + 2) * 3'],
    [{ div: [{ scale: [{ money: [100, 'EUR'] }, 2] }, 3] }, '1 EUR * 2 / 3'],
    [{ '<': [{ time: '09:00' }, { time: '10:30' }] }, '09:00 < 10:30'],
    [
      { '<': [{ datetime: '2026-03-21T09:00:00.000Z' }, { duration: 'PT1H' }] },
      '2026-03-21 09:00 UTC < 1 hour',
    ],
    [{ '===': [{ format: [{ cat: ['a ', contact('name')] }, 'string'] }, 'b'] }, '"a {contact.name}" == "b"'],
    [
      { started_by: ['signed_up_for_email', 'tag new_customer'] },
      'started by signed_up_for_email or #new_customer',
    ],
    [
      { '>': [{ var: ['bind', 'start', 'total'] }, { money: [100, 'EUR'] }] },
      // No start's event has it: none is named.
      'event.total > 1 EUR',
    ],
    [{ '===': [{ var: ['bind', 'second_chance', 'order'] }, '1'] }, 'second_chance.order == "1"'],
  ]
  test.each(cases)('%j', (expr, text) => expect(expressionText(expr, inWelcome)).toBe(text))

  test('an amount is written by the type of what it is compared with', () => {
    const bundle: Bundle = {
      ...welcome,
      events: { rated: { fields: { share: { type: 'percent' }, of: { type: 'message' } } } },
    }
    const write = (expr: Expr) => expressionText(expr, { bundle, event: 'rated' })
    expect(write({ '>=': [{ var: ['event', 'share'] }, 0.25] })).toBe('rated.share >= 25%')
    expect(write({ in: [{ var: ['event', 'of'] }, { list: ['offer', 'thanks'] }] })).toBe(
      'rated.of in [offer, thanks]',
    )
  })

  test('events about messages need no declaration', () => {
    const where: Expr = { '===': [{ var: ['event', 'message'] }, 'offer'] }
    expect(expressionText(where, { bundle: welcome, event: 'opened' })).toBe('opened.message == offer')
  })
})

describe('a text shows what it is sent with', () => {
  const subject: Expr = { cat: ['For ', { format: [{ var: ['param', 'who'] }, 'string'] }, '!'] }
  const name = contact('name')
  test.each<[Expr | undefined, string]>([
    ['Sara', 'For Sara!'],
    [name, 'For {contact.name}!'],
    [{ coalesce: [name, 'you'] }, 'For {contact.name ?? "you"}!'],
    [{ cat: ['dear ', { format: [name, 'string'] }] }, 'For dear {contact.name}!'],
    [undefined, 'For {who}!'],
  ])('%j', (who, text) => {
    expect(contentText(subject, { ...inWelcome, args: who === undefined ? {} : { who } })).toBe(text)
  })
})

describe('steps', () => {
  const send = (message: string, args: Record<string, Expr>): Node => ({
    kind: 'send',
    message,
    args,
    edges: { next: 'x' },
  })
  const wait = (more: Partial<Extract<Node, { kind: 'wait' }>>): Node => ({
    kind: 'wait',
    arms: [],
    edges: {},
    ...more,
  })
  const purchased = { name: 'p', on: { event: 'purchased' } }
  const cases: [Node, string][] = [
    [send('offer', { discount: 0.1 }), 'send offer(discount: 10%), “10% off, this week only”'],
    [
      send('offer', { discount: contact('share') }),
      'send offer(discount: contact.share), “{contact.share} off, this week only”',
    ],
    [send('hello', {}), 'send hello, “Welcome, {contact.name ?? "friend"}”'],
    [send('unknown', {}), 'send unknown'],
    [{ kind: 'delay', for: 'P1W', edges: { next: 'x' } }, 'delay 1 week'],
    [wait({ arms: [purchased], limit: 'P7D' }), 'wait for “Bought something”, up to 7 days'],
    [wait({ arms: [purchased] }), 'wait for “Bought something”, forever'],
    [
      wait({
        arms: [{ ...purchased, where: { '>': [{ var: ['event', 'total'] }, { money: [5000, 'EUR'] }] } }],
        limit: 'P1D',
        since: 'start',
      }),
      'wait for “Bought something”, where purchased.total > 50 EUR, up to 1 day, since start',
    ],
    [
      wait({ arms: [{ name: 'u', until: yes }], limit: 'P1D' }),
      'wait until contact.email_opt_in, up to 1 day',
    ],
    [
      wait({
        arms: [purchased, { name: 't', on: { tag: 'vip' } }, { name: 'u', on: { untag: 'x' } }],
        limit: 'P1D',
      }),
      'wait for “Bought something” or tag #vip or untag #x, up to 1 day',
    ],
    [{ kind: 'branch', when: { has_tag: 'vip' }, edges: { then: 'x', else: 'y' } }, 'if contact has #vip'],
    [{ kind: 'tag', tag: 'vip', edges: { next: 'x' } }, 'tag #vip, Bought within a week of arriving'],
    [{ kind: 'untag', tag: 'other', edges: { next: 'x' } }, 'untag #other'],
    [{ kind: 'finish', edges: {} }, 'finish'],
    [{ kind: 'finish', reason: 'did not buy', edges: {} }, 'finish “did not buy”'],
  ]
  test.each(cases)('%j', (node, text) => expect(sentence(stepWords(node, inWelcome))).toBe(text))

  test('an event without a title goes by its name', () => {
    const node = wait({ arms: [purchased], limit: 'P7D' })
    expect(sentence(stepWords(node, inCart))).toBe('wait for purchased, up to 7 days')
  })

  test('a long text is cut', () => {
    const bundle: Bundle = {
      ...welcome,
      messages: { long: { channel: 'mail', params: {}, content: { body: { text: 'word '.repeat(50) } } } },
    }
    const { details } = stepWords(send('long', {}), { ...inWelcome, bundle })
    expect(details[0]).toHaveLength(90 + '“…”'.length - 1)
    expect(details[0]).toMatch(/word…”$/u)
  })

  test('a message whose content is a template shows none of it', () => {
    const bundle: Bundle = {
      ...welcome,
      messages: { m: { channel: 'mail', params: {}, content: { body: { liquid: '{{ contact.name }}' } } } },
    }
    expect(stepWords(send('m', {}), { ...inWelcome, bundle }).details).toEqual([])
  })
})

describe('ways out of a step', () => {
  const { nodes } = inCart.journey
  test.each([
    ['send reminder', 'next', 'sent'],
    ['send reminder', 'else', 'not sent'],
    ['send nudge', 'next', undefined],
    ['reaction', 'clicked', 'Clicked a link where clicked.message == reminder'],
    ['reaction', 'points', 'contact.points >= 100'],
    ['reaction', 'timeout', 'after 1 day'],
    ['if', 'then', 'yes'],
    ['if', 'else', 'no'],
    ['delay', 'next', undefined],
  ])('%s: %s', (id, edge, text) => expect(edgeWords(nodes[id]!, edge, inCart)).toBe(text))

  test('a single event is not repeated with its condition', () => {
    const node = inWelcome.journey.nodes['subscription/wait purchased']!
    expect(edgeWords(node, 'purchased', inWelcome)).toBe('Bought something')
  })
})

test('starts, rules, goals, exits and stages', () => {
  const starts = inCart.journey.starts.map((start) => sentence(startWords(start, inCart)))
  expect(starts).toEqual([
    'on “Left a cart”, where contact.email exists and cart_abandoned.value >= 20 EUR, one run per cart_abandoned.cart',
    'by hand',
  ])
  const untag: Start = { id: 'untag vip', on: { untag: 'vip' } }
  expect(sentence(startWords(untag, inWelcome))).toBe('on untag #vip, Bought within a week of arriving')
  expect(enterWords({ rule: 'once' })).toBe('enter once')
  expect(enterWords({ rule: 'again' })).toBe('enter again after exit')
  expect(enterWords({ rule: 'again', after: 'P30D' })).toBe('enter again after 30 days')
  expect(sentence(goalWords('first_purchase', inWelcome.journey.goals.first_purchase!, inWelcome))).toBe(
    'goal first_purchase, “Bought something” within 30 days',
  )
  expect(inCart.journey.exits.map((exit) => exitWords(exit, inCart))).toEqual([
    'exit on purchased where purchased.cart == cart_abandoned.cart',
    'exit on untag #shopper',
  ])
  expect(exitWords(inWelcome.journey.exits[0]!, inWelcome)).toBe('exit when not contact.email_opt_in')
  expect(stageWords({ name: 'conversion' }, inWelcome)).toBe('Conversion')
  expect(stageWords({ name: 'other' }, inWelcome)).toBe('other')
})

describe('words of both directions', () => {
  const journey = Object.values(persian.journeys)[0]!
  const context: Context = { bundle: persian, journey }
  const [OPEN, CODE, CLOSE] = ['\u2067', '\u2066', '\u2069']

  test('each name is isolated, so that the order of the expression stays', () => {
    const node = journey.nodes['تبدیل/if']!
    expect(stepWords(node, context).heading).toBe(
      `if contact.${OPEN}کشور${CLOSE} in [IR, AF, TJ] and ${OPEN}خرید${CLOSE}.${OPEN}محصول${CLOSE} == ${OPEN}"لیوان آبی"${CLOSE}`,
    )
  })

  test('code in a Persian text is isolated from it, and quotation marks turn with the text', () => {
    const node = journey.nodes['اشتراک/send خوش‌آمد']!
    expect(stepWords(node, context).details).toEqual([
      `${OPEN}«سلام ${CODE}{contact.${OPEN}نام${CLOSE} ?? ${OPEN}"دوست"${CLOSE}}${CLOSE}، به Example Shop خوش آمدید»${CLOSE}`,
    ])
  })

  test('direction controls of the user are removed, joiners are kept', () => {
    expect(clean('a\u202Eb\u2066c\u200Fd')).toBe('abcd')
    expect(clean('می\u200Cرسد')).toBe('می\u200Cرسد')
    expect(clean(' a\n\t b\u0000 ')).toBe('a b')
  })
})

describe('a kept payload is called after an event that has its field', () => {
  const integer = (...names: string[]) => ({
    fields: Object.fromEntries(names.map((name) => [name, { type: 'integer' as const }])),
  })
  const bundle: Bundle = { ...welcome, events: { e: integer('a', 'both'), purchased: integer('b', 'both') } }
  const read = (id: string, field: string): Expr => ({ var: ['bind', id, field] })
  const ask = (when: Expr, then: string, otherwise: string): Node => ({
    kind: 'branch',
    when,
    edges: { then, else: otherwise },
  })
  const end: Node = { kind: 'finish', edges: {} }
  const journey = bundleOf(
    {
      'wait e or purchased': {
        kind: 'wait',
        arms: [
          { name: 'e', on: { event: 'e' } },
          { name: 'purchased', on: { event: 'purchased' } },
        ],
        edges: { e: 'if', purchased: 'if#2' },
      },
      if: ask(read('wait e or purchased', 'both'), 'if#3', 'if#3'),
      'if#2': ask(read('wait e or purchased', 'both'), 'if#3', 'if#3'),
      'if#3': ask({ started_by: ['counter'] }, 'if#4', 'if#5'),
      'if#4': ask(read('start', 'both'), 'finish', 'finish'),
      'if#5': ask(read('start', 'both'), 'finish', 'finish'),
      finish: end,
    },
    'wait e or purchased',
    {
      starts: [
        { id: 'e', on: { event: 'e' } },
        { id: 'counter', on: { event: 'purchased' }, named: true },
      ],
    },
  ).journeys.drawn!

  test.each<[Expr, string]>([
    [read('start', 'a'), 'e.a'],
    [read('start', 'b'), 'counter.b'],
    [read('start', 'both'), 'e.both'],
    [read('wait e or purchased', 'b'), 'purchased.b'],
    [read('start', 'neither'), 'event.neither'],
    [
      { and: [{ '>': [read('start', 'both'), 5] }, { started_by: ['counter'] }] },
      'counter.both > 5 and started by counter',
    ],
  ])('%j', (expr, text) => expect(expressionText(expr, { bundle, journey })).toBe(text))

  test.each([
    ['if', 'if e.both'],
    ['if#2', 'if purchased.both'],
    ['if#4', 'if counter.both'],
    ['if#5', 'if e.both'],
  ])('the way to %s tells which event it was', (id, heading) => {
    const context = { bundle, journey, ...possibleAt(journey).get(id) }
    expect(stepWords(journey.nodes[id]!, context).heading).toBe(heading)
  })
})

test('a text that begins with a value is read as its own words are', () => {
  expect(directionOf(`${'\u2066'}{contact.name}${'\u2069'}، به فروشگاه`)).toBe('rtl')
  expect(directionOf(`${'\u2067'}نام${'\u2069'}, welcome`)).toBe('ltr')
  expect(directionOf(`${'\u2067'}«${'\u2066'}{x}${'\u2069'} سلام»${'\u2069'}`)).toBe('rtl')
})

test('names given with “as” are told from identities that follow from the step', () => {
  const stepNames = (bundle: Bundle) =>
    Object.values(bundle.journeys).flatMap(({ nodes }) =>
      Object.entries(nodes).flatMap(([id, node]) => stepName(id, node) ?? []),
    )
  expect(stepNames(welcome)).toEqual(['second_chance'])
  expect(stepNames(cart)).toEqual(['reaction'])
  expect(stepNames(persian)).toEqual([])
  expect(startName({ id: 'purchased', on: { event: 'purchased' } })).toBeUndefined()
  expect(startName({ id: 'counter', on: { event: 'purchased' }, named: true })).toBe('counter')
})

describe('the calendar in words', () => {
  const start = (on: Start['on']) => sentence(startWords({ id: 's', on }, inWelcome))
  const birthday = contact('birthday')

  test.each<[Start['on'], string]>([
    [{ every: { unit: 'day' }, time: '09:00' }, 'every day at 09:00'],
    [
      { every: { unit: 'week', weekday: 1 }, time: '09:00', for: 'lapsed' },
      'every monday at 09:00, for lapsed',
    ],
    [{ every: { unit: 'month', day: 15 }, time: '09:00' }, 'every month on 15 at 09:00'],
    [{ every: { unit: 'year', month: 3, day: 21 }, time: '09:00' }, 'every year on 21 March at 09:00'],
    [{ at: { date: '2026-11-27' }, time: '08:00' }, 'at 2026-11-27 08:00'],
    [
      { at: { shift: [birthday, { duration: 'P3D' }, -1] }, time: '09:00', yearly: true },
      'at contact.birthday - 3 days at 09:00, each year',
    ],
  ])('%o', (on, words) => {
    expect(start(on)).toBe(words)
  })

  test.each<[Extract<Node, { until: object }>['until'], string]>([
    [{ time: '09:00' }, 'delay until 09:00'],
    [{ time: '09:00', weekday: 7 }, 'delay until sunday at 09:00'],
    [{ at: birthday, next: true }, 'delay until next contact.birthday'],
    [{ at: birthday, time: '09:00' }, 'delay until contact.birthday at 09:00'],
  ])('%o', (until, words) => {
    const node: Node = { kind: 'delay', until: until as never, edges: { next: 'a', past: 'b' } }
    expect(sentence(stepWords(node, inWelcome))).toBe(words)
    expect(['next', 'past'].map((edge) => edgeWords(node, edge, inWelcome))).toEqual([undefined, 'too late'])
  })
})
