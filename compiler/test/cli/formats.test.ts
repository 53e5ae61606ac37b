/** What `check` and `test` write for machines: each format is valid by its own rules and says the same. */
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv2020 } from 'ajv/dist/2020.js'
import draft04 from 'ajv-draft-04'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import diagnosticsSchema from '../../schema/diagnostics-1.json' with { type: 'json' }
import { githubAnnotations } from '../../src/cli/report/github.ts'
import type { JsonReport } from '../../src/cli/report/json.ts'
import { junitReport } from '../../src/cli/report/junit.ts'
import type { Report } from '../../src/cli/report/report.ts'
import { sarifReport } from '../../src/cli/report/sarif.ts'
import { elements, parseXml, type XmlElement } from '../emit/xml.ts'
import { BROKEN, FAILING, type Files, folderWith, run, SHOP } from './helpers.ts'

/** Errors with and without fixes, related places, a warning, a hint, and names that need to be escaped. */
const MISTAKES: Files = {
  'journey.config.json': '{ "timezone": "Europe/Berlin" }',
  'a, 100%.journey': [
    'contact { email: email? }',
    'tag vip',
    'tag vip "<b>\u0001 & more"',
    'event seen {}',
    'channel mail: email { to: contact.email }',
    'message hi via mail { subject: "\u200f", body: "Hello" }',
    'journey j {',
    '  start on seen',
    '  if contact.email exists && contact has #vpi {',
    '    send hi',
    '  }',
    '}',
    '',
  ].join('\n'),
  'فروشگاه.journey': 'import { vip } from "./a, 100%.journey"\ntag x "y\n',
}

const FORMATS = ['json', 'sarif', 'github', 'junit'] as const

const checked = (format: (typeof FORMATS)[number]) => run(folderWith(MISTAKES), ['check', '--format', format])

/** The findings, as the format that has all of them tells. */
const findings = async () => JSON.parse((await checked('json')).out) as JsonReport

describe('what is written of a finding', () => {
  const range = { start: { line: 2, column: 5 }, end: { line: 2, column: 8 } }
  const REPORT: Report = {
    files: ['a, 100%: #1.journey', 'clean.journey'],
    diagnostics: [
      {
        code: 'J2006',
        severity: 'error',
        message: 'There is no tag "vpi" <here> & so on.\r\nReally: 100%, no. \u0001',
        file: 'a, 100%: #1.journey',
        range,
        related: [{ message: 'It is declared here.', file: 'فروشگاه.journey', range }],
        fixes: [
          {
            title: 'Change to "vip"',
            safe: false,
            edits: [{ file: 'a, 100%: #1.journey', range, newText: 'vip' }],
          },
        ],
      },
      {
        code: 'J1003',
        severity: 'warning',
        message: 'Over two lines.',
        file: 'clean.journey',
        range: { start: { line: 1, column: 9 }, end: { line: 3, column: 2 } },
        related: [],
        fixes: [],
      },
    ],
  }

  test('as annotations of GitHub', () => {
    expect(githubAnnotations(REPORT)).toMatchSnapshot()
  })

  test('as cases of JUnit', () => {
    expect(junitReport(REPORT)).toMatchSnapshot()
  })

  test('as results of SARIF', () => {
    const { runs } = sarifReport(REPORT) as { runs: { results: object[]; artifacts: object[] }[] }
    expect(runs[0]!.artifacts).toMatchSnapshot()
    expect(runs[0]!.results).toMatchSnapshot()
  })
})

describe('check', () => {
  test.each(FORMATS)('%s: the status is that of the findings', async (format) => {
    expect(await checked(format)).toMatchObject({ status: 1, err: '' })
  })

  test('the mistakes are of all kinds', async () => {
    const { diagnostics } = await findings()
    expect(new Set(diagnostics.map(({ severity }) => severity))).toContain('warning')
    expect(diagnostics.some(({ related }) => related.length > 0)).toBe(true)
    expect(new Set(diagnostics.flatMap(({ fixes }) => fixes.map(({ safe }) => safe)))).toEqual(
      new Set([true, false]),
    )
  })

  test.each(FORMATS)('%s of a clean project', async (format) => {
    const { status, out, err } = await run(folderWith(SHOP), ['check', '--format', format])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    if (format !== 'sarif') expect(out).toMatchSnapshot()
  })
})

describe('json', () => {
  const ajv = new Ajv2020({ allowUnionTypes: true })

  test('is valid by the schema that is published', async () => {
    const validate = ajv.compile(diagnosticsSchema)
    validate(await findings())
    expect(validate.errors).toBe(null)
  })

  test('has no field that the schema does not describe', async () => {
    const validate = ajv.compile({ ...closed(diagnosticsSchema), $id: 'closed' })
    validate(await findings())
    expect(validate.errors).toBe(null)
  })

  /** The same schema without room for other fields. */
  function closed<T>(schema: T): T {
    if (Array.isArray(schema)) return schema.map(closed) as T
    if (schema === null || typeof schema !== 'object') return schema
    const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
    return ('properties' in inside ? { ...inside, additionalProperties: false } : inside) as T
  }
})

