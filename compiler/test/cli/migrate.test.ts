/** `journey migrate`: from sources to sources, what it tells and what it does to a data file. */
import { join } from 'node:path'
import { createEngine, openReader } from '@journey-lang/runtime/service'
import { expect, onTestFinished, test } from 'vitest'
import { compile, lower, memoryHost } from '../../src/index.ts'
import { folderWith, run } from './helpers.ts'

const DECLARATIONS = `
contact { email: email }
event signed_up
event purchased { order: string }
channel mail: email { to: contact.email }
message hello via mail { subject: "Hello" body: "Hello" }
message thanks(order: string) via mail { subject: "Thanks for {order}" body: "Thanks" }
`

function built(source: string) {
  const compilation = compile(memoryHost({ 'a.journey': DECLARATIONS + source }), ['a.journey'])
  expect(compilation.diagnostics).toEqual([])
  return lower(compilation.program)
}

const OLD = `
journey welcome "Welcome" {
  start on signed_up
  start on purchased
  stage first { wait for purchased up to 300 days as second_chance }
  stage rest { delay 400 days }
}`

/** A folder with data in which Sara stands at `second_chance` and Jan at the delay, and with the sources of a new version. */
async function folderAfter(source: string): Promise<string> {
  const folder = folderWith({ 'new/a.journey': DECLARATIONS + source, 'new/journey.config.json': '{}' })
  const at = Date.now()
  const engine = await createEngine({
    data: join(folder, 'shop.db'),
    ...built(OLD),
    clock: { now: () => at },
  })
  await engine.post([
    { kind: 'event', event: 'signed_up', contact: 'sara', at },
    { kind: 'event', event: 'signed_up', contact: 'jan', at },
    { kind: 'event', event: 'purchased', payload: { order: '1' }, contact: 'jan', at },
  ])
  await engine.stop()
  return folder
}

const journey = (steps: string, more = '') =>
  `journey welcome "Welcome" { start on signed_up start on purchased ${steps} }\n${more}`

/** What is told, without the hashes of versions. */
const told = (out: string) => out.replace(/\b[0-9a-f]{12}\b/g, '(version)').replace(/ +$/gm, '')

const nodes = (folder: string) => {
  const reader = openReader(join(folder, 'shop.db'))
  const found = ['jan', 'sara'].map((id) =>
    reader
      .contact(id)!
      .runs.map(({ node, state }) => `${state} ${node}`)
      .join(),
  )
  reader.close()
  return found
}

test('a dry run tells what would become of the runs, and changes nothing', async () => {
  const folder = await folderAfter(
    journey(
      'stage first { wait for purchased up to 100 days as last_chance } stage rest { delay 300 days send hello }',
      'moved welcome.second_chance to welcome.last_chance',
    ),
  )
  const { status, out, err } = await run(folder, ['migrate', 'new', '--data', 'shop.db', '--dry-run'])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(told(out)).toMatchInlineSnapshot(`
    "welcome "Welcome"
      step           version       runs
      rest/delay     (version)     1  stays
      second_chance  (version)     1  stays, the step is last_chance now

    2 runs would be migrated. Nothing was changed.
    "
  `)
  expect(nodes(folder)).toEqual(['active rest/delay', 'active second_chance'])
})

test('a migration does it, and a second one finds nothing to do', async () => {
  const folder = await folderAfter(
    journey(
      'delay 2 days as pause',
      'moved welcome.second_chance to welcome.pause\nmoved welcome."rest/delay" to finish',
    ),
  )
  expect(told((await run(folder, ['migrate', 'new', '--data', 'shop.db'])).out)).toMatchInlineSnapshot(`
    "welcome "Welcome"
      step           version       runs
      rest/delay     (version)     1  finishes
      second_chance  (version)     1  goes to pause

    ✓ Migrated 2 runs.
    "
  `)
  expect(nodes(folder)).toEqual(['', 'active pause'])
  expect(await run(folder, ['migrate', '--data', 'shop.db'])).toEqual({
    status: 0,
    out: 'All runs are on the latest versions: there is nothing to migrate.\n',
    err: '',
  })
})

