/** Any graph and any log, for tests of what holds for all of them. */
import fc from 'fast-check'
import type { DelayTarget, Exit, Expr, History, Journey, Node, Start, Trigger } from '../src/graph/format.ts'
import type { CallCommand, CallResult, Input, Outcome, SendCommand } from '../src/index.ts'
import { bundle, journey, moment } from './helpers.ts'

export const HOUR = 3_600_000
/** When a log begins. */
export const START = moment('2026-03-27 10:00')
/** When nothing of a log goes on any more that is looked at. */
export const END = START + 60 * 24 * HOUR

const nodeIds = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5']
const target = fc.constantFrom(...nodeIds)
const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.constantFrom('purchased', 'viewed', 'sent', 'opened', 'signed_up').map((event) => ({ event })),
  fc.constantFrom('a', 'b').map((tag) => ({ tag })),
  fc.constantFrom('a', 'b').map((untag) => ({ untag })),
)
const window = fc.constantFrom<History['window']>(
  { last: 'P1D' },
  { last: 'PT36H' },
  { last: 'P1M' },
  { lastSent: 2 },
  { ever: true },
)
const aboutContact: fc.Arbitrary<Expr> = fc
  .record({
    agg: fc.constantFrom('any' as const, 'none' as const, 'count' as const),
    event: fc.constantFrom('purchased', 'viewed', 'sent', 'opened'),
    window,
    where: fc.constantFrom<Expr | undefined>(
      undefined,
      { '===': [{ var: ['event', 'order'] }, 'x'] },
      { '===': [{ var: ['event', 'order'] }, { var: ['contact', 'name'] }] },
    ),
  })
  .map(({ where, ...what }): Expr => {
    const history: Expr = { history: { ...what, ...(where !== undefined && { where }) } }
    return what.agg === 'count' ? { '>': [history, 1] } : history
  })
const condition: fc.Arbitrary<Expr> = fc.oneof(
  aboutContact,
  fc.constantFrom('busy', 'fond', 'everyone').map((in_segment): Expr => ({ in_segment })),
  fc.constant<Expr>({
    '>': [{ history: { agg: 'count', event: 'viewed', window: { since: 'start' } } }, 1],
  }),
  fc.constantFrom('a', 'b').map((tag): Expr => ({ has_tag: tag })),
  fc.nat(3).map((points): Expr => ({ '>': [{ var: ['contact', 'points'] }, points] })),
  fc.constant<Expr>({ started_by: ['s0'] }),
  fc.constant<Expr>({ '===': [{ var: ['bind', 'start', 'order'] }, 'x'] }),
)
const length = fc.constantFrom('P1D', 'PT1H', 'P1W', 'PT12H', 'P1M')

const birthday: Expr = { var: ['contact', 'birthday'] }
const moments = fc.constantFrom<DelayTarget>(
  { time: '09:00' },
  { time: '02:30', weekday: 7 },
  { at: birthday },
  { at: birthday, next: true, time: '12:00' },
)
const schedule = fc.constantFrom<Start['on']>(
  { enter: 'busy' },
  { leave: 'busy' },
  { enter: 'fond' },
  { change: 'points' },
  { change: 'points', to: 3 },
  { every: { unit: 'month', day: 31 }, time: '09:00' },
  { every: { unit: 'week', weekday: 7 }, time: '02:30' },
  { at: { shift: [birthday, { duration: 'P3D' }, -1] }, yearly: true },
  { at: birthday, time: '18:00' },
)

