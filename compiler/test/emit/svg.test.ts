import { afterAll, describe, expect, test } from 'vitest'
import { clean } from '../../src/emit/bidi.ts'
import { graphvizLayout } from '../../src/emit/graphviz-node.ts'
import { toSvg } from '../../src/emit/svg.ts'
import { bundleOf, HOSTILE, hostileBundle, reversed } from './drawings.ts'
import { cart, cartStatistics, persian, welcome, welcomeStatistics } from './fixtures.ts'
import { elements, parseXml, type XmlElement } from './xml.ts'

const { layout, close } = graphvizLayout()
afterAll(close)

function all(svg: string): XmlElement[] {
  return elements(parseXml(svg.trim()))
}

/** What a person reads, apart from tooltips. */
function texts(svg: string): string[] {
  return all(svg)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)
}

const cases = [
  ['welcome', welcome, welcomeStatistics],
  ['abandoned_cart', cart, cartStatistics],
  ['خوش‌آمدگویی', persian, undefined],
] as const

describe.each(cases)('%s', (name, bundle, statistics) => {
  const journey = bundle.journeys[name]!

  describe.each([
    ['by Graphviz', layout],
    ['plainly', undefined],
  ])('%s', (_, engine) => {
    const options = engine ? { layout: engine } : {}

    test('is a well-formed picture with a title and a description', async () => {
      const root = parseXml((await toSvg(bundle, name, options)).trim())
      expect(root.name).toBe('svg')
      expect(root.attributes).toMatchObject({ role: 'img', xmlns: 'http://www.w3.org/2000/svg' })
      expect(root.children.slice(0, 2).map((child) => [child.name, child.text.length > 0])).toEqual([
        ['title', true],
        ['desc', true],
      ])
      expect(root.children[0]!.text).toBe(journey.title)
    })

    test('every step can be found by its id, and is inside the picture', async () => {
      const svg = await toSvg(bundle, name, options)
      const ids = all(svg).flatMap(({ attributes }) => attributes['data-node'] ?? [])
      expect(ids.sort()).toEqual(Object.keys(journey.nodes).sort())
      expect(svg).not.toMatch(/NaN|Infinity|undefined/u)
    })

    test('every way out is drawn', async () => {
      const svg = await toSvg(bundle, name, options)
      const edges = Object.values(journey.nodes).flatMap((node) => Object.keys(node.edges)).length
      expect(all(svg).filter(({ attributes }) => attributes['data-edge'] !== undefined)).toHaveLength(
        edges + journey.starts.length,
      )
    })

    test('each text takes its direction from itself', async () => {
      const written = all(await toSvg(bundle, name, options)).filter((element) => element.name === 'text')
      expect(written.length).toBeGreaterThan(10)
      for (const { attributes } of written) expect(attributes.style).toBe('unicode-bidi:plaintext')
    })

    test('the same bundle gives the same bytes', async () => {
      const svg = await toSvg(bundle, name, options)
      expect(await toSvg(bundle, name, options)).toBe(svg)
      expect(await toSvg(reversed(bundle), name, options)).toBe(svg)
    })

    test('no id is shown, and none is needed', async () => {
      const svg = await toSvg(bundle, name, options)
      const ids = Object.keys(journey.nodes).filter((id) => id.includes('/') || id.includes('#'))
      for (const text of texts(svg)) for (const id of ids) expect(text).not.toContain(id)
      expect(all(svg).filter(({ attributes }) => attributes.id !== undefined)).toEqual([])
    })

    test('counts are shown', async () => {
      if (!statistics)
        return expect(texts(await toSvg(bundle, name, options)).join()).not.toContain('entered')
      const shown = texts(await toSvg(bundle, name, { ...options, statistics }))
      const counted = statistics.journeys[name as keyof typeof statistics.journeys]!
      const [first] = Object.values(counted.nodes)
      expect(shown).toContain(`${first!.entered.toLocaleString('en')} entered`)
      expect(shown).toContain(`${first!.waiting} waiting`)
      for (const passed of Object.values(first!.passed)) expect(shown).toContain(passed.toLocaleString('en'))
    })
  })
})

describe('hostile names are only names', () => {
  test.each(HOSTILE)('%j', async (evil) => {
    const problems: unknown[] = []
    const options = { layout, onFallback: (reason: unknown) => problems.push(reason) }
    const root = parseXml((await toSvg(hostileBundle(evil), evil, options)).trim())
    expect(problems).toEqual([])
    expect(root.children[0]!.text).toBe(clean(evil))
    expect(new Set(elements(root).map(({ name }) => name))).toEqual(
      new Set(['svg', 'title', 'desc', 'style', 'rect', 'g', 'path', 'text']),
    )
  })
})

describe('the colour scheme', () => {
  test('follows the reader by default', async () => {
    const svg = await toSvg(welcome, 'welcome')
    expect(svg).toContain('@media (prefers-color-scheme:dark)')
    expect(svg).toContain('class="journey-diagram auto"')
  })

  test.each(['light', 'dark'] as const)('can be fixed as %s', async (scheme) => {
    const svg = await toSvg(welcome, 'welcome', { scheme })
    expect(svg).not.toContain('prefers-color-scheme')
    expect(svg).toContain(`.journey-diagram.${scheme} .canvas{`)
    expect(svg).not.toContain(`.journey-diagram.${scheme === 'dark' ? 'light' : 'dark'}`)
  })
})

test('a layout that can not be read is replaced by the plain one, with the reason', async () => {
  const reasons: unknown[] = []
  const svg = await toSvg(welcome, 'welcome', {
    layout: async () => '{"bb":"0,0,10,10"}',
    onFallback: (reason) => reasons.push(reason),
  })
  expect(svg).toBe(await toSvg(welcome, 'welcome'))
  expect(String(reasons[0])).toContain('gave no place to')
})

test('a journey without steps of its own is still a picture', async () => {
  const bundle = bundleOf({}, 'nowhere', { starts: [] })
  expect(parseXml((await toSvg(bundle, 'drawn')).trim()).children[0]!.text).toBe('drawn')
})

test.each([
  ['welcome', welcome, { layout, statistics: welcomeStatistics }],
  ['خوش‌آمدگویی', persian, { layout }],
  ['abandoned_cart', cart, {}],
] as const)('%s looks as reviewed', async (name, bundle, options) => {
  const file = { welcome: 'welcome', abandoned_cart: 'abandoned_cart-plain', خوش‌آمدگویی: 'persian' }[name]
  await expect(await toSvg(bundle, name, options)).toMatchFileSnapshot(`snapshots/${file}.svg`)
})
