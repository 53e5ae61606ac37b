import { Graphviz } from '@hpcc-js/wasm-graphviz'
import { describe, expect, test } from 'vitest'
import { clean } from '../../src/emit/bidi.ts'
import { toDot } from '../../src/emit/dot.ts'
import { bundleOf, HOSTILE, hostileBundle, reversed } from './drawings.ts'
import { cart, cartStatistics, persian, welcome, welcomeStatistics } from './fixtures.ts'
import { elements, parseXml } from './xml.ts'

const graphviz = await Graphviz.load()

interface Graph {
  clusters: { label: string; members: string[] }[]
  nodes: Record<string, { label: string; tooltip: string; class: string }>
  edges: { from: string; to: string; label: string; style?: string }[]
}

interface GraphvizObject {
  _gvid: number
  name: string
  label?: string
  tooltip?: string
  class?: string
  /** Of a cluster. */
  nodes?: number[]
}

interface GraphvizEdge {
  tail: number
  head: number
  label?: string
  style?: string
}

/** What Graphviz reads in a graph: the proof that it is valid, and the way to look at its structure. */
function read(dot: string): Graph {
  const json = JSON.parse(graphviz.layout(dot, 'dot_json', 'dot'))
  const objects: GraphvizObject[] = json.objects
  const edges: GraphvizEdge[] = json.edges ?? []
  const name = (id: number) => objects.find(({ _gvid }) => _gvid === id)!.name
  return {
    clusters: objects.flatMap(({ label = '', nodes, name: key }) =>
      nodes && key.startsWith('cluster_') ? [{ label: words(label), members: nodes.map(name).sort() }] : [],
    ),
    nodes: Object.fromEntries(
      objects.flatMap(({ name: key, nodes, label = '', tooltip = '', class: kind = '' }) =>
        nodes || !kind ? [] : [[key, { label: words(label), tooltip, class: kind }]],
      ),
    ),
    edges: edges.map(({ tail, head, label = '', style }) => ({
      from: name(tail),
      to: name(head),
      label: words(label),
      ...(style === undefined ? {} : { style }),
    })),
  }
}

/** The text of a label in Graphviz's HTML, its lines joined by ` | `. */
function words(html: string): string {
  return parseXml(`<label>${html.replace(/<BR[^>]*>/gu, ' | ')}</label>`).text
}

test('stages are clusters, steps are words, and every way out is there', () => {
  const graph = read(toDot(welcome, 'welcome'))
  expect(graph.clusters).toEqual([
    {
      label: 'Subscription',
      members: [
        'second_chance',
        'subscription/finish',
        'subscription/send offer',
        'subscription/wait purchased',
      ],
    },
    { label: 'Conversion', members: ['conversion/finish', 'conversion/send thanks', 'conversion/tag vip'] },
  ])
  expect(Object.fromEntries(Object.entries(graph.nodes).map(([id, { label }]) => [id, label]))).toEqual({
    'start: signed_up_for_email': 'on “Signed up for email” | where contact.email exists',
    'start: tag new_customer': 'on tag #new_customer | Just arrived | where contact.email exists',
    'subscription/wait purchased': 'wait for “Bought something” | up to 7 days',
    'subscription/send offer': 'send offer(discount: 10%) | “10% off, this week only”',
    second_chance: 'wait for “Bought something” | up to 7 days | as second_chance',
    'subscription/finish': 'did not buy',
    'conversion/send thanks': 'send thanks | “Thank you”',
    'conversion/tag vip': 'tag #vip | Bought within a week of arriving',
    'conversion/finish': 'finish',
  })
  const edges = graph.edges.map(({ from, to, label }) => `${from} → ${to}${label && `: ${label}`}`)
  expect(edges.sort()).toEqual([
    'conversion/send thanks → conversion/tag vip',
    'conversion/tag vip → conversion/finish',
    'second_chance → conversion/send thanks: Bought something',
    'second_chance → subscription/finish: after 7 days',
    'start: signed_up_for_email → subscription/wait purchased',
    'start: tag new_customer → subscription/wait purchased',
    'subscription/send offer → second_chance',
    'subscription/wait purchased → conversion/send thanks: Bought something',
    'subscription/wait purchased → subscription/send offer: after 7 days',
  ])
})

test('time running out and messages not sent are dashed', () => {
  const dashed = read(toDot(cart, 'abandoned_cart')).edges.filter(({ style }) => style === 'dashed')
  expect(dashed.map(({ label }) => label).sort()).toEqual(['after 1 day', 'not sent'])
})