const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ message: fc.constantFrom('hello', 'nudge'), next: target, other: fc.option(target) }).map(
    ({ message, next, other }): Node => ({
      kind: 'send',
      message,
      args: {},
      edges: { next, ...(other !== null && { else: other }) },
    }),
  ),
  fc
    .record({ for: length, next: target })
    .map(({ for: span, next }): Node => ({ kind: 'delay', for: span, edges: { next } })),
  fc.record({ until: moments, next: target, past: fc.option(target) }).map(
    ({ until, next, past }): Node => ({
      kind: 'delay',
      until,
      edges: { next, ...(past !== null && { past }) },
    }),
  ),
  fc
    .record({
      on: trigger,
      until: condition,
      limit: fc.option(length),
      since: fc.boolean(),
      to: target,
      met: target,
      out: target,
    })
    .map(
      ({ on, until, limit, since, to, met, out }): Node => ({
        kind: 'wait',
        arms: [
          { name: 'on', on },
          { name: 'until', until },
        ],
        ...(limit !== null && { limit }),
        ...(since && { since: 'start' }),
        edges: { on: to, until: met, ...(limit !== null && { timeout: out }) },
      }),
    ),
  fc
    .record({ when: condition, yes: target, no: target })
    .map(({ when, yes, no }): Node => ({ kind: 'branch', when, edges: { then: yes, else: no } })),
  fc
    .record({
      kind: fc.constantFrom('tag' as const, 'untag' as const),
      tag: fc.constantFrom('a', 'b'),
      next: target,
    })
    .map(({ kind, tag, next }): Node => ({ kind, tag, edges: { next } })),
  fc
    .record({ points: fc.nat(4), next: target })
    .map(({ points, next }): Node => ({ kind: 'set', field: 'points', value: points, edges: { next } })),
  fc.record({ a: target, b: target }).map(
    ({ a, b }): Node => ({
      kind: 'match',
      on: { var: ['contact', 'points'] },
      arms: [{ name: '0 or 1', is: [0, 1] }],
      edges: { '0 or 1': a, else: b },
    }),
  ),
  fc.record({ share: fc.constantFrom(0, 2500, 10_000), a: target, b: target }).map(
    ({ share, a, b }): Node => ({
      kind: 'split',
      split: '',
      arms: [
        { name: 'a', share },
        { name: 'b', share: 10_000 - share },
      ],
      edges: { a, b },
    }),
  ),
  fc
    .record({
      times: fc.integer({ min: 1, max: 3 }),
      until: fc.option(condition),
      body: target,
      next: target,
    })
    .map(
      ({ times, until, body, next }): Node => ({
        kind: 'repeat',
        times,
        ...(until !== null && { until }),
        edges: { body, next },
      }),
    ),
  fc.record({ next: target, other: fc.option(target), breaks: fc.boolean() }).map(
    ({ next, other, breaks }): Node => ({
      kind: 'call',
      action: 'make_coupon',
      args: { percent: 0.1 },
      edges: { next, ...(other !== null && { else: other }) },
      ...(breaks && { breaks: ['next'] }),
    }),
  ),
  fc
    .record({ text: fc.constantFrom<Expr>('Hello', birthday), next: target })
    .map(({ text, next }): Node => ({ kind: 'notify', department: 'sales', text, edges: { next } })),
  fc
    .record({ page: fc.constantFrom<Expr>('home', { var: ['contact', 'name'] }), next: target })
    .map(({ page, next }): Node => ({ kind: 'emit', event: 'viewed', args: { page }, edges: { next } })),
  target.map((next): Node => ({ kind: 'enter', journey: 'j0', edges: { next } })),
  fc.constant<Node>({ kind: 'finish', edges: {} }),
)

/** A journey has each split once. */
function named(one: Node, index: number): Node {
  return one.kind === 'split' ? { ...one, split: `split ${index}` } : one
}

const anyJourney: fc.Arbitrary<Journey> = fc
  .record({
    nodes: fc.tuple(node, node, node, node, node, node),
    on: fc.tuple(trigger, trigger, schedule),
    keyed: fc.boolean(),
    again: fc.option(length),
    once: fc.boolean(),
    exit: fc.option(condition),
    exitOn: fc.option(trigger),
    goal: fc.constantFrom('purchased', 'opened', 'sent'),
    within: fc.option(length),
    holdout: fc.constantFrom(undefined, 5000, 10_000),
  })
  .map(({ nodes, on, keyed, again, once, exit, exitOn, goal, within, holdout }) => {
    const key: Expr = { coalesce: [{ var: ['contact', 'name'] }, 'k'] }
    const starts = on.map((one, index): Start => ({ id: `s${index}`, on: one, ...(keyed && { key }) }))
    starts.push({ id: 'manually', on: { manually: true }, ...(keyed && { key }) })
    const exits: Exit[] = []
    if (exit !== null) exits.push({ id: 'when', when: exit })
    if (exitOn !== null) exits.push({ id: 'on', on: exitOn })
    return journey({
      starts,
      exits,
      ...(holdout !== undefined && { holdout }),
      enter: once ? { rule: 'once' } : { rule: 'again', ...(again !== null && { after: again }) },
      goals: { g: { event: goal, ...(within !== null && { within }) } },
      nodes: Object.fromEntries(nodes.map((one, index) => [nodeIds[index]!, named(one, index)])),
    })
  })