test('steps without an answer refuse it whole, and the lines that are missing are told', async () => {
  const folder = await folderAfter(
    journey(
      'stage first { wait for purchased up to 100 days as second_change } stage later { delay 3 days }',
    ),
  )
  const { status, out, err } = await run(folder, ['migrate', 'new', '--data', 'shop.db'])
  expect({ status, err }).toEqual({ status: 1, err: '' })
  expect(told(out)).toMatchInlineSnapshot(`
    "welcome "Welcome"
      step           version       runs
      rest/delay     (version)     1  NO ANSWER: the step is gone
      second_chance  (version)     1  NO ANSWER: the step is gone

    Nothing was migrated: 2 runs stand at steps that are gone.
    Say where they go on: add these lines to a .journey file, with other steps if others are meant.

      moved welcome."rest/delay" to welcome."later/delay"
      moved welcome.second_chance to welcome.second_change
    "
  `)
  expect(nodes(folder)).toEqual(['active rest/delay', 'active second_chance'])
  const lines = out.split('\n').filter((line) => line.startsWith('  moved'))
  const answered = await folderAfter(
    journey(
      'stage first { wait for purchased up to 100 days as second_change } stage later { delay 3 days }',
      lines.join('\n'),
    ),
  )
  expect((await run(answered, ['migrate', 'new', '--data', 'shop.db'])).status).toBe(0)
  expect(nodes(answered)).toEqual(['active later/delay', 'active second_change'])
})

test('a step that only got another name is the likely answer, however it is called now', async () => {
  const steps = 'wait for purchased up to 9 days as other send hello wait for purchased up to 300 days as xyz'
  const folder = await folderAfter(journey(steps))
  const { out } = await run(folder, ['migrate', 'new', '--data', 'shop.db', '--dry-run', '--format', 'json'])
  expect(JSON.parse(out).moved).toContain('moved welcome.second_chance to welcome.xyz')
})

test('the same as data', async () => {
  const folder = await folderAfter(journey('delay 2 days as pause'))
  const { status, out } = await run(folder, [
    'migrate',
    'new',
    '--data',
    'shop.db',
    '--dry-run',
    '--format',
    'json',
  ])
  expect(status).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'planned',
    plan: {
      totals: { unanswered: 2, stays: 0 },
      steps: [{ node: 'rest/delay' }, { node: 'second_chance', runs: 1 }],
    },
    moved: ['moved welcome."rest/delay" to welcome.pause', 'moved welcome.second_chance to finish'],
  })
})

test('beside a server only a dry run works, and what to do is told', async () => {
  const source = journey(
    'stage first { wait for purchased up to 9 days as second_chance } stage rest { delay 9 days }',
  )
  const folder = await folderAfter(source)
  const engine = await createEngine({ data: join(folder, 'shop.db'), ...built(OLD) })
  onTestFinished(() => engine.stop())
  const line = ['migrate', 'new', '--data', 'shop.db']
  expect((await run(folder, [...line, '--dry-run'])).status).toBe(0)
  const { status, err } = await run(folder, line)
  expect(status).toBe(2)
  expect(err).toContain('is in use by another server')
  expect(err).toContain('Look with --dry-run')
})

test.each<[line: string, message: string]>([
  ['migrate new', 'Whose data?'],
  ['migrate new --data shp.db', 'shp.db does not exist.'],
  ['migrate new --data shop.db --journey welcom', 'There is no journey "welcom".'],
  ['migrate nowhere --data shop.db', 'nowhere'],
])('journey %s', async (line, message) => {
  const folder = await folderAfter(journey('delay 2 days'))
  const { status, err } = await run(folder, line.split(' '))
  expect(status).toBe(2)
  expect(err).toContain(message)
})