test('counts stand on steps and ways out', () => {
  const graph = read(toDot(welcome, 'welcome', { statistics: welcomeStatistics }))
  expect(graph.nodes['subscription/wait purchased']?.label).toBe(
    'wait for “Bought something” | up to 7 days | 1,812 entered · 140 waiting',
  )
  expect(
    graph.edges.filter(({ from }) => from === 'subscription/wait purchased').map(({ label }) => label),
  ).toEqual(['Bought something | 288', 'after 7 days | 1,361'])
  const text = toDot(welcome, 'welcome', { statistics: welcomeStatistics })
  expect(text).toContain('1,812 entered · 194 waiting · 1,577 finished · 41 exited · 23 refused')
  expect(text).toContain('within 30 days · 396 reached')
})

test('equal ends of one stage are one, and their counts are added', () => {
  const { nodes, edges } = read(toDot(cart, 'abandoned_cart', { statistics: cartStatistics }))
  const ends = Object.entries(nodes).filter(([, node]) => node.class === 'finish')
  expect(ends.map(([, { label }]) => label).sort()).toEqual([
    'came back | 1,700 entered',
    'finish | 7,312 entered',
  ])
  const [shared] = ends.find(([, { label }]) => label.startsWith('finish'))!
  expect(edges.filter(({ to }) => to === shared)).toHaveLength(3)
})

test('goals, exits and the entry rule are said in the header', () => {
  const text = toDot(cart, 'abandoned_cart')
  expect(text).toContain('enter again after 14 days')
  expect(text).toContain(
    'goal recovered: purchased where purchased.cart == cart_abandoned.cart within 7 days',
  )
  expect(text).toContain('exit on untag #shopper')
})

test('documentation is the tooltip', () => {
  expect(read(toDot(welcome, 'welcome')).nodes['subscription/wait purchased']?.tooltip).toContain(
    'Most people who buy at all do so in the first week.',
  )
})

describe('the same bundle gives the same bytes', () => {
  test.each([
    ['welcome', welcome],
    ['abandoned_cart', cart],
    ['خوش‌آمدگویی', persian],
  ])('%s', (name, bundle) => {
    const dot = toDot(bundle, name)
    expect(toDot(bundle, name)).toBe(dot)
    expect(toDot(reversed(bundle), name)).toBe(dot)
    expect(toDot(JSON.parse(JSON.stringify(bundle)), name)).toBe(dot)
  })
})

describe('hostile names are only names', () => {
  test.each(HOSTILE)('%j', (evil) => {
    const graph = read(toDot(hostileBundle(evil), evil))
    expect(Object.keys(graph.nodes)).toHaveLength(4)
    expect(graph.edges).toHaveLength(5)
    const labels = Object.values(graph.nodes).map(({ label }) =>
      label.replaceAll(' | ', ' ').replace(/\s/gu, ''),
    )
    const shown = clean(evil).replace(/\s/gu, '')
    expect(labels.filter((label) => label.includes(shown.slice(0, 12)))).toHaveLength(4)
  })
})

test('a step that nothing leads to is drawn, an edge to nowhere is not', () => {
  const bundle = bundleOf(
    {
      a: { kind: 'delay', for: 'P1D', edges: { next: 'nowhere' } },
      lost: { kind: 'finish', reason: 'lost', edges: {} },
    },
    'a',
  )
  const { nodes, edges } = read(toDot(bundle, 'drawn'))
  expect(Object.keys(nodes).sort()).toEqual(['a', 'lost', 'start: manually'])
  expect(edges).toHaveLength(1)
})

test('a start and a step of one name are two', () => {
  const bundle = bundleOf({ 'start: manually': { kind: 'finish', edges: {} } }, 'start: manually')
  expect(Object.keys(read(toDot(bundle, 'drawn')).nodes)).toHaveLength(2)
})

test('a name that is no journey is refused with the names that are', () => {
  const none = { ...welcome, journeys: {} }
  expect(() => toDot(welcome, 'constructor')).toThrow(
    'There is no journey “constructor” in this bundle. It has: welcome.',
  )
  expect(() => toDot(none, 'x')).toThrow(RangeError)
})

test('the drawing in Graphviz’s own SVG is well-formed', () => {
  const svg = graphviz.layout(toDot(persian, 'خوش‌آمدگویی'), 'svg_inline', 'dot')
  expect(elements(parseXml(svg.replace(/<!--[\s\S]*?-->/gu, '').trim())).length).toBeGreaterThan(50)
})

test.each([
  ['welcome', welcome, welcomeStatistics],
  ['abandoned_cart', cart, undefined],
])('%s looks as reviewed', async (name, bundle, statistics) => {
  const dot = toDot(bundle, name, statistics ? { statistics } : {})
  await expect(dot).toMatchFileSnapshot(`snapshots/${name}.dot`)
})