// `bind start` needs a start with that field, which not every journey has.
const anyBundle = fc
  .tuple(fc.array(anyJourney, { minLength: 1, maxLength: 3 }), aboutContact, aboutContact)
  .map(([journeys, busy, fond]) => {
    const base = bundle(Object.fromEntries(journeys.map((one, index) => [`j${index}`, one])))
    for (const event of ['signed_up', 'viewed', 'sent', 'opened'] as const) {
      base.events[event] = {
        fields: { ...base.events[event]?.fields, order: { type: 'string', optional: true } },
      }
    }
    base.events.viewed!.fields.page = { type: 'string', optional: true }
    Object.assign(base.channels.mail!, { quiet: { from: '21:00', to: '08:00' } })
    base.segments = { busy: { when: busy }, fond: { when: { or: [fond, { in_segment: 'busy' }] } } }
    Object.assign(base.channels.text!, { limit: { count: 2, per: 'P1W' } })
    return base
  })
/** Graphs with a journey or more, in which every journey starts on an event, too. */
export const anyGraph = anyBundle.filter((one) =>
  Object.values(one.journeys).every(({ starts }) => starts.some(({ on }) => 'event' in on)),
)

const anyInput: fc.Arbitrary<Input> = fc
  .record({
    hours: fc.nat(30 * 24),
    late: fc.constantFrom(0, 0, 0, 5, 100),
    what: fc.oneof(
      fc
        .constantFrom('purchased', 'viewed', 'signed_up')
        .map((event) => ({ kind: 'event' as const, event, payload: { order: 'x' } })),
      fc
        .constantFrom('hello', 'nudge')
        .map((message) => ({ kind: 'event' as const, event: 'opened', payload: { message } })),
      fc.constant({ kind: 'event' as const, event: 'unsubscribed', payload: { channel: 'mail' } }),
      fc.constant({ kind: 'event' as const, event: 'unheard_of' }),
      fc.record({
        kind: fc.constantFrom('tag' as const, 'untag' as const),
        tag: fc.constantFrom('a', 'b', 'vip'),
      }),
      fc.record({
        kind: fc.constant('contact' as const),
        attributes: fc.record({
          points: fc.nat(4),
          opt_in: fc.boolean(),
          name: fc.constantFrom('x', 'y'),
          timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland', 'Mars/Olympus'),
          birthday: fc.constantFrom('2001-04-05', '2026-04-10', '2026-04-11'),
        }),
      }),
    ),
  })
  .map(({ hours, late, what }) => ({
    contact: 'c1',
    at: START + hours * HOUR,
    received: START + (hours + late) * HOUR,
    ...what,
  }))

/** Inputs of contact `c1`, in order of receipt. */
export const anyLog = fc
  .array(anyInput, { maxLength: 25 })
  .map((inputs) =>
    inputs
      .sort((a, b) => a.received! - b.received!)
      .map((one, index): Input => ({ ...one, id: `i${index}` })),
  )

/** Every third message fails. */
export function outcomeOf({ key }: SendCommand): Outcome {
  return key.length % 3 === 0 ? { ok: false, reason: 'x' } : { ok: true }
}

/** Every third call fails, and every other answers with something else than was declared. */
export function resultOf({ key }: CallCommand): CallResult {
  if (key.length % 3 === 0) return { ok: false, reason: 'x' }
  return { ok: true, values: key.length % 2 === 0 ? { code: 'x' } : {} }
}
