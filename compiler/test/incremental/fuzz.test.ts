import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Session } from '../../src/incremental/session.ts'
import { memoryHost, severityOf } from '../../src/index.ts'
import { runs } from '../fuzz.ts'
import { project } from './project.ts'
import { fromScratch, ofSession, sourcesOf, type Texts } from './state.ts'

/** What people type, whole and in halves. */
const PIECES = [
  ' ',
  '\n',
  '\n\n// a remark\n',
  '}',
  '{',
  '"',
  '?',
  '#vip ',
  ' where ',
  'exists ',
  'contact.',
  'x',
  'message hi via mail { subject: "Hi", body: "Hi" }\n',
  'event bought { order: string }\n',
  'event clicked_banner { times: integer }\n',
  'tag vip\n',
  'enum Market { domestic }\n',
  'segment buyers = contact in lapsed\n',
  'contact { email: email }\n',
  'moved back.gone to finish\n',
  'moved welcome.old to welcome.coupon\n',
  'import { bought } from "./base/events.journey"\n',
  'import { hello } from "./messages.journey"\n',
  'import { clicked } from "std/events"\n',
  'send hello ',
  'delay 2 days ',
  'integer',
]

interface Place {
  file: number
  /** A share of the text. */
  at: number
  length: number
}

type Edit =
  | (Place & { kind: 'insert' | 'replace'; piece: number })
  | (Place & { kind: 'cut' | 'line' | 'word' })
type Step = Edit | { kind: 'restore'; file: number } | { kind: 'remove'; file: number }

const file = fc.nat({ max: 20 })
const place = { file, at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat({ max: 8 }) }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('insert', 'replace'),
      ...place,
      piece: fc.nat({ max: PIECES.length - 1 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('cut', 'line', 'word'), ...place }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('restore' as const), file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), file }) },
)

const names = Object.keys(project)

/** Edits that leave a project without errors, so that all rules go on looking: each is made and taken back at random. */
const VARIANTS: readonly [path: string, find: string, by: string][] = [
  ['base/channels.journey', '  consent: contact.opted_in\n', ''],
  ['base/channels.journey', '  limit: 3 per 7 days\n', ''],
  ['base/channels.journey', 'limit: 3', 'quiet: 21:00 to 08:00\n  limit: 3'],
  ['base/channels.journey', 'channel booth', '\n\nchannel booth'],
  ['base/events.journey', 'tag seen', '// journey-ignore unused-tag: later\ntag unheard\ntag seen'],
  ['base/messages.journey', '  purpose: sell\n', '  purpose: serve\n'],
  ['base/offer.liquid', 'Take', 'Take{% for tag in contact.tags %}{{ tag }}{% endfor %}'],
  ['base/people.journey', 'contact has #vip and ', ''],
  ['shop/contact.journey', 'points: integer', 'zone: timezone = "Europe/Berlin"\n  points: integer'],
  ['welcome.journey', '    tag #seen\n', ''],
  ['welcome.journey', '  enter once\n', '  enter again after 3 days\n'],
  ['welcome.journey', '    if contact.email exists {\n      send hello\n    }\n', ''],
  ['welcome.journey', 'and contact has #seen', ''],
  ['welcome.journey', 'tag #vip', 'untag #vip'],
  ['welcome.journey', 'tag #vip', 'set contact.points = 3'],
  ['back.journey', 'start on asked where asked.about exists', 'start on tag #vip'],
  ['back.journey', 'import { asked, vip }', 'import { asked, bought, vip }'],
  ['back.journey', 'untag #vip', 'if contact.points > 3 and contact.points < 2 { delay 1 day }'],
  ['back.journey', 'enter again', 'exit when contact has #vip\n  enter again'],
  ['back.journey', 'journey back', 'journey aback {\n  start on asked\n  delay 1 day\n}\n\njourney back'],
  ['scenarios.journey', 'target >= 10', 'target >= 10\n    kpi told: sent hello'],
]

function varied(made: ReadonlySet<number>): Texts {
  const texts: Record<string, string> = { ...project }
  for (const index of [...made].sort((a, b) => a - b)) {
    const [path, find, by] = VARIANTS[index]!
    texts[path] = texts[path]!.replace(find, by)
  }
  return texts
}

/** The texts after a step, and which file it changed. */
function take(step: Step, texts: Texts): { texts: Texts; path: string } {
  const path = names[step.file % names.length]!
  if (step.kind === 'restore') return { texts: { ...texts, [path]: project[path]! }, path }
  if (step.kind === 'remove') {
    const { [path]: _, ...rest } = texts
    return { texts: rest, path }
  }
  const text = texts[path] ?? ''
  return { texts: { ...texts, [path]: changed(text, step) }, path }
}

function changed(text: string, step: Edit): string {
  const at = Math.floor(step.at * text.length)
  const put = (start: number, end: number, piece = '') => text.slice(0, start) + piece + text.slice(end)
  switch (step.kind) {
    case 'insert':
      return put(at, at, PIECES[step.piece]!)
    case 'replace':
      return put(at, at + step.length, PIECES[step.piece]!)
    case 'cut':
      return put(at, at + step.length)
    case 'line': {
      const start = text.lastIndexOf('\n', at - 1) + 1
      const end = text.indexOf('\n', at)
      return put(start, end < 0 ? text.length : end + 1)
    }
    case 'word': {
      const start = text.slice(0, at).search(/\w*$/)
      return put(start, at + /^\w*/.exec(text.slice(at))![0].length, 'word')
    }
  }
}

/** A session over texts that change, held against a check from scratch. */
function opened(start: Texts, timezone?: string) {
  let texts = start
  const options = () => ({ paths: sourcesOf(texts), timezone })
  const session = new Session({ read: (path) => memoryHost(texts).read(path) }, options())
  const change = async (now: Texts, paths: readonly string[]): Promise<void> => {
    const before = session.diagnostics
    texts = now
    const told = session.update(paths, options())
    expect(ofSession(session)).toEqual(await fromScratch(texts, { timezone }))
    const different = [...new Set([...before.keys(), ...session.diagnostics.keys()])].filter(
      (path) => JSON.stringify(before.get(path)) !== JSON.stringify(session.diagnostics.get(path)),
    )
    expect(told.sort()).toEqual(different.sort())
  }
  return { session, change }
}

test('after any edits the state is that of a check from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      let texts: Texts = project
      const { change } = opened(texts, 'Europe/Berlin')
      for (const one of steps) {
        const after = take(one, texts)
        texts = after.texts
        await change(texts, [after.path])
      }
    }),
    runs(25),
  )
})

test.each(VARIANTS.map((_, index) => index))('variant %i has no errors', (index) => {
  const { session } = opened(varied(new Set([index])))
  const found = [...session.diagnostics.values()].flat()
  expect(found.filter((one) => severityOf(one) === 'error')).toEqual([])
})

test('while a project stays without errors, what rules say of it is that of a check from scratch', async () => {
  const variant = fc.nat({ max: VARIANTS.length - 1 })
  await fc.assert(
    fc.asyncProperty(fc.array(variant, { minLength: 2, maxLength: 20 }), async (steps) => {
      const { change } = opened(project)
      const made = new Set<number>()
      for (const index of steps) {
        if (!made.delete(index)) made.add(index)
        await change(varied(made), [VARIANTS[index]![0]])
      }
    }),
    runs(15),
  )
})
