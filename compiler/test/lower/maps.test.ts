/** What departments, campaigns, personas and maps become in the graph. */
import { type Formula, loadBundle, validateGraph } from '@journey-lang/runtime'
import { describe, expect, test } from 'vitest'
import { hasErrors, lower } from '../../src/index.ts'
import { compileSources, inWords, MAIN } from '../diagnostics/findings.ts'

const SHOP = `import { instagram } from "std/channels"
contact { email: email?, country: country = DE }
event bought { pieces: integer, total: money<EUR> }
channel mail: email { to: contact.email }
message hello via mail { subject: "Hello", body: "Hello" }
/// Who sells.
department sales "Sales" { email: "sales@example.com" }
campaign spring "Spring" { from: 2026-03-01, to: 2026-05-31 }
persona sara "Sara" {
  share: 30%
  contact(country: AT)
  contact(email: "sara@example.com")
  income: 40_000 EUR
  learns: [reels, "fairs"]
  does bought 12% within 1 week with (pieces: 2)
  opens: 45%
}
stages two "Two" { first, second }
journey trial { start manually goal done: bought finish }
`

function bundleOf(text: string) {
  const found = compileSources({ [MAIN]: SHOP + text })
  expect(hasErrors(found), inWords(found).join('\n')).toBe(false)
  const { bundle } = lower(found.program)
  expect(validateGraph(bundle)).toEqual([])
  expect(loadBundle(JSON.parse(JSON.stringify(bundle)))).toMatchObject({ ok: true })
  return bundle
}

test('a project without them has none in its graph', () => {
  const { program } = compileSources({ [MAIN]: 'contact { } journey j { start manually finish }' })
  const { bundle } = lower(program)
  for (const part of ['departments', 'personas', 'campaigns', 'maps']) expect(bundle).not.toHaveProperty(part)
})

test('departments, campaigns and personas', () => {
  const { departments, campaigns, personas } = bundleOf('')
  expect(departments).toEqual({ sales: { title: 'Sales', doc: 'Who sells.', email: 'sales@example.com' } })
  expect(campaigns).toEqual({ spring: { title: 'Spring', from: '2026-03-01', to: '2026-05-31' } })
  expect(personas).toEqual({
    sara: {
      title: 'Sara',
      share: 0.3,
      opens: 0.45,
      attributes: { country: 'AT', email: 'sara@example.com' },
      traits: { income: { amount: 4_000_000, currency: 'EUR' }, learns: ['reels', 'fairs'] },
      does: [{ event: 'bought', share: 0.12, within: 'P1W', payload: { pieces: 2 } }],
    },
  })
})

test('a map', () => {
  const { maps } = bundleOf(`/// All of it.
map shop "Shop" {
  follows two
  personas sara
  runs trial
  stage first {
    plan "Videos"
    /// Our best one.
    touchpoint reel "Reel" via instagram by sales before sale for everyone {
      emotion: -2 assumed, evidence: "12 of 15" anecdotal, device: phone, thinks: "Nice", pain "Long" idea "Short"
    }
    result spring "18 videos"
    pain "Price"
    idea "Price first"
    idea "Price last"
  }
  stage second { touchpoint parcel }
  handoff reel to parcel { owner: "Sam", passes: "all", within: 2 days }
}`)
  const empty = { plans: [], pains: [], ideas: [] }
  expect(maps).toEqual({
    shop: {
      title: 'Shop',
      doc: 'All of it.',
      follows: 'two',
      personas: ['sara'],
      runs: ['trial'],
      stages: [
        {
          name: 'first',
          plans: [{ text: 'Videos' }],
          results: [{ campaign: 'spring', text: '18 videos' }],
          touchpoints: [
            {
              name: 'reel',
              title: 'Reel',
              doc: 'Our best one.',
              channel: 'instagram',
              department: 'sales',
              phase: 'before',
              segment: 'everyone',
              device: 'phone',
              thinks: 'Nice',
              emotion: { value: -2, basis: 'assumed' },
              evidence: { text: '12 of 15', kind: 'anecdotal' },
              plans: [],
              pains: [{ text: 'Long' }],
              ideas: [{ text: 'Short' }],
            },
          ],
          kpis: [],
          pains: [{ text: 'Price' }],
          ideas: [{ text: 'Price first' }, { text: 'Price last' }],
        },
        { name: 'second', ...empty, results: [], touchpoints: [{ name: 'parcel', ...empty }], kpis: [] },
      ],
      handoffs: [{ from: 'reel', to: 'parcel', owner: 'Sam', passes: 'all', within: 'P2D' }],
    },
  })
})

describe('KPIs', () => {
  const bought = (more: object = {}) => ({ history: { agg: 'count', event: 'bought', ...more } }) as Formula
  const rows: [formula: string, lowered: Formula, unit: string, target?: object][] = [
    ['3', 3, 'integer'],
    ['10%', 0.1, 'percent'],
    ['count of bought', bought(), 'integer'],
    ['count of bought in last 1 month', bought({ window: { last: 'P1M' } }), 'integer'],
    ['count of bought ever', bought({ window: { ever: true } }), 'integer'],
    [
      'count of bought where bought.pieces > 1',
      bought({ where: { '>': [{ var: ['event', 'pieces'] }, 1] } }),
      'integer',
    ],
    ['sum of bought.total', { history: { agg: 'sum', event: 'bought', field: 'total' } }, 'money'],
    ['average of bought.pieces', { history: { agg: 'average', event: 'bought', field: 'pieces' } }, 'number'],
    ['10 EUR - 5 EUR', { '-': [{ money: [1000, 'EUR'] }, { money: [500, 'EUR'] }] }, 'money'],
    ['-5 EUR', { '-': [{ money: [0, 'EUR'] }, { money: [500, 'EUR'] }] }, 'money'],
    ['(1 + 2) * 3', { '*': [{ '+': [1, 2] }, 3] }, 'integer'],
    [
      'sent hello / entered first',
      { div: [{ metric: { sent: 'hello' } }, { metric: { entered: 'first' } }] },
      'number',
    ],
    ['reached done', { metric: { reached: 'done' } }, 'integer'],
    [
      '1 - opened hello / sent hello, target < 60%',
      { '-': [1, { div: [{ metric: { opened: 'hello' } }, { metric: { sent: 'hello' } }] }] },
      'percent',
      { op: '<', value: 0.6 },
    ],
    [
      'sum of bought.total, target >= 20 EUR',
      { history: { agg: 'sum', event: 'bought', field: 'total' } },
      'money',
      { op: '>=', value: { amount: 2000, currency: 'EUR' } },
    ],
  ]
  test.each(rows)('%s', (formula, lowered, unit, target) => {
    const { maps, requires } = bundleOf(`map m { follows two stage first { kpi k: ${formula} } }`)
    expect(requires).toEqual([])
    expect(maps!.m!.stages[0]!.kpis).toEqual([
      { name: 'k', formula: lowered, unit, ...(target && { target }) },
    ])
  })
})
