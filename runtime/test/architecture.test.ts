/** The rules that keep the runtime pure and apart, checked on its sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** The declarations that a module offers, its own and those that it passes on, with what stands above each. */
function* offeredBy(path: string, names?: ReadonlySet<string>): Generator<{ name: string; above: string }> {
  const text = readFileSync(path, 'utf8')
  const isWanted = (name: string) => names === undefined || names.has(name)
  const declared =
    /^export (?:declare )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type) (\w+)/gm
  for (const match of text.matchAll(declared)) {
    const above = text.slice(0, match.index).trimEnd().split('\n').at(-1) ?? ''
    if (isWanted(match[1]!)) yield { name: match[1]!, above }
  }
  for (const [, all, named, from] of text.matchAll(
    /^export (?:type )?(?:(\*)|\{([^}]*)\}) from '(\.[^']*)'/gm,
  )) {
    const passed = named?.split(',').map(
      (one) =>
        one
          .replace(/^\s*type\s+/, '')
          .trim()
          .split(' ')[0]!,
    )
    const wanted = all ? names : new Set(passed?.filter((name) => name !== '' && isWanted(name)))
    yield* offeredBy(join(path, '..', from!), wanted)
  }
}

test.each(['index.ts', 'graph.ts', 'service/index.ts'].filter((path) => existsSync(root + path)))(
  'everything that %s offers says what it is',
  (path) => {
    const offered = [...offeredBy(root + path)]
    expect(offered.length).toBeGreaterThan(20)
    expect(offered.filter(({ above }) => !above.endsWith('*/')).map(({ name }) => name)).toEqual([])
  },
)
