import { describe, expect, test } from 'vitest'
import { diagramPage } from '../src/diagram/page.ts'
import { afterAnswer, isInside, partsAt, sourceOf } from '../src/diagram/target.ts'
import type { DiagramPart, DiagramResult } from '../src/requests.ts'
import { fitted, LARGEST, moved, SMALLEST, showing, type View, zoomed } from '../webview/view.ts'

const window = { width: 800, height: 600 }

describe('fitted', () => {
  test.each([
    ['a small one keeps its size, in the middle', { width: 400, height: 200 }, { scale: 1, x: 200, y: 200 }],
    ['a wide one fills the width', { width: 1568, height: 500 }, { scale: 0.5, x: 8, y: 175 }],
    ['a high one fills the height', { width: 100, height: 1168 }, { scale: 0.5, x: 375, y: 8 }],
    ['an endless one can still be seen', { width: 10, height: 1e6 }, { scale: SMALLEST, x: 399.75, y: 8 }],
  ])('%s', (_, picture, view) => expect(fitted(picture, window)).toEqual(view))

  test('in a window without room, it is as small as it gets', () => {
    expect(fitted({ width: 100, height: 100 }, { width: 0, height: 0 }).scale).toBe(SMALLEST)
  })
})

describe('zoomed', () => {
  const view: View = { x: 100, y: 50, scale: 1 }

  test('the point under the mouse stays there', () => {
    const around = { x: 300, y: 250 }
    const next = zoomed(view, 2, around)
    const before = { x: (around.x - view.x) / view.scale, y: (around.y - view.y) / view.scale }
    expect(next.scale).toBe(2)
    expect({ x: (around.x - next.x) / next.scale, y: (around.y - next.y) / next.scale }).toEqual(before)
  })

  test.each([
    [1e9, LARGEST],
    [1e-9, SMALLEST],
  ])('by %d it stops at %d', (factor, scale) => {
    expect(zoomed(view, factor, { x: 0, y: 0 }).scale).toBe(scale)
  })
})

describe('moved', () => {
  const picture = { width: 400, height: 300 }

  test('goes along', () => {
    expect(moved({ x: 10, y: 20, scale: 1 }, { x: 5, y: -7 }, picture, window)).toEqual({
      x: 15,
      y: 13,
      scale: 1,
    })
  })

  test.each([
    [
      { x: 1e6, y: 1e6 },
      { x: 752, y: 552 },
    ],
    [
      { x: -1e6, y: -1e6 },
      { x: -352, y: -252 },
    ],
  ])('by %o a corner of it stays in sight', (by, { x, y }) => {
    expect(moved({ x: 0, y: 0, scale: 1 }, by, picture, window)).toEqual({ x, y, scale: 1 })
  })
})

describe('showing', () => {
  const view: View = { x: 0, y: 0, scale: 1 }
  test.each([
    ['what is seen stays', { x: 100, y: 100, width: 50, height: 50 }, { x: 0, y: 0 }],
    ['what is left and above comes in', { x: -100, y: -50, width: 50, height: 50 }, { x: 108, y: 58 }],
    ['what is right and below comes in', { x: 900, y: 700, width: 50, height: 50 }, { x: -158, y: -158 }],
    [
      'of what is too large, the beginning is seen',
      { x: 20, y: 20, width: 2000, height: 50 },
      { x: -12, y: 0 },
    ],
  ])('%s', (_, part, { x, y }) => expect(showing(view, part, window)).toEqual({ x, y, scale: 1 }))
})

describe('source and picture', () => {
  const uri = 'file:///shop/welcome.journey'
  const part = (id: string, from: number, to: number): DiagramPart => ({
    id,
    uri,
    range: { start: { line: from, character: 2 }, end: { line: to, character: 3 } },
  })
  const result: DiagramResult = {
    journey: 'welcome',
    place: part('', 1, 20),
    svg: '<svg/>',
    complete: true,
    problems: 0,
    starts: [part('signed_up', 2, 2)],
    nodes: [part('wait purchased', 5, 9), part('send thanks', 6, 6), part('tag vip', 7, 7), part('if', 7, 7)],
    stages: [part('meeting', 4, 10)],
  }

  test.each([
    [2, [{ kind: 'start', id: 'signed_up' }]],
    [5, [{ kind: 'node', id: 'wait purchased' }]],
    // The step in the block, and not the one around it.
    [6, [{ kind: 'node', id: 'send thanks' }]],
    [
      7,
      [
        { kind: 'node', id: 'tag vip' },
        { kind: 'node', id: 'if' },
      ],
    ],
    [8, [{ kind: 'node', id: 'wait purchased' }]],
    [12, []],
  ])('line %d is %o', (line, parts) => {
    expect(partsAt(result, uri, { line, character: 0 })).toEqual(parts)
    expect(partsAt(result, 'file:///shop/shop.journey', { line, character: 0 })).toEqual([])
  })

  test.each([
    [1, true],
    [20, true],
    [0, false],
    [21, false],
  ])('line %d is inside: %s', (line, inside) => {
    expect(isInside(result, { uri, position: { line, character: 0 } })).toBe(inside)
  })

  test.each([
    ['a complete one', undefined, {}, 'picture', '<svg/>'],
    ['the last one, of a journey that broke', result, { complete: false, svg: '<part/>' }, 'stale', '<svg/>'],
    [
      'what is whole, if there is no last one',
      undefined,
      { complete: false, svg: '<part/>' },
      'picture',
      '<part/>',
    ],
    [
      'what is whole, if the last one was no more',
      { ...result, complete: false },
      { complete: false, svg: '<part/>' },
      'picture',
      '<part/>',
    ],
    [
      'what is whole, if the last one was of another journey',
      { ...result, journey: 'other' },
      { complete: false, svg: '<part/>' },
      'picture',
      '<part/>',
    ],
    ['none, if nothing can be drawn', undefined, { complete: false, svg: null }, 'nothing', undefined],
  ] as const)('the picture that is shown is %s', (_, before, answer, show, svg) => {
    const shown = afterAnswer(before, { ...result, ...answer })
    expect(shown.show).toBe(show)
    expect(shown.drawn?.svg).toBe(svg)
  })

  test('steps that can be read lead to where they are now, others to where they were', () => {
    const answer = { ...result, complete: false, svg: '<part/>', nodes: [part('tag vip', 9, 9)] }
    const { drawn } = afterAnswer(result, answer)
    expect(sourceOf(drawn!, { kind: 'node', id: 'tag vip' })!.range.start.line).toBe(9)
    expect(sourceOf(drawn!, { kind: 'node', id: 'send thanks' })!.range.start.line).toBe(6)
  })

  test('a part leads to its source', () => {
    expect(sourceOf(result, { kind: 'node', id: 'tag vip' })).toBe(result.nodes[2])
    expect(sourceOf(result, { kind: 'stage', id: 'meeting' })).toBe(result.stages[0])
    expect(sourceOf(result, { kind: 'node', id: 'meeting' })).toBeUndefined()
  })
})

test('the page allows its own script and style sheet, and nothing else', () => {
  const page = diagramPage({ script: 'a.js', style: 'a.css', source: 'https://own', nonce: 'n0nce' })
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
    '<script nonce="n0nce" src="a.js">',
  ])
  expect(page).not.toMatch(/ style="| on\w+="/)
})
