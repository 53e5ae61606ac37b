// biome-ignore-all lint/suspicious/noThenProperty: the ways out of a branch are called `then` and `else`

import type { Node } from '@journey-lang/runtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rect } from '../../src/emit/diagram/geometry.ts'
import { labelsOf } from '../../src/emit/diagram/labels.ts'
import { layered } from '../../src/emit/diagram/layered.ts'
import { diagramOf } from '../../src/emit/diagram/model.ts'
import { bundleOf } from './drawings.ts'

/** Any graph of branches, with circles, in up to three stages. */
const graphs = fc
  .array(fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: -1, max: 2 })), { minLength: 1, maxLength: 12 })
  .map((steps) => {
    const id = (index: number) => `step ${index % steps.length}`
    const nodes = Object.fromEntries(
      steps.map(([then, otherwise, stage], index): [string, Node] => [
        id(index),
        {
          kind: 'branch',
          ...(stage < 0 ? {} : { stage: `stage ${stage}` }),
          when: { has_tag: 'x'.repeat(index * 3 + 1) },
          edges: { then: id(then), else: id(otherwise) },
        },
      ]),
    )
    const stages = [0, 1, 2].map((stage) => ({ name: `stage ${stage}`, entry: id(0) }))
    return bundleOf(nodes, id(0), { stages })
  })

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function inside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

test('nothing overlaps, stages hold their steps, and every arrow ends at its step', () => {
  fc.assert(
    fc.property(graphs, (bundle) => {
      const diagram = diagramOf(bundle, 'drawn')
      const labels = labelsOf(diagram)
      const { boxes, groups, arrows } = layered(diagram, labels)
      const chips = [...labels.arrows].map(([key, { width, height }]): Rect => {
        const { x, y } = arrows.get(key)!.label!
        return { x: x - width / 2, y: y - height / 2, width, height }
      })
      const solid = [...boxes.values(), ...chips]
      for (const [index, rect] of solid.entries()) {
        for (const other of solid.slice(index + 1)) expect(overlap(rect, other)).toBe(false)
      }
      const stages = [...groups.values()]
      for (const [index, rect] of stages.entries()) {
        for (const other of stages.slice(index + 1)) expect(overlap(rect, other)).toBe(false)
      }
      for (const box of diagram.boxes) {
        for (const [key, rect] of groups) {
          expect(
            key === box.group ? inside(boxes.get(box.key)!, rect) : overlap(boxes.get(box.key)!, rect),
          ).toBe(key === box.group)
        }
      }
      for (const { key, to } of diagram.arrows) {
        const { tip, curve } = arrows.get(key)!
        const target = boxes.get(to)!
        expect(tip).toEqual({ x: target.x + target.width / 2, y: target.y })
        expect(curve.length % 3).toBe(1)
        for (const { x, y } of curve) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
      }
    }),
  )
})

test('a long journey does not exhaust the machine', () => {
  const count = 5000
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, Node] => [
      `step ${index}`,
      {
        kind: 'branch',
        when: { has_tag: 'x' },
        edges: { then: `step ${(index + 1) % count}`, else: `step ${(index * 7919) % count}` },
      },
    ]),
  )
  const diagram = diagramOf(bundleOf(nodes, 'step 0'), 'drawn')
  expect(layered(diagram, labelsOf(diagram)).boxes.size).toBe(count + 1)
})
