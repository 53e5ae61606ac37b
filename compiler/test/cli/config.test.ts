import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import published from '../../schema/config-1.json' with { type: 'json' }
import { DEFAULT_CONFIG, readConfig } from '../../src/project/config.ts'
import { configSchema } from '../../src/project/config-schema.ts'
import { readJson } from '../../src/project/json-tree.ts'

/** Problems as `message | the text that they are about`. */
function problemsIn(text: string): string[] {
  return readConfig(text).problems.map(
    ({ message, span }) => `${message} | ${text.slice(span.start, span.end)}`,
  )
}

test('settings are read, and the others keep their defaults', () => {
  const text =
    '{ "$schema": "x.json", "name": "Shop", "sources": ["./journeys", "more"], "timezone": "Asia/Tehran" }'
  expect(readConfig(text)).toEqual({
    config: { name: 'Shop', sources: ['journeys', 'more'], timezone: 'Asia/Tehran', out: 'out' },
    problems: [],
  })
  expect(readConfig('{}')).toEqual({ config: DEFAULT_CONFIG, problems: [] })
})

test('levels of rules are read', () => {
  const text = '{ "lint": { "unused-tag": "off", "unreachable-step": ["error"] } }'
  expect(readConfig(text)).toEqual({
    config: {
      ...DEFAULT_CONFIG,
      lint: { 'unused-tag': { level: 'off' }, 'unreachable-step': { level: 'error', options: {} } },
    },
    problems: [],
  })
})

const BAD: [text: string, ...problems: string[]][] = [
  ['{ "timezon": "UTC" }', 'There is no setting "timezon". Did you mean "timezone"? | "timezon"'],
  [
    '{ "constructor": 1 }',
    'There is no setting "constructor". The settings are "name", "sources", "timezone", "out", "lint". | "constructor"',
  ],
  [
    '{ "timezone": "Europe/Berlim" }',
    '"Europe/Berlim" is not a time zone. Did you mean "Europe/Berlin"? | "Europe/Berlim"',
  ],
  ['{ "timezone": "+01:00" }', '"+01:00" is not a time zone. Use a name such as "Europe/Berlin". | "+01:00"'],
  ['{ "lint": "off" }', 'Expected the levels of rules, such as { "unused-tag": "off" }. | "off"'],
  [
    '{ "lint": { "unusedtag": "off" } }',
    'There is no rule "unusedtag". Did you mean "unused-tag"? | "unusedtag"',
  ],
  ['{ "lint": { "J6014": "off" } }', 'There is no rule "J6014". Did you mean "unused-tag"? | "J6014"'],
  ['{ "lint": { "no-start": "off" } }', '"no-start" is an error, and errors have no level. | "no-start"'],
  ['{ "lint": { "unused-tag": "warn" } }', 'A level is one of "error", "warning", "hint", "off". | "warn"'],
  [
    '{ "lint": { "unused-tag": "warnin" } }',
    'A level is one of "error", "warning", "hint", "off". Did you mean "warning"? | "warnin"',
  ],
  ['{ "lint": { "unused-tag": ["off", {}] } }', 'The rule "unused-tag" has no options. | {}'],
  ['{ "lint": { "unused-tag": [] } }', 'Expected a level, or a list of a level and options. | []'],
  ['{ "lint": { "unused-tag": "off", "unused-tag": "hint" } }', '"unused-tag" is set twice. | "unused-tag"'],
  ['{ "timezone": 1 }', 'Expected a time zone, such as "Europe/Berlin". | 1'],
  ['{ "name": "" }', 'Expected a text, such as "Shop". | ""'],
  ['{ "out": ["x"] }', 'Expected a folder, such as "out". | ["x"]'],
  ['{ "sources": "x" }', 'Expected a list of folders of the project, such as ["journeys"]. | "x"'],
  ['{ "sources": [] }', 'Expected a list of folders of the project, such as ["journeys"]. | []'],
  ['{ "sources": ["a", 1] }', 'Expected a folder, such as "journeys". | 1'],
  [
    '{ "sources": ["a/../../b"] }',
    '"a/../../b" lies outside of the project. Name a folder below the config file. | "a/../../b"',
  ],
  [
    '{ "sources": ["/etc"] }',
    '"/etc" lies outside of the project. Name a folder below the config file. | "/etc"',
  ],
  ['{ "name": "a", "name": "b" }', '"name" is set twice. | "name"'],
  ['[]', 'A config is an object: { "timezone": "Europe/Berlin" } | []'],
  [
    '{ "nam": 1, "ou": 2 }',
    'There is no setting "nam". Did you mean "name"? | "nam"',
    'There is no setting "ou". Did you mean "out"? | "ou"',
  ],
  ['{ "name": "a", }', 'There is no comma before "}" in JSON. Remove it. | ,'],
]

