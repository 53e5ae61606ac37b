/** The rules that keep the runtime pure and apart, checked on its sources. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../src/', import.meta.url))
/** All but the service, which is there to touch the world. */
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('service/'))
  .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
const offenders = (pattern: RegExp, within = files) =>
  within.filter(({ text }) => pattern.test(code(text))).map(({ path }) => path)

test('there are sources', () => {
  expect(files.length).toBeGreaterThan(30)
})

test('no file reads a clock, chance, the network, the disk or the process', () => {
  expect(
    offenders(/\bDate\.now|new Date\(\)|Math\.random|\bcrypto\b|\bperformance\b|\bsetTimeout\b|\bfetch\(/),
  ).toEqual([])
  expect(offenders(/from '(node:|fs|path|os|http|process)|\bprocess\.|\brequire\(/)).toEqual([])
  expect(offenders(/Temporal\.Now/)).toEqual([])
})

test('nothing knows the compiler', () => {
  expect(offenders(/compiler['/]/)).toEqual([])
})

test('nothing but itself knows the service', () => {
  expect(offenders(/from '.*\/service\//)).toEqual([])
})

test('the core knows no host, no log and no renderer', () => {
  const inner = files.filter(({ path }) => /^(core|graph|expressions|time)\//.test(path))
  expect(offenders(/from '(\.\.\/)+(hosts|log|render)\//, inner)).toEqual([])
})

test('expressions and time know nothing of runs', () => {
  const inner = files.filter(({ path }) => /^(expressions|time)\//.test(path))
  expect(offenders(/from '(\.\.\/)+core\//, inner)).toEqual([])
})

test('Liquid is loaded only when a message needs it', () => {
  expect(offenders(/from 'liquidjs'/)).toEqual(['render/engine.ts', 'render/html-output.ts'])
  expect(offenders(/from '.*\/html-output\.ts'/)).toEqual(['render/engine.ts'])
  expect(offenders(/from '.*\/engine\.ts'/)).toEqual(['render/liquid.ts'])
  expect(
    offenders(/from '.*\/liquid\.ts'/).filter(
      (path) => !/import type/.test(files.find((one) => one.path === path)!.text),
    ),
  ).toEqual([])
})
