/** What holds for any two versions of any graph: runs are where they can be, and are counted, whatever is migrated. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Bundle, Moved } from '../../src/graph/format.ts'
import {
  type ContactState,
  collectStatistics,
  createMemoryHost,
  type Input,
  journeyHash,
  loadBundle,
  type MemoryHost,
  planMigration,
  unwrap,
  versionsOf,
} from '../../src/index.ts'
import { load } from '../helpers.ts'
import { anyGraph, anyLog, END, outcomeOf, resultOf, START } from '../random-graphs.ts'

vi.setConfig({ testTimeout: 240_000 })

/** Every step named so is another one in the new version, with or without a word on where its runs go on. */
const renames = fc.record({
  gone: fc.subarray(['n0', 'n1', 'n2', 'n3', 'n4', 'n5']),
  answered: fc.subarray(['n0', 'n1', 'n2', 'n3', 'n4', 'n5']),
  to: fc.constantFrom('itself', 'n0', 'finish'),
})

/** Puts other names in place of those of steps, wherever a journey names them. */
function renamed(source: Bundle, gone: readonly string[]): Bundle {
  const name = (id: string) => (gone.includes(id) ? `${id} again` : id)
  const journeys = Object.entries(source.journeys).map(([journey, { hash: _, ...parts }]) => {
    const nodes = Object.entries(parts.nodes).map(([id, node]) => [
      name(id),
      {
        ...node,
        edges: Object.fromEntries(Object.entries(node.edges).map(([edge, to]) => [edge, name(to)])),
      },
    ])
    const whole = { ...parts, entry: name(parts.entry), nodes: Object.fromEntries(nodes) }
    return [journey, { ...whole, hash: journeyHash(whole) }]
  })
  return { ...source, journeys: Object.fromEntries(journeys) }
}

function withMoves(source: Bundle, gone: readonly string[], answered: readonly string[], to: string): Bundle {
  const target = (from: string, nodes: object): Moved['to'] => {
    if (to === 'finish') return { finish: true }
    return { node: to === 'itself' || !(to in nodes) ? `${from} again` : to }
  }
  const moved = Object.entries(source.journeys).flatMap(([journey, { nodes }]) =>
    gone
      .filter((id) => answered.includes(id))
      .map((from): Moved => ({ journey, from, to: target(from, nodes) })),
  )
  return { ...source, moved }
}

/** The same graph with other lengths of time. */
function slower(source: Bundle): Bundle {
  const copy = structuredClone(source)
  for (const one of Object.values(copy.journeys)) {
    for (const node of Object.values(one.nodes)) {
      if (node.kind === 'delay' && 'for' in node) node.for = 'P3D'
      if (node.kind === 'wait' && node.limit !== undefined) node.limit = 'P5D'
    }
    one.hash = journeyHash(one)
  }
  return copy
}

// Half of the new versions are much like the old.
const versions = fc
  .tuple(
    anyGraph,
    fc.oneof({ weight: 1, arbitrary: anyGraph }, { weight: 1, arbitrary: fc.constant(slower) }),
    renames,
  )
  .map(([v1, next, { gone, answered, to }]) => {
    const v2 = typeof next === 'function' ? next(v1) : next
    return [v1, withMoves(renamed(v2, gone), gone, answered, to)] as const
  })

/** Some messages and calls have no answer yet. */
const isOpen = (key: string) => /\/n[14]( again)?\//.test(key)

function begin(source: Bundle): MemoryHost {
  const host = createMemoryHost(load(source), {
    deliver: (one) => (isOpen(one.key) ? undefined : outcomeOf(one)),
    answer: (one) => (isOpen(one.key) ? undefined : resultOf(one)),
  })
  host.post({ kind: 'contact', contact: 'c1', attributes: { email: 'a@b.c' }, at: START })
  return host
}

const contactOf = (host: MemoryHost): ContactState => host.contact('c1')!

