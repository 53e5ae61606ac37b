import { expect, test } from 'vitest'
import { settingsOf } from '../../src/server/settings.ts'

test.each([
  ['nothing', undefined, ['time', 'identity', 'share', 'type'], true],
  ['one kind off', { inlayHints: { time: false } }, ['identity', 'share', 'type'], true],
  ['lines above steps off', { codeLens: { steps: false } }, ['time', 'identity', 'share', 'type'], false],
  ['nonsense', { inlayHints: 3, codeLens: [null] }, ['time', 'identity', 'share', 'type'], true],
])('settings: %s', (_, given, hints, lenses) => {
  const { hints: shown, stepLenses } = settingsOf(given)
  expect([...shown]).toEqual(hints)
  expect(stepLenses).toBe(lenses)
})
