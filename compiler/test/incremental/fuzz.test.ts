import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Session } from '../../src/incremental/session.ts'
import { memoryHost } from '../../src/index.ts'
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

test('after any edits the state is that of a check from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      let texts: Texts = project
      const options = (now: Texts) => ({ paths: sourcesOf(now), timezone: 'Europe/Berlin' })
      const session = new Session({ read: (path) => memoryHost(texts).read(path) }, options(texts))
      for (const one of steps) {
        const before = session.diagnostics
        const after = take(one, texts)
        texts = after.texts
        const told = session.update([after.path], options(texts))
        expect(ofSession(session)).toEqual(await fromScratch(texts))
        const different = [...new Set([...before.keys(), ...session.diagnostics.keys()])].filter(
          (path) => JSON.stringify(before.get(path)) !== JSON.stringify(session.diagnostics.get(path)),
        )
        expect(told.sort()).toEqual(different.sort())
      }
    }),
    runs(25),
  )
})
