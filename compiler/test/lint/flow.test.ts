import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { END, identitiesOf } from '../../src/checker/journeys/identity.ts'
import { compile, memoryHost } from '../../src/index.ts'
import { type FlowNode, type JourneyFlow, journeyFlow } from '../../src/lint/analysis/flow.ts'
import { lowerJourney } from '../../src/lower/journey.ts'
import { MAIN } from '../diagnostics/findings.ts'

const SHOP = `import { purchased } from "std/events"
contact { email: email, country: country = DE, news: boolean = false, points: integer = 0 }
tag vip
action check_points(): { points: integer } from "./actions.ts"
channel mail: email { to: contact.email, consent: contact.news }
message a via mail { subject: "a", body: "a" }
`

const ofAll = (sources: Record<string, string>) => {
  const paths = Object.keys(sources).filter((path) => path.endsWith('.journey'))
  const { program } = compile(memoryHost(sources), paths, { timezone: 'Europe/Berlin' })
  const symbols = [...program.modules.values()].flatMap(({ exports }) =>
    [...exports.values()].flatMap((symbol) => (symbol.kind === 'journey' ? [symbol] : [])),
  )
  return { program, symbols }
}

/** The steps that can be reached and where each leads, as the rules see them; `go to` is a way, as in a graph. */
function seen({ nodes }: JourneyFlow, idOf: (node: FlowNode) => string) {
  const through = (node: FlowNode | undefined): string => {
    if (!node) return END
    return node.step.kind === 'go-to' ? through(node.next[0]?.to) : idOf(node)
  }
  return Object.fromEntries(
    nodes
      .filter(({ reached, step }) => reached && step.kind !== 'go-to')
      .map((node) => [idOf(node), [...new Set(node.next.map(({ to }) => through(to)))].sort()]),
  )
}

function expectAgreement(sources: Record<string, string>): void {
  const { program, symbols } = ofAll(sources)
  expect(symbols).not.toEqual([])
  for (const symbol of symbols) {
    const { ids } = identitiesOf(symbol.declaration, program)
    const { nodes } = lowerJourney(symbol, program).journey
    const everyone = new Set([...program.exhaustive].map((step) => ids.get(step)))
    // A graph says where a value leads that there is not yet.
    const taken = (id: string) => (edge: [name: string, to: string]) =>
      edge[0] === 'else' && everyone.has(id) ? [] : [edge[1]]
    const lowered = Object.entries(nodes)
      .filter(([id]) => id !== END)
      .map(([id, { edges }]) => [id, [...new Set(Object.entries<string>(edges).flatMap(taken(id)))].sort()])
    expect(seen(journeyFlow(symbol, program), ({ step }) => ids.get(step)!)).toEqual(
      Object.fromEntries(lowered),
    )
  }
}

describe('the rules see the ways that runs take', () => {
  test.each([
    ['one after the other', 'send a delay 1 day tag #vip'],
    ['a message with another way', 'send a else { tag #vip } delay 1 day'],
    ['an if', 'if contact.news { tag #vip } else if contact.points > 3 { finish } delay 1 day'],
    ['a match', 'match contact.country { DE { tag #vip } AT { finish } } delay 1 day'],
    ['a match with another way', 'match contact.country { DE { tag #vip } } else { finish } delay 1 day'],
    ['a match of all', 'match contact.news { true { tag #vip } false { finish } } delay 1 day'],
    ['a split', 'split s { 50% x { tag #vip } 50% y } delay 1 day'],
    ['a repeat', 'repeat up to 3 times { if contact.news { tag #vip } else { finish } } delay 1 day'],
    [
      'a wait',
      'wait up to 1 day { on purchased { tag #vip } until contact.news } else { finish } delay 1 day',
    ],
    ['a wait without an end', 'wait for purchased forever delay 1 day'],
    ['a call', 'call check_points() as check else { finish } delay 1 day'],
    ['a date', 'delay until 2026-05-01 tag #vip'],
    ['a date that may be past', 'delay until 2026-05-01, if past skip\ntag #vip delay 1 day'],
    ['a last step that is left out', 'delay until 2026-05-01, if past skip\ntag #vip'],
    ['no step that is left out', 'delay until 2026-05-01, if past skip'],
    ['a date that ends it', 'delay until 2026-05-01, if past finish\ntag #vip'],
    ['a date that plays no part', 'delay until 2026-05-01, if past continue\ntag #vip delay 1 day'],
    [
      'a step that is left out of a round',
      'repeat up to 3 times { delay until 2026-05-01, if past skip\ntag #vip }',
    ],
    ['stages', 'stage x { tag #vip } stage y { delay 1 day }'],
    [
      'a stage behind',
      'stage x { if contact.news { go to z } } stage y { finish } stage z { delay 1 day go to x }',
    ],
    [
      'a way that is left out',
      'stage x { delay until 2026-05-01, if past skip\ngo to z } stage y { finish } stage z { tag #vip }',
    ],
    ['a stage that nobody comes to', 'stage x { go to z } stage y { tag #vip } stage z { delay 1 day }'],
  ])('%s', (_, steps) => expectAgreement({ [MAIN]: `${SHOP}journey j { start manually ${steps} }` }))

  const EXAMPLES = new URL('../../../examples/', import.meta.url)
  const folders = readdirSync(EXAMPLES).filter((name) => statSync(new URL(name, EXAMPLES)).isDirectory())
  test.each(folders)('the example %s', (folder) => {
    const from = new URL(`${folder}/`, EXAMPLES)
    const files = readdirSync(from, { recursive: true, encoding: 'utf8' })
    const texts = files.filter((path) => statSync(new URL(path, from)).isFile())
    expectAgreement(
      Object.fromEntries(texts.map((path) => [path, readFileSync(new URL(path, from), 'utf8')])),
    )
  })
})