function deploy(host: MemoryHost, source: Bundle, earlier: readonly Bundle[]) {
  const loaded = unwrap(loadBundle(source, earlier, versionsOf(contactOf(host).runs)))
  host.deploy(loaded)
  return loaded
}

const migrate = (host: MemoryHost) => host.post({ kind: 'migrate', contact: 'c1', at: host.now })

function holds(
  check: (v1: Bundle, v2: Bundle, before: Input[], after: Input[]) => void,
  options: { seed?: number } = {},
): void {
  fc.assert(
    fc.property(versions, anyLog, fc.integer({ min: 40, max: 100 }), ([v1, v2], log, part) => {
      const cut = Math.ceil((log.length * part) / 100)
      check(v1, v2, log.slice(0, cut), log.slice(cut))
    }),
    { numRuns: 150, ...options },
  )
}

test('the versions of these tests make runs meet every fate', () => {
  const seen = new Set<string>()
  holds(
    (v1, v2, before) => {
      const host = begin(v1)
      for (const input of before) host.post(input)
      const loaded = deploy(host, v2, [v1])
      for (const { fate } of planMigration(loaded, [contactOf(host)], host.now).steps) seen.add(fate)
    },
    { seed: 6 },
  )
  expect([...seen].sort()).toEqual([
    'arrives',
    'finishes',
    'in_flight',
    'left',
    'over',
    'stays',
    'unanswered',
  ])
})

test('a migration to the version that is in place changes nothing', () => {
  holds((v1, _, before) => {
    const host = begin(v1)
    for (const input of before) host.post(input)
    const loaded = deploy(host, v1, [v1])
    const contact = contactOf(host)
    expect(planMigration(loaded, [contact], host.now).steps).toEqual([])
    expect(migrate(host)).toEqual([])
    expect(contactOf(host)).toBe(contact)
  })
})

test('a migration does what its plan says, once, and leaves runs that go on', () => {
  holds((v1, v2, before, after) => {
    const host = begin(v1)
    for (const input of before) host.post(input)
    const loaded = deploy(host, v2, [v1])
    const plan = planMigration(loaded, [contactOf(host)], host.now)
    const old = contactOf(host).runs.filter(
      ({ journey, hash }) => loaded.journeys.get(journey)?.hash !== hash,
    )
    expect(plan.steps.reduce((sum, { runs }) => sum + runs, 0)).toBe(old.length)

    const records = migrate(host)
    const moved = records.filter(({ kind }) => kind === 'migrated').length
    const { stays, arrives, finishes, over, unanswered } = plan.totals
    expect(moved).toBe(unanswered > 0 ? 0 : stays + arrives + finishes + over)
    const rest = planMigration(loaded, [contactOf(host)], host.now).totals
    if (unanswered > 0) expect(rest).toEqual(plan.totals)
    else {
      expect(rest).toMatchObject({ stays: 0, arrives: 0, finishes: 0, over: 0 })
      // What the others did may have ended one.
      expect(rest.in_flight).toBeLessThanOrEqual(plan.totals.in_flight)
    }
    // What is due at once.
    host.advanceTo(host.now)
    const contact = contactOf(host)
    if (unanswered === 0) {
      expect(migrate(host)).toEqual([])
      expect(contactOf(host)).toBe(contact)
    }

    for (const input of after) host.post(input)
    host.advanceTo(END)
    for (const run of contactOf(host).runs) expect(run.hold === null).toBe(run.state !== 'active')
    expect(JSON.parse(JSON.stringify(contactOf(host)))).toEqual(contactOf(host))
    const keys = [...host.sent, ...host.calls, ...host.notices].map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const everything = unwrap(loadBundle(v2, [v1]))
    for (const [name, counts] of Object.entries(collectStatistics(everything, host.records).journeys)) {
      const inside = contactOf(host).runs.filter(
        (run) => run.journey === name && run.state === 'active',
      ).length
      const waiting = Object.values(counts.nodes).reduce((sum, one) => sum + one.waiting, 0)
      expect([waiting, counts.entered - counts.finished - counts.exited]).toEqual([inside, inside])
    }
  })
})