test.each(BAD)('%s', (text, ...problems) => {
  expect(problemsIn(text)).toEqual(problems)
})

describe('the schema that is published', () => {
  const validate = new Ajv2020({ strict: true }).compile(published)

  test('is the one in the sources (scripts/write-schemas.mjs writes it)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(configSchema)))
  })

  test('accepts the configs of the examples, of new projects, and all that the reader takes', () => {
    const root = new URL('../../../', import.meta.url)
    const examples = readdirSync(new URL('examples/', root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `examples/${name}/journey.config.json`)
    const texts = [...examples, 'compiler/template/journey.config.json'].map((path) =>
      readFileSync(new URL(path, root), 'utf8'),
    )
    const all =
      '{ "$schema": "x", "name": "a", "sources": ["./a", "b/c", ".", "..d"], "timezone": "UTC", "out": "o", "lint": { "unused-tag": "off", "unreachable-step": ["error"] } }'
    for (const text of ['{}', all, ...texts]) {
      expect(readConfig(text).problems).toEqual([])
      validate(JSON.parse(text))
      expect(validate.errors).toBe(null)
    }
  })

  /** What no schema can know: the zones of the world, and what JSON leaves open. */
  const BEYOND = /is not a time zone\. Did you mean|is set twice|There is no comma/
  test.each(BAD.filter(([, problem]) => !BEYOND.test(problem!)))('refuses %s', (text) => {
    expect(validate(JSON.parse(text))).toBe(false)
  })
})

describe('JSON', () => {
  test.each([
    '{}',
    '[]',
    ' { "a" : [ 1 , -2.5e3 , true , false , null , "x\\n\\u00e9\\"" ] , "b" : { "c" : "" } } ',
    '"text"',
    '0',
    '{"سلام":"دنیا"}',
  ])('%s is read as by JSON.parse', (text) => {
    const read = readJson(text)
    expect(read.ok && plain(read.value)).toEqual(JSON.parse(text))
  })

  test.each<[text: string, message: string, place: string]>([
    ['', 'Expected a value, but found the end.', ''],
    ['{', 'Expected a name in quotation marks or "}", but found the end.', ''],
    ['{"a" 1}', 'Expected ":" after "a", but found "1".', '1'],
    ['{"a":}', 'Expected a value for "a", but found "}".', '}'],
    ['{"a":1 "b":2}', 'Expected "," or "}", but found """.', '"'],
    ['[1 2]', 'Expected "," or "]", but found "2".', '2'],
    ['[1,]', 'There is no comma before "]" in JSON. Remove it.', ','],
    ['{a: 1}', 'Names stand in quotation marks: "a".', 'a'],
    ['{"a": yes}', 'Texts stand in quotation marks: "yes".', 'yes'],
    ["{'a': 1}", 'JSON writes texts in double quotation marks: "…".', "'"],
    ['{"a": 1} // end', 'JSON has no comments. Remove this one.', '// end'],
    ['{"a": "x\n"}', 'This text has no closing quotation mark.', '"x'],
    [
      '{"a": "C:\\x"}',
      'This text has an escape that JSON does not have. A backslash is written "\\\\".',
      '"C:\\x"}',
    ],
    ['{} {}', 'The document ends before this. Remove what follows.', '{'],
    [`${'['.repeat(300)}`, 'This is nested more than 200 levels deep.', '['],
  ])('%j is not JSON', (text, message, place) => {
    const read = readJson(text)
    const problem = read.ok ? undefined : read.problem
    expect(problem?.message).toBe(message)
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(place)
  })
})

type Node = Extract<ReturnType<typeof readJson>, { ok: true }>['value']

function plain(node: Node): unknown {
  if (node.kind === 'plain') return node.value
  if (node.kind === 'array') return node.items.map(plain)
  return Object.fromEntries(node.members.map(({ name, value }) => [name, plain(value)]))
}
