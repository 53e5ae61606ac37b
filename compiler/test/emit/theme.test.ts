import { describe, expect, test } from 'vitest'
import { DARK, LIGHT, type Palette } from '../../src/emit/diagram/theme.ts'

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

test('contrast is computed right', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
})

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as [string, Palette][])('%s', (_, palette) => {
  const text: [string, string, string][] = [
    ['title', palette.ink, palette.canvas],
    ['stage title', palette.ink, palette.group],
    ['documentation', palette.muted, palette.canvas],
    ['waiting', palette.waiting.ink, palette.waiting.fill],
    ...Object.entries(palette.boxes).flatMap(([name, { ink, muted, fill }]): [string, string, string][] => [
      [`${name} heading`, ink, fill],
      [`${name} detail`, muted, fill],
    ]),
    ...Object.entries(palette.arrows).flatMap(([name, color]): [string, string, string][] => [
      [`${name} on the canvas`, color, palette.canvas],
      [`${name} in a stage`, color, palette.group],
    ]),
  ]
  test.each(text)('%s can be read', (_name, ink, ground) =>
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5),
  )

  test.each(Object.entries(palette.boxes))('%s has a sign that can be seen', (_name, { icon, fill }) =>
    expect(contrast(icon, fill)).toBeGreaterThanOrEqual(3),
  )
})
