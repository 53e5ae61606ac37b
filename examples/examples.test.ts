import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeOf, compile, type Host, type Lowered, lower, messageOf, review } from '@journey-lang/compiler'
import {
  createMemoryHost,
  createRenderer,
  loadBundle,
  readEventLog,
  unwrap,
  type Value,
} from '@journey-lang/runtime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createScenarioRunner } from '../compiler/src/test/run-scenario.ts'

const examples = fileURLToPath(new URL('.', import.meta.url))
const projects = readdirSync(examples).filter((name) =>
  existsSync(join(examples, name, 'journey.config.json')),
)

function compileExample(name: string) {
  const folder = join(examples, name)
  const host: Host = {
    read: (path) =>
      existsSync(join(folder, path))
        ? { ok: true, text: readFileSync(join(folder, path), 'utf8') }
        : { ok: false, reason: 'missing' },
  }
  const { timezone, lint: rules } = JSON.parse(readFileSync(join(folder, 'journey.config.json'), 'utf8'))
  const sources = readdirSync(folder).filter((file) => file.endsWith('.journey'))
  return review(compile(host, sources.sort(), { timezone }), { rules, lint: true })
}

/** The graph as a host gets it: JSON. */
function loadExample({ bundle }: Lowered) {
  return unwrap(loadBundle(JSON.parse(JSON.stringify(bundle))))
}

test('there is a shop, a maker with a map, and a project in another script', () => {
  expect(projects).toEqual(['maker', 'persian', 'shop'])
})

describe.each(projects)('%s', (name) => {
  const compilation = compileExample(name)

  test('compiles without a single remark', () => {
    const remarks = compilation.diagnostics.map((one) => `${one.file}: ${codeOf(one)} ${messageOf(one)}`)
    expect(remarks).toEqual([])
  })

  const lowered = lower(compilation.program)
  const run = createScenarioRunner(lowered.bundle)

  test('has at least three scenarios for each journey', () => {
    const few = Object.keys(lowered.bundle.journeys).filter(
      (journey) => lowered.scenarios.filter((scenario) => scenario.journey === journey).length < 3,
    )
    expect(few).toEqual([])
  })

  test.each(
    lowered.scenarios.map((scenario) => [`${scenario.journey}: ${scenario.title}`, scenario] as const),
  )('%s', (_, scenario) => {
    expect(run(scenario).failures).toEqual([])
  })

  test('every message shows all that it is given, in its place', async () => {
    const bundle = loadExample(lowered)
    const renderer = unwrap(await createRenderer(bundle))
    const field = lowered.bundle.contact.language
    for (const language of ['en', 'de', 'fa']) {
      const recipient = { attributes: field ? { [field]: language } : {}, tags: [] }
      for (const [message, { params }] of bundle.messages) {
        const texts = [...params].filter(([, { type }]) => type === 'string')
        const given = Object.fromEntries([...params].map(([param]) => [param, 0.1 as Value]))
        for (const [index, [param]] of texts.entries()) given[param] = `text-${index}`
        const written = Object.values(unwrap(renderer.render(recipient, message, given, 0))).join('\n')
        const shown = texts.map(([param]) => [param, written.includes(String(given[param]))])
        expect({ message, shown }).toEqual({ message, shown: texts.map(([param]) => [param, true]) })
        if (params.size > texts.length) expect(written).toMatch(/10\s?%|۱۰٪/)
      }
    }
  })

  const expectations = lowered.scenarios.flatMap((scenario) =>
    scenario.instructions.flatMap((line, index) => (line.do === 'expect' ? [{ scenario, line, index }] : [])),
  )

  test('each expectation fails when its opposite is expected', () => {
    const empty = expectations.filter(({ scenario, line, index }) => {
      const opposite = { ...line, negated: !line.negated }
      return run({ ...scenario, instructions: scenario.instructions.with(index, opposite) }).passed
    })
    expect(empty.map(({ scenario, line }) => [scenario.title, line.that])).toEqual([])
  })
})

describe('the log of the shop', () => {
  const script = join(examples, 'shop/make-events.mjs')
  const folder = mkdtempSync(join(tmpdir(), 'shop-events-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function makeLog(file: string): string {
    const path = join(folder, file)
    execFileSync(process.execPath, [script, path])
    return readFileSync(path, 'utf8')
  }

  let log = ''
  beforeAll(() => {
    log = makeLog('first/events.jsonl')
  })

  test('is the same, byte for byte, each time', () => {
    expect(makeLog('second/events.jsonl') === log).toBe(true)
  })

  test('is in order of time, and tells of 1,000 contacts, each before anything happens to them', () => {
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const times = lines.map(({ at }) => Date.parse(at))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const known = new Set<string>()
    const strangers = lines.filter(({ type, id, contact }) => {
      if (type === 'contact') known.add(id)
      return type !== 'contact' && !known.has(contact)
    })
    expect(strangers).toEqual([])
    expect(known.size).toBe(1000)
  })

  test('has an id of its own on each line that happens', () => {
    const { inputs } = readEventLog(log)
    const happening = inputs.filter(({ kind }) => kind !== 'contact')
    expect(happening.every(({ id }) => id !== undefined)).toBe(true)
    expect(new Set(happening.map(({ id }) => id)).size).toBe(happening.length)
  })

  test('runs through the journeys without a problem, and every mail can be written', async () => {
    const bundle = loadExample(lower(compileExample('shop').program))
    const renderer = unwrap(await createRenderer(bundle))
    const { inputs, problems } = readEventLog(log)
    expect(problems).toEqual([])
    const host = createMemoryHost(bundle, { renderer })
    for (const input of inputs) host.post(input)
    host.runUntilIdle(host.now)
    expect(host.records.filter(({ kind }) => kind === 'problem' || kind === 'failed')).toEqual([])
    expect(new Set(host.sent.map(({ message }) => message))).toEqual(new Set(bundle.messages.keys()))
    expect(host.sent.filter(({ content }) => content === undefined)).toEqual([])
  })

  test.each([[[]], [['--help']], [['one.jsonl', 'two.jsonl']]])('wants one path: %j is wrong use', (args) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('Usage: node examples/shop/make-events.mjs FILE.jsonl')
  })
})
