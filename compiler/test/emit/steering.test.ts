/** Steps that steer a run or reach beyond it, in words and in a drawing. */
import { describe, expect, test } from 'vitest'
import { diagramOf } from '../../src/emit/diagram/model.ts'
import { type Context, edgeWords, sentence, stepWords } from '../../src/emit/words.ts'
import { compile, hasErrors, lower, memoryHost } from '../../src/index.ts'

const SOURCE = `
contact { name: string?, email: email? }
event signed_up
event bought
event reached { level: integer }
tag vip
department sales "Sales"
department support
/// A code for the till.
action make_coupon(percent: percent): { code: string }
action warm_up
journey other "The other one" { start manually finish }
journey j {
  start on signed_up
  goal buys: bought within 7 days
  holdout 2.5%
  split offer_test {
    33.33% discount {
      call make_coupon(percent: 10%) as coupon else { finish "none" }
      notify sales "Code {coupon.code} for {contact.name ?? "them"}"
    }
    66.67% control
  }
  call warm_up
  repeat up to 3 times until contact has #vip { delay 1 day }
  repeat up to 1 times { delay 2 days }
  notify support "Hello"
  emit reached(level: 2)
  enter journey other
}`

const compilation = compile(memoryHost({ 'a.journey': SOURCE }), ['a.journey'])
if (hasErrors(compilation)) throw new Error(JSON.stringify(compilation.diagnostics))
const { bundle } = lower(compilation.program)
const journey = bundle.journeys.j!
const context: Context = { bundle, journey }

test.each([
  ['split offer_test', 'split offer_test'],
  ['coupon', 'call make_coupon(percent: 10%), A code for the till.'],
  ['call warm_up', 'call warm_up'],
  ['notify sales', 'notify “Sales”, “Code {coupon.code} for {contact.name ?? "them"}”'],
  ['notify support', 'notify support, “Hello”'],
  ['repeat', 'repeat up to 3 times, until contact has #vip'],
  ['repeat#2', 'repeat up to 1 time'],
  ['emit reached', 'emit reached(level: 2)'],
  ['enter other', 'enter journey other, “The other one”'],
])('%s: %s', (id, words) => {
  expect(sentence(stepWords(journey.nodes[id]!, context))).toBe(words)
})

test.each<[string, Record<string, string | undefined>]>([
  ['split offer_test', { discount: '33.33% discount', control: '66.67% control' }],
  ['coupon', { next: 'done', else: 'failed' }],
  ['call warm_up', { next: undefined }],
  ['repeat', { body: 'each time', next: 'then' }],
  ['emit reached', { next: undefined }],
])('the ways out of %s', (id, expected) => {
  const node = journey.nodes[id]!
  const said = Object.keys(node.edges).map((edge) => [edge, edgeWords(node, edge, context)])
  expect(Object.fromEntries(said)).toEqual(expected)
})

describe('the drawing', () => {
  const drawn = diagramOf(bundle, 'j')

  test('a call that failed is drawn like a message that was not sent', () => {
    expect(drawn.arrows.find(({ from, text }) => from === 'coupon' && text === 'failed')).toMatchObject({
      kind: 'failed',
    })
  })

  test('a repeat leads into its body before it leads on', () => {
    const from = drawn.arrows.filter((arrow) => arrow.from === 'repeat')
    expect(from.map(({ to }) => to)).toEqual(['delay', 'repeat#2'])
    expect(drawn.arrows).toContainEqual(expect.objectContaining({ from: 'delay', to: 'repeat' }))
  })

  test('only what was named with "as" shows a name', () => {
    expect(drawn.boxes.filter(({ name }) => name !== undefined).map(({ name }) => name)).toEqual(['coupon'])
  })

  test('the holdout stands in the head, with its count', () => {
    const holdout = (counts?: Parameters<typeof diagramOf>[2]) =>
      diagramOf(bundle, 'j', counts).facts.find(({ kind }) => kind === 'holdout')?.text
    expect(holdout()).toBe('holdout 2.5%')
    const counts = { entered: 40, refused: 0, finished: 0, exited: 0, goals: {}, nodes: {} }
    expect(holdout({ journeys: { j: { ...counts, heldOut: { entered: 1, goals: {} } } } })).toBe(
      'holdout 2.5% · 1 held out',
    )
  })
})
