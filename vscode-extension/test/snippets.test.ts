import { describe, expect, test } from 'vitest'
import { format, parse } from '../../compiler/src/index.ts'
import { compileFragment } from '../../docs/test/fragments.ts'
import { preludeOf } from '../../docs/test/pages.ts'
import snippets from '../snippets/journey.json' with { type: 'json' }
import { expandSnippet } from './support/snippets.ts'

const prelude = preludeOf('docs/language.md')
/** Where the cursor comes to stand in an empty block, somebody writes a step. */
const shown = (body: readonly string[]): string =>
  expandSnippet(body.join('\n').replace(/(\{\s*)\$0(\s*\})/, '$1finish$2'))

/** Where snippets are written, by what surrounds them. All but the contact stand beside declarations. */
const around = {
  alone: (text: string) => text,
  declaration: (text: string) => `${prelude}\n${text}`,
  tested: (text: string) =>
    `${prelude}\njourney example {\nstart on signed_up where contact.email exists\nsend hello\ndelay 1 day as new_name\n}\n${text}`,
  head: (text: string) => `${prelude}\njourney example {\n${text}\ndelay 1 day\n}\n`,
  belowStart: (text: string) =>
    `${prelude}\njourney example {\nstart on signed_up\n${text}\ndelay 1 day\n}\n`,
  step: (text: string) =>
    `${prelude}\njourney onboarding {\nstart manually\ndelay 1 day\n}\njourney example {\nstart on signed_up where contact.email exists\n${text}\n}\n`,
  stage: (text: string) => `${prelude}\njourney example {\nstart on signed_up\n${text}\n}\n`,
  beforeStage: (text: string) =>
    `${prelude}\njourney example {\nstart on signed_up\nstage meeting {\n${text}\n}\nstage loving { delay 1 day }\n}\n`,
  map: (text: string) => `${prelude}\nmap example {\nstage s {\n${text}\n}\n}`,
  mapWithTouchpoints: (text: string) =>
    `${prelude}\nmap example {\nstage s {\ntouchpoint reel via mail by sales\ntouchpoint checkout via text by sales\n}\n${text}\n}`,
} satisfies Record<string, (text: string) => string>

type Name = keyof typeof snippets
const places: Record<keyof typeof around, readonly Name[]> = {
  alone: ['Contact', 'Import'],
  declaration: [
    'Enum', 'Event', 'Tag declaration', 'Segment', 'Channel', 'Message', 'Message with variants', 'Department',
    'Action', 'Stages', 'Persona', 'Campaign', 'Journey', 'Journey with stages', 'Map',
  ],
  tested: ['Scenario', 'Moved'],
  head: [
    'Start on an event', 'Start on an event that fits', 'Start on a tag', 'Start on a segment', 'Start every week',
    'Start at a date', 'Start by hand',
  ],
  belowStart: ['Goal', 'Exit when', 'Exit on'],
  stage: ['Stage'],
  beforeStage: ['Go to a stage'],
  step: [
    'Send', 'Send, or else', 'Delay', 'Delay until', 'Wait for an event', 'Wait until a condition holds',
    'Wait for the first of several', 'If', 'If, else', 'Match', 'Split', 'Repeat', 'Set a field', 'Add a tag',
    'Remove a tag', 'Call an action', 'Notify a department', 'Emit an event', 'Enter a journey', 'Finish',
  ],
  map: ['Touchpoint', 'KPI'],
  mapWithTouchpoints: ['Handoff'],
} // biome-ignore format: lists of words

test('every snippet has its place', () => {
  expect(Object.values(places).flat().toSorted()).toEqual(Object.keys(snippets).toSorted())
})

describe.each(Object.keys(places) as (keyof typeof places)[])('%s', (place) => {
  test.each(places[place])('%s compiles', (name) => {
    const { messages } = compileFragment(around[place](shown(snippets[name].body)), prelude)
    expect(messages).toEqual([])
  })

  test.each(places[place])('%s is written in the one style', (name) => {
    const text = shown(snippets[name].body)
    const formatted = format(parse('snippet.journey', around[place](text)))
    const squeezed = (value: string) => value.replace(/^[ \t]+|[ \t]+$/gm, '').replace(/\n+/g, '\n')
    expect(squeezed(formatted)).toContain(squeezed(text).trim())
  })
})

test.each(Object.entries(snippets))('%s says what it is for', (_, { prefix, description, body }) => {
  expect(description).toMatch(/^[A-Z][^.]+$/)
  expect(prefix).toMatch(/^[a-z ]+$/)
  expect(body.join('\n')).toContain('$0')
})
