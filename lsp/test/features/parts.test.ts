import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatRange, memoryHost, type Span } from '@journey-lang/compiler'
import { Session } from '@journey-lang/compiler/editor'
import { describe, expect, test } from 'vitest'
import { completion } from '../../src/features/completion.ts'
import { formatting } from '../../src/features/formatting.ts'
import { occurrencesIn } from '../../src/features/occurrences.ts'
import { semanticTokens } from '../../src/features/semantic-tokens.ts'
import { marked } from '../project.ts'

const EXAMPLE = fileURLToPath(new URL('../../../examples/maker/', import.meta.url))
const TEXTS = Object.fromEntries(
  readdirSync(EXAMPLE)
    .filter((name) => name.endsWith('.journey'))
    // In lines without indentation formatting has something to do.
    .map((name) => [name, readFileSync(join(EXAMPLE, name), 'utf8').replaceAll(/^ +/gm, '')]),
)

const open = (texts: Readonly<Record<string, string>>) =>
  new Session(memoryHost(texts), { paths: Object.keys(texts), timezone: 'Europe/Berlin' })

/** Parts of a text, short and long ones, from its begin to its end. */
function partsOf(text: string): Span[] {
  const parts: Span[] = []
  for (let start = 0, length = 0; start <= text.length; start += 211, length = (length * 7 + 13) % 900) {
    parts.push({ start, end: Math.min(start + length, text.length) })
  }
  return parts
}

const touches =
  (part: Span) =>
  ({ start, end }: Span): boolean =>
    start <= part.end && part.start <= end

describe('a part of a file is what it is in the whole', () => {
  const broken = Object.fromEntries(
    Object.entries(TEXTS).map(([path, text]) => [path, text.replaceAll(/\b(delay|body:|purpose:) /g, '{ ')]),
  )
  const projects: [what: string, texts: Readonly<Record<string, string>>][] = [
    ['as it is', TEXTS],
    ['with mistakes', broken],
  ]
  test.each(projects)('%s, its names and colours', (_, texts) => {
    const session = open(texts)
    for (const [path, text] of Object.entries(texts)) {
      const parts = partsOf(text)
      const colours = parts.map((part) => semanticTokens(session, path, part))
      const names = parts.map((part) => occurrencesIn(session, path, part))
      const all = { colours: semanticTokens(session, path), names: occurrencesIn(session, path) }
      for (const [index, part] of parts.entries()) {
        expect(colours[index]).toEqual(all.colours.filter(touches(part)))
        expect(names[index]!.filter(({ span }) => touches(part)(span))).toEqual(
          all.names.filter(({ span }) => touches(part)(span)),
        )
      }
    }
  })

  test('its layout', () => {
    const session = open(TEXTS)
    for (const [path, text] of Object.entries(TEXTS)) {
      for (const part of partsOf(text).filter((_, index) => index % 8 === 0)) {
        expect(formatting(session, path, part)).toEqual(formatRange(session.parsed(path)!, part))
      }
    }
  })
})

describe('what stands far away in the file is known', () => {
  const FAR = 'tag far\ntag away\ntag off\n'
  const DECLARED = `import { opened } from "std/events"
contact { email: email?, points: integer = 0 }
event bought { order: string }
channel mail: email { to: contact.email }
message hello via mail { subject: "Hello" }
journey welcome {
  start on bought where contact.email exists
  stage first { wait for bought as paid }
}
`
  const cases: [what: string, source: string, offered: string][] = [
    ['a message', 'journey two { start manually\n send $0 }', 'hello'],
    ['an event', 'journey two { start on $0 }', 'bought'],
    ['what is imported', 'journey two { start on $0 }', 'opened'],
    ['a field of the contact', 'segment rich = contact.$0', 'points'],
    ['a step', 'scenario "s" for welcome {\n  start manually\n  expect waiting at $0\n}', 'paid'],
    ['a tag', 'journey two { start manually\n tag #$0 }', 'far'],
  ]
  test.each(cases)('%s', (_, source, offered) => {
    const { snapshot, path, offset } = marked(
      `${DECLARED}${FAR}${source}\n${FAR.replaceAll('tag ', 'tag x')}`,
      {},
    )
    expect(completion(snapshot, path, offset)?.items.map(({ label }) => label)).toContain(offered)
  })
})
