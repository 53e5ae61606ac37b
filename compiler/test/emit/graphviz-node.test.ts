import { afterAll, describe, expect, test } from 'vitest'
import { graphvizLayout } from '../../src/emit/graphviz-node.ts'
import { toSvg } from '../../src/emit/svg.ts'
import { welcome } from './fixtures.ts'

const worker = new URL('./endless-worker.ts', import.meta.url)

describe('the thread', () => {
  const { layout, close } = graphvizLayout({ worker, timeLimit: 1500 })
  afterAll(close)

  test('answers in order', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map(layout))
    expect(answers).toEqual(['laid out: a', 'laid out: b', 'laid out: c'])
  })

  test('is ended when it takes too long, and the next drawing gets a new one', async () => {
    const [endless, next] = await Promise.allSettled([layout('endless'), layout('next')])
    expect(endless).toMatchObject({
      status: 'rejected',
      reason: new Error('Graphviz took more than 1500 ms.'),
    })
    expect(next).toEqual({ status: 'fulfilled', value: 'laid out: next' })
  })

  test('passes on why a graph was refused, and lives on', async () => {
    await expect(layout('refused')).rejects.toThrow('syntax error')
    await expect(layout('next')).resolves.toBe('laid out: next')
  })

  test('may die without harm', async () => {
    await expect(layout('deadly')).rejects.toThrow('out of memory')
    await expect(layout('next')).resolves.toBe('laid out: next')
  })
})

test('a drawing that takes too long is laid out plainly', async () => {
  const { layout, close } = graphvizLayout({ worker, timeLimit: 500 })
  const reasons: unknown[] = []
  const svg = await toSvg(welcome, 'welcome', {
    layout: () => layout('endless'),
    onFallback: (reason) => reasons.push(reason),
  })
  expect(reasons).toEqual([new Error('Graphviz took more than 500 ms.')])
  expect(svg).toBe(await toSvg(welcome, 'welcome'))
  await close()
})

test('Graphviz itself lays out a graph, the same way every time', async () => {
  const { layout, close } = graphvizLayout()
  const dot = 'digraph { "آ" -> b [label="x"] }'
  const first = await layout(dot)
  expect(JSON.parse(first).objects.map(({ name }: { name: string }) => name)).toEqual(['آ', 'b'])
  expect(await layout(dot)).toBe(first)
  await expect(layout('digraph { a -> ')).rejects.toThrow('syntax error')
  await close()
})
