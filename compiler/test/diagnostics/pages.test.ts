import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pagesOf } from '../../../scripts/write-diagnostic-pages.mjs'
import { flow } from '../../src/diagnostics/catalog/flow.ts'
import { catalog } from '../../src/diagnostics/catalog/index.ts'
import { lint } from '../../src/diagnostics/catalog/lint.ts'
import { messages } from '../../src/diagnostics/catalog/messages.ts'
import { names } from '../../src/diagnostics/catalog/names.ts'
import { scenarios } from '../../src/diagnostics/catalog/scenarios.ts'
import { steering } from '../../src/diagnostics/catalog/steering.ts'
import { syntax } from '../../src/diagnostics/catalog/syntax.ts'
import { types } from '../../src/diagnostics/catalog/types.ts'
import { type DiagnosticName, definitionOf, messageOf } from '../../src/diagnostics/diagnostic.ts'
import { format, hasErrors, lower, parse } from '../../src/index.ts'
import { pages } from '../../src/pages/index.ts'
import { type Example, filesOf, source } from '../../src/pages/page.ts'
import { pagePath, pageText } from '../../src/pages/page-text.ts'
import { tryExample as tryPlainly } from '../../src/pages/try-example.ts'
import { runScenario } from '../../src/test/run-scenario.ts'
import { applyFix, codesOf, inWords } from './findings.ts'

const docs = new URL('../../../docs/', import.meta.url)
const allNames = Object.keys(catalog) as DiagnosticName[]

describe('the catalog', () => {
  const areas = { syntax, names, types, messages, flow, steering, scenarios, lint }

  test('gives every diagnostic a name and a code of its own', () => {
    const all = Object.values(areas).flatMap((area) => Object.keys(area))
    expect(new Set(all).size).toBe(all.length)
    const codes = allNames.map((name) => definitionOf(name).code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  test.each([
    ['syntax', 'J10'],
    ['names', 'J20'],
    ['types', 'J30'],
    ['messages', 'J35'],
    ['flow', 'J40'],
    ['steering', 'J41'],
    ['scenarios', 'J50'],
    ['lint', 'J60'],
  ] as const)('codes of %s begin with %s', (area, prefix) => {
    for (const { code } of Object.values(areas[area])) expect(code).toMatch(new RegExp(`^${prefix}\\d\\d$`))
  })

  test('codes that were withdrawn are not used again', () => {
    const withdrawn = ['J4014']
    const codes: string[] = allNames.map((name) => definitionOf(name).code)
    expect(codes.filter((code) => withdrawn.includes(code))).toEqual([])
  })
})

describe.each(allNames)('the page of %s', (name) => {
  const { why, wrong, right } = pages[name]
  const tryExample = (example: Example) => tryPlainly(example, { of: name })

  test('has a wrong example in which nothing else is found', () => {
    const found = tryExample(wrong)
    expect(inWords(found)).toHaveLength(1)
    expect(codesOf(found.diagnostics)).toEqual([definitionOf(name).code])
  })

  test('marks a place in its wrong example', () => {
    const { diagnostics, files, program } = tryExample(wrong)
    const { file, span } = diagnostics[0]!
    const text = files.get(file)?.text ?? program.templates.get(file)!
    expect(span.start).toBeLessThanOrEqual(span.end)
    expect(span.end).toBeLessThanOrEqual(text.length)
  })

  test('has a right example in which nothing is found, and whose scenarios pass', () => {
    const found = tryExample(right)
    expect(inWords(found)).toEqual([])
    expect(hasErrors(found)).toBe(false)
    const { bundle, scenarios: written } = lower(found.program)
    for (const scenario of written) expect(runScenario(bundle, scenario)).toMatchObject({ passed: true })
  })

  test('has examples that a reader can compare', () => {
    const paths = (example: Example) => (typeof example === 'string' ? [] : Object.keys(example))
    if (name !== 'second-contact') expect(paths(wrong)).toEqual(paths(right))
    expect(wrong).not.toEqual(right)
  })

  test('has a wrong example that each of its fixes mends', () => {
    for (const fix of tryExample(wrong).diagnostics[0]!.fixes) {
      const files = Object.entries(filesOf(wrong)).filter((entry) => typeof entry[1] === 'string')
      const mended = tryExample(applyFix(Object.fromEntries(files) as Record<string, string>, fix))
      expect(inWords(mended), fix.title).toEqual([])
    }
  })

  test('has a wrong example that stays in the style with each of its fixes', () => {
    const inStyle = (files: Readonly<Record<string, string>>) =>
      Object.entries(files).every(
        ([path, text]) => !path.endsWith('.journey') || format(parse(path, text)) === text,
      )
    const entries = Object.entries(filesOf(wrong)).filter((entry) => typeof entry[1] === 'string')
    const files = Object.fromEntries(entries) as Record<string, string>
    for (const fix of inStyle(files) ? tryExample(wrong).diagnostics[0]!.fixes : []) {
      const after = applyFix(files, fix)
      expect(inStyle(after), Object.values(after).join('\n')).toBe(true)
    }
  })

  test('says why in two sentences or more', () => {
    const sentences = why.match(/[.!?:](?=\s|$)/g) ?? []
    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(sentences.length).toBeLessThanOrEqual(6)
  })

  test('has a message of whole sentences', () => {
    const message = messageOf(tryExample(wrong).diagnostics[0]!)
    expect(message).toMatch(/^(?:[A-Z"#]|contact\.)/)
    expect(message).toMatch(/[.?)}"…>]$|: \S.*$/)
    expect(message).not.toMatch(/undefined|null|\[object|NaN/)
    expect(message).not.toMatch(/\ba [aeio]|\ban [bcdfgjklmnpqrstvwxyz]/)
  })

  test('shows its code, its message and both examples', () => {
    const text = pageText(name)
    expect(text).toMatch(new RegExp(`^# ${definitionOf(name).code}: `))
    expect(text).toContain(messageOf(tryExample(wrong).diagnostics[0]!))
    expect(text.indexOf('## Wrong')).toBeLessThan(text.indexOf('## Right'))
  })

  test('hides nothing and has no line that is too long to read', () => {
    const text = pageText(name)
    expect(text).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
    const code = text.split(/^```.*$/m).filter((_, index) => index % 2 === 1)
    for (const line of code.slice(1).join('\n').split('\n')) expect(line.length).toBeLessThanOrEqual(110)
  })
})

describe.each(['diagnostics', 'lint'])('docs/%s', (name) => {
  const folder = new URL(`${name}/`, docs)

  test('is what scripts/write-diagnostic-pages.mjs writes', () => {
    const written = new Map(
      readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
    )
    const expected = pagesOf(name)
    expect([...written.keys()].sort()).toEqual([...expected.keys()].sort())
    for (const [file, text] of expected) expect(written.get(file), file).toBe(text)
  })
})

test('each code has a page, and the table of all leads to it', () => {
  const table = readFileSync(new URL('diagnostics/README.md', docs), 'utf8')
  for (const name of allNames) {
    const path = pagePath(name)
    expect(table).toContain(
      `(${path.startsWith('lint/') ? `../${path}` : path.slice('diagnostics/'.length)})`,
    )
    expect(readFileSync(new URL(path, docs), 'utf8')).toBe(pageText(name))
  }
})

test('an example is written without the indentation of the file that holds it', () => {
  expect(source`
    a {
      b
    }

    c \n ${'d'}
  `).toBe('a {\n  b\n}\n\nc \\n d\n')
})