describe('sarif', () => {
  test.each(['mistakes', 'clean'] as const)('is valid by the schema of the standard: %s', async (which) => {
    const folder = folderWith(which === 'clean' ? SHOP : MISTAKES)
    const { out } = await run(folder, ['check', '--format', 'sarif'])
    const ajv = new draft04.default({ strict: false, unicodeRegExp: false })
    formats.default(ajv as never)
    const validate = ajv.compile(sarifSchema)
    validate(JSON.parse(out))
    expect(validate.errors).toBe(null)
  })

  test('each result has its rule, and its places are those of the findings', async () => {
    const { diagnostics } = await findings()
    const [{ tool, results, columnKind }] = JSON.parse((await checked('sarif')).out).runs
    expect(columnKind).toBe('utf16CodeUnits')
    expect(results.map((result: { ruleIndex: number }) => tool.driver.rules[result.ruleIndex].id)).toEqual(
      diagnostics.map(({ code }) => code),
    )
    for (const [index, { locations }] of results.entries()) {
      const { artifactLocation, region } = locations[0].physicalLocation
      const { file, range } = diagnostics[index]!
      expect(decodeURIComponent(artifactLocation.uri)).toBe(file)
      expect([region.startLine, region.startColumn, region.endLine, region.endColumn]).toEqual([
        range.start.line,
        range.start.column,
        range.end.line,
        range.end.column,
      ])
    }
  })
})

describe('github', () => {
  test('every line is a command, and unescaped it names the finding', async () => {
    const { diagnostics } = await findings()
    const lines = (await checked('github')).out.trimEnd().split('\n')
    const read = lines.map((line) => {
      const [, level, properties, data] = /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line)!
      const values = Object.fromEntries(properties!.split(',').map((property) => property.split('=')))
      return `${level} ${unescaped(values.file)}:${values.line} ${unescaped(data!).split('\n')[0]}`
    })
    expect(read).toEqual(
      diagnostics.map(({ severity, file, range, message }) => {
        const level = severity === 'hint' ? 'notice' : severity
        return `${level} ${file}:${range.start.line} ${message}`
      }),
    )
  })

  /** As the runner of GitHub reads them. */
  function unescaped(text: string): string {
    const named = { '%0A': '\n', '%0D': '\r', '%3A': ':', '%2C': ',', '%25': '%' }
    return text.replace(/%0A|%0D|%3A|%2C|%25/g, (code) => named[code as keyof typeof named])
  }
})

describe('junit', () => {
  test('of a check: a failure for each error', async () => {
    const root = readJunit((await checked('junit')).out)
    const errors = (await findings()).diagnostics.filter(({ severity }) => severity === 'error')
    const failures = elements(root).filter(({ name }) => name === 'failure')
    expect(failures.map(({ attributes }) => attributes.type)).toEqual(errors.map(({ code }) => code))
    expect(failures.map(({ attributes }) => attributes.message)).toEqual(
      errors.map(({ message }) => message.replace('\u0001', '\uFFFD')),
    )
    const count = String(errors.length)
    expect(root.attributes).toEqual({ name: 'journey', tests: count, failures: count, errors: '0' })
  })

  test.each([
    ['that pass', SHOP, 0, { tests: '1', failures: '0', errors: '0' }],
    ['that fail', FAILING, 1, { tests: '1', failures: '1', errors: '0' }],
    ['that can not be run', BROKEN, 1, { tests: '1', failures: '0', errors: '1' }],
  ] as const)('of scenarios %s', async (_, files, status, counts) => {
    const outcome = await run(folderWith(files), ['test', '--format', 'junit'])
    expect(outcome.status).toBe(status)
    expect(readJunit(outcome.out).attributes).toMatchObject(counts)
    expect(outcome.out).toMatchSnapshot()
  })

  /** What may stand in what, and the attributes that it has: the part on which the readers of JUnit agree. */
  const MODEL: Readonly<Record<string, { has: readonly string[]; holds: readonly string[] }>> = {
    testsuites: { has: ['name', 'tests', 'failures', 'errors'], holds: ['testsuite'] },
    testsuite: { has: ['name', 'tests', 'failures', 'errors'], holds: ['testcase', 'system-out'] },
    testcase: { has: ['classname', 'name'], holds: ['failure', 'error'] },
    failure: { has: ['type', 'message'], holds: [] },
    error: { has: ['type', 'message'], holds: [] },
    'system-out': { has: [], holds: [] },
  }

  /** The root of a report that is well-formed, follows the model, and counts right. */
  function readJunit(text: string): XmlElement {
    const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    expect(text.startsWith(declaration)).toBe(true)
    const root = parseXml(text.slice(declaration.length).trimEnd())
    expect(root.name).toBe('testsuites')
    for (const element of elements(root)) {
      const { has, holds } = MODEL[element.name]!
      expect(Object.keys(element.attributes)).toEqual(has)
      const names = element.children.map(({ name }) => name)
      expect(names.filter((name) => !holds.includes(name))).toEqual([])
      // Where the order is laid down, it is that of the model.
      expect([...names].sort((a, b) => holds.indexOf(a) - holds.indexOf(b))).toEqual(names)
      if (!has.includes('tests')) continue
      const inside = elements(element)
      const count = (name: string) => String(inside.filter((one) => one.name === name).length)
      expect(element.attributes).toMatchObject({
        tests: count('testcase'),
        failures: count('failure'),
        errors: count('error'),
      })
    }
    return root
  }
})
