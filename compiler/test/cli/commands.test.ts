import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { validateGraph } from '@journey-lang/runtime'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { catalog } from '../../src/diagnostics/catalog/index.ts'
import { BROKEN, FAILING, type Files, folderWith, run, SHOP } from './helpers.ts'

describe('help', () => {
  test('the overview names every command', async () => {
    const { status, out } = await run(folderWith({}), ['--help'])
    expect(status).toBe(0)
    expect(out).toMatchSnapshot()
  })

  test.each(commands.map(({ name }) => name))(
    '%s: the same in three ways, and no line too long',
    async (name) => {
      const folder = folderWith({})
      const { status, out } = await run(folder, ['help', name])
      expect(status).toBe(0)
      expect(out).toMatchSnapshot()
      for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
      expect(await run(folder, [name, '--help'])).toEqual({ status: 0, out, err: '' })
      expect(await run(folder, ['--help', name])).toEqual({ status: 0, out, err: '' })
    },
  )

  test('without a command it is shown as the answer to wrong use', async () => {
    const { status, out, err } = await run(folderWith({}), [])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain('Usage: journey COMMAND')
  })
})

describe('wrong use and files that are not what they should be', () => {
  const UTF_16 = Uint8Array.of(0xff, 0xfe, 0x61, 0x00)
  const files: Files = {
    ...SHOP,
    'empty/readme.md': '',
    'elsewhere/journey.config.json': '{}',
    'built/graph.json': '{}',
    'elsewhere/out/built.journey': '',
    'badconfig/journey.config.json': '{ "timezon": "UTC" }',
    'badconfig/a.journey': '',
    'utf16/journey.config.json': UTF_16,
    'log.jsonl': '',
    'utf16.jsonl': UTF_16,
    'text.json': 'hello',
    'list.json': '[]',
    'future.json': '{ "formatVersion": "2.0" }',
    'other.json': '{ "formatVersion": "1.0" }',
    'needs.json': '{ "formatVersion": "1.0", "requires": ["telepathy"] }',
  }
  test.each<[line: string, message: string]>([
    ['chekc', 'There is no command "chekc". Did you mean "check"?\nSee "journey --help".'],
    ['--chekc', 'There is no option "--chekc" before a command.\nSee "journey --help".'],
    ['--halp', 'There is no option "--halp" before a command. Did you mean "--help"?\nSee "journey --help".'],
    ['help chekc', 'There is no command "chekc". Did you mean "check"?\nSee "journey --help".'],
    ['welcome.journey', 'A command comes first: "journey check welcome.journey".\nSee "journey --help".'],
    [
      'check --formt json',
      '"journey check" has no option "--formt". Did you mean "--format"?\nSee "journey help check".',
    ],
    ['check welcom.journey', 'There is no file or folder "welcom.journey". Did you mean "welcome.journey"?'],
    ['check log.jsonl', '"log.jsonl" is neither a .journey file nor a folder.'],
    ['check elsewhere', 'There are no .journey files in elsewhere.'],
    [
      'run built --events log.jsonl',
      'There are no .journey files in built.\nIt holds a graph: built/graph.json.',
    ],
    [
      'check elsewhere/out/built.journey',
      '"elsewhere/out/built.journey" does not belong to the project around it.\n' +
        'Its sources are .; dot folders, node_modules and "out" are left out.',
    ],
    ['check shop.journey empty', 'There are no .journey files in empty.'],
    ['check - shop.journey', '"-" (standard input) can\'t be mixed with other paths.'],
    ['check utf16', '"utf16/journey.config.json" can\'t be read: it is not UTF-8 (byte 1).'],
    ['build . badconfig', 'There is no setting "timezon". Did you mean "timezone"?'],
    [
      'build --out welcome.journey',
      '"welcome.journey" can\'t be written: it is a file, and a folder is needed.',
    ],
    ['graph none.json', 'There is no file "none.json".'],
    ['graph text.json', 'This is not JSON. Texts stand in quotation marks: "hello".'],
    [
      'graph list.json',
      '"list.json" can\'t be used as a graph: R1001: This is not a journey graph: a JSON object was expected, not a list.\n' +
        'See "journey explain R1001".',
    ],
    [
      'graph future.json',
      '"future.json" can\'t be used as a graph: R1002: The graph has format version 2.0, and this runtime reads 1.x. ' +
        'Build it again, or use a runtime of that version.\nSee "journey explain R1002".',
    ],
    [
      'graph needs.json',
      '"needs.json" can\'t be used as a graph: R1003: The graph needs "telepathy", which this runtime does not have. ' +
        'Use a newer runtime.\nSee "journey explain R1003".',
    ],
    ['graph --journey welcom', 'There is no journey "welcom". Did you mean "welcome"?'],
    ['graph --journey zzz', 'There is no journey "zzz". There are: welcome.'],
    ['graph shop.journey', '"shop.journey" has no journey to draw.'],
    ['graph --stats other.json', '"other.json" is not what "journey run" writes to statistics.json.'],
    ['graph - --stats -', 'Only one of the graph and the statistics can be standard input.'],
    ['run', 'Which events? Name a log: --events FILE.jsonl.\nSee "journey help run".'],
    ['run log.jsonl', 'Which events? Name a log: --events log.jsonl.\nSee "journey help run".'],
    ['run --events none.jsonl', 'There is no file "none.jsonl".'],
    ['run --events empty', '"empty" can\'t be read: it is a folder.'],
    ['run --events utf16.jsonl', '"utf16.jsonl" is not UTF-8 text (byte 1).\nSave it as UTF-8.'],
    ['run - --events -', 'Only one of the graph and the events can be standard input.'],
    ['run - --events log.jsonl', 'Standard input is not a graph. Build one first: journey build.'],
    ['run text.json other.json --events log.jsonl', 'Name one graph, or sources.\nSee "journey help run".'],
    [
      'run --events log.jsonl --until soon',
      '--until is "end" or a time with its offset, such as 2026-04-01T00:00Z, not "soon".\nSee "journey help run".',
    ],
    ['explain J9', 'There is no code "J9".\nSee "journey help explain".'],
    [
      'explain unused_tag',
      'There is no rule "unused_tag". Did you mean "unused-tag"?\nSee "journey help explain".',
    ],
    ['explain j10022', 'There is no code "j10022". Did you mean "J1002"?\nSee "journey help explain".'],
  ])('journey %s', async (line, message) => {
    const { status, out, err } = await run(folderWith(files), line.split(' '))
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err.split('\n --> ')[0]).toBe(
      err.includes('\n --> ') ? `error: ${message}` : `error: ${message}\n`,
    )
  })

  test('a folder one level above the projects names them', async () => {
    const folder = folderWith({
      'a/journey.config.json': '{}',
      'a/a.journey': '',
      'b/journey.config.json': '{}',
    })
    const { status, err } = await run(folder, ['check'])
    expect(status).toBe(2)
    expect(err).toBe(
      'error: There are no .journey files in this folder.\nThere are projects below it: a, b.\n',
    )
  })

  test('a config is shown with each of its mistakes in place', async () => {
    const config = '{\n  "timezon": "UTC",\n  "out": 1\n}\n'
    const { status, out, err } = await run(folderWith({ ...SHOP, 'journey.config.json': config }), ['check'])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatchSnapshot()
  })

  test('several journeys and none named', async () => {
    const second = 'journey second {\n  start manually\n  finish\n}\n'
    const folder = folderWith({ ...SHOP, 'second.journey': second })
    expect((await run(folder, ['graph'])).err).toBe(
      'error: This project has several journeys. Name one with --journey. There are: second, welcome.\n',
    )
    // A file with one journey needs no name.
    expect((await run(folder, ['graph', 'second.journey', '--format', 'dot'])).out).toContain(
      'digraph "second"',
    )
  })
})

describe('check', () => {
  test('reports a mistake with its place', async () => {
    const { status, out, err } = await run(folderWith(BROKEN), ['check'])
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(out).toMatchSnapshot()
  })

  test('reports for machines', async () => {
    const { status, out } = await run(folderWith(BROKEN), ['check', '--format', 'json'])
    expect(status).toBe(1)
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      diagnostics: [
        expect.objectContaining({
          code: 'J2006',
          severity: 'error',
          message: 'There is no message "thankz" here. Did you mean "thanks"?',
          file: 'welcome.journey',
          range: { start: { line: 9, column: 10 }, end: { line: 9, column: 16 } },
        }),
      ],
      summary: { files: 2, errors: 1, warnings: 0, hints: 0 },
    })
  })

  test('the project is read whole, and what belongs to the paths is reported', async () => {
    const folder = folderWith({ ...BROKEN, 'deep/readme.md': '' })
    expect((await run(join(folder, 'deep'), ['check'])).out).toContain('--> ../welcome.journey:9:10')
    expect(await run(folder, ['check', 'shop.journey'])).toEqual({
      status: 0,
      out: '✓ Checked 1 file: no problems.\n',
      err: '',
    })
    expect((await run(folder, ['check', 'shop.journey', 'welcome.journey'])).status).toBe(1)
  })

  test('paths of several projects', async () => {
    const inFolder = (name: string, files: Files) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]))
    const folder = folderWith({ ...inFolder('good', SHOP), ...inFolder('bad', BROKEN) })
    const { status, out } = await run(folder, ['check', 'good', 'bad'])
    expect(status).toBe(1)
    expect(out).toContain('--> bad/welcome.journey:9:10')
  })

  test('files are named as seen from the working directory', async () => {
    const folder = folderWith({ ...BROKEN, 'deep/a.md': '' })
    const { out } = await run(join(folder, 'deep'), ['check', '../welcome.journey'])
    expect(out).toContain('--> ../welcome.journey:9:10')
  })

  test('a file that is not UTF-8 is reported like any other mistake', async () => {
    const { status, out } = await run(folderWith({ 'a.journey': Uint8Array.of(0x74, 0xe9) }), ['check'])
    expect(status).toBe(1)
    expect(out).toContain('it is not UTF-8 text (byte 2). Save it as UTF-8.\n --> a.journey\n')
  })

  test('standard input is one more file of the project around', async () => {
    const text = 'import { vip } from "./shop.journey"\njourney j {\n  start manually\n  tag #vip\n}\n'
    const { status, out } = await run(folderWith(SHOP), ['check', '-'], { input: text })
    expect(out).toBe('✓ Checked 1 file: no problems.\n')
    expect(status).toBe(0)
  })

  test('Persian, emoji and tabs', async () => {
    const source = 'tag خریدار "خرید 🎉 کرد"\n\ttag خریدار\n'
    const { status, out } = await run(folderWith({ 'فروشگاه.journey': source }), ['check'])
    expect(status).toBe(1)
    expect(out).toMatchSnapshot()
  })
})

describe('build', () => {
  test('writes the graph, its source map and pictures; the same bytes every time', async () => {
    const folder = folderWith(SHOP)
    const words = ['build', '--emit', 'json,svg,dot']
    const { status, out, err } = await run(folder, words)
    expect({ status, err }).toEqual({ status: 0, err: '✓ Built 1 journey.\n' })
    expect(out).toBe('out/graph.json\nout/graph.map.json\nout/welcome.svg\nout/welcome.dot\n')
    const contents = () =>
      readdirSync(join(folder, 'out')).map((name) => readFileSync(join(folder, 'out', name), 'utf8'))
    const [graph, map, , svg] = contents()
    expect(validateGraph(JSON.parse(graph!))).toEqual([])
    expect(JSON.parse(map!)).toMatchObject({ version: 1, files: expect.arrayContaining(['welcome.journey']) })
    expect(svg).toMatch(/^<svg |^<\?xml /)
    const before = contents()
    await run(folder, words)
    expect(contents()).toEqual(before)
  })

  test('journeys whose names differ only in case get files of their own', async () => {
    const source = 'journey a { start manually finish }\njourney A { start manually finish }\n'
    const folder = folderWith({ 'a.journey': `contact {}\n${source}` })
    const { status, out } = await run(folder, ['build', '--emit', 'dot'])
    expect({ status, out }).toEqual({ status: 0, out: 'out/a.dot\nout/A-2.dot\n' })
  })

  test('to another folder', async () => {
    const folder = folderWith({ ...SHOP, 'deep/readme.md': '' })
    const { out } = await run(join(folder, 'deep'), ['build', '--out', '../x/y'])
    expect(out).toBe('../x/y/graph.json\n../x/y/graph.map.json\n')
    expect(readdirSync(join(folder, 'x/y'))).toEqual(['graph.json', 'graph.map.json'])
  })

  test('writes nothing when there are errors, and tells them on standard error', async () => {
    const folder = folderWith(BROKEN)
    const { status, out, err } = await run(folder, ['build'])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('error[J2006]')
    expect(err).toContain('1 error in 1 file')
    expect(readdirSync(folder)).not.toContain('out')
  })

  test('one project at a time', async () => {
    const folder = folderWith({ ...SHOP, 'b/journey.config.json': '{}', 'b/b.journey': '' })
    const { status, err } = await run(folder, ['build', '.', 'b'])
    expect(status).toBe(2)
    expect(err).toBe('error: The paths belong to several projects. Name those of one project.\n')
  })
})

describe('graph', () => {
  test('from sources, from a graph, and from standard input it is the same', async () => {
    const folder = folderWith(SHOP)
    await run(folder, ['build'])
    const graph = readFileSync(join(folder, 'out/graph.json'), 'utf8')
    const dot = await run(folder, ['graph', '--format', 'dot'])
    expect(dot).toMatchObject({ status: 0, err: '' })
    expect(await run(folder, ['graph', 'out/graph.json', '--format', 'dot'])).toEqual(dot)
    expect(await run(folder, ['graph', '-', '--format', 'dot'], { input: graph })).toEqual(dot)
  })

  test('draws a picture, with counts when there are any', async () => {
    const folder = folderWith({ ...SHOP, 'log.jsonl': LOG })
    const plain = await run(folder, ['graph'])
    await run(folder, ['run', '--events', 'log.jsonl', '--out', 'results'])
    const counted = await run(folder, ['graph', '--stats', 'results/statistics.json'])
    expect([plain.status, counted.status]).toEqual([0, 0])
    expect(plain.out).toContain('<svg')
    expect(plain.out).not.toContain('2 entered')
    expect(counted.out).toContain('2 entered')
  })

  test('tells the errors of the sources', async () => {
    const { status, out, err } = await run(folderWith(BROKEN), ['graph'])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('error[J2006]')
  })
})

const LOG = `
{"type":"contact","id":"sara","attributes":{"email":"sara@example.com","email_opt_in":true}}
{"type":"contact","id":"reza","attributes":{"email":"reza@example.com","email_opt_in":true}}
{"type":"event","contact":"sara","event":"signed_up","at":"2026-03-02T10:00:00Z"}
{"type":"event","contact":"reza","event":"signed_up","at":"2026-03-03T10:00:00Z"}
{"type":"event","contact":"sara","event":"purchased","at":"2026-03-04T10:00:00Z","payload":{"total":{"amount":2000,"currency":"EUR"}}}
`.trimStart()

describe('run', () => {
  test('a log through the journeys', async () => {
    const folder = folderWith({ ...SHOP, 'log.jsonl': LOG })
    const { status, out, err } = await run(folder, ['run', '--events', 'log.jsonl', '--out', 'results'])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatchSnapshot()
    const results = ['contacts.jsonl', 'sent.jsonl', 'statistics.json']
    expect(readdirSync(join(folder, 'results'))).toEqual(results)
    for (const name of results)
      expect(readFileSync(join(folder, 'results', name), 'utf8')).toMatchSnapshot(name)
  })

  test('until nobody waits, until a moment, and from standard input', async () => {
    const folder = folderWith({ ...SHOP, 'log.jsonl': LOG })
    await run(folder, ['build'])
    const ends = await run(folder, ['run', 'out/graph.json', '--events', 'log.jsonl', '--until', 'end'])
    expect(ends.out).toContain('5 lines, 2 contacts, until 2026-03-10 11:00 (Europe/Berlin)')
    expect(ends.out).toContain('entered 2 · inside 0 · finished 2 · exited 0')
    const early = await run(folder, ['run', '--events', '-', '--until', '2026-03-02T12:00Z'], { input: LOG })
    expect(early.out).toContain('3 lines, 2 contacts, until 2026-03-02 13:00 (Europe/Berlin)')
    expect(early.out).toContain('entered 1 · inside 1 · finished 0 · exited 0')
  })

  test('lines that do not fit are left out and told, with what was meant', async () => {
    const lines = [
      '{"type":"event","contact":"sara","event":"purchsed","at":"2026-03-04T10:00:00Z"}',
      '{"type":"event","contact":"sara","event":"purchased","at":"2026-03-04T10:00:00Z","payload":{"total":20}}',
      '{"type":"contact","attributes":{}}',
      '{"type":"contact","id":"sara","attributes":{"emial":"x@example.com"}}',
      '{"type":"tag","contact":"sara","tag":"vpi","at":"2026-03-04T10:00:00Z"}',
      '{"type":"start","contact":"sara","journey":"welcom","at":"2026-03-04T10:00:00Z"}',
      '{"type":"event","contact":"sara","event":"signed_up","at":"2026-03-04"}',
      'oops',
    ]
    const folder = folderWith({ ...SHOP, 'log.jsonl': LOG + lines.join('\n') })
    const { status, out, err } = await run(folder, ['run', '--events', 'log.jsonl'])
    expect(status).toBe(1)
    expect(out).toContain('entered 2')
    expect(err).toMatchSnapshot()
  })

  test('fields that mean nothing are told, with how often they occur and what was meant', async () => {
    const lines = [
      '{"type":"event","contact":"sara","event":"signed_up","at":"2026-03-02T10:00:00Z","paylod":{}}',
      '{"type":"event","contact":"reza","event":"signed_up","at":"2026-03-02T10:00:00Z","paylod":{},"note":1}',
      '{"type":"contact","id":"sara","tag":["vip"]}',
      '{"type":"event","contact":"sara","event":"purchased","at":"2026-03-03T10:00:00Z","payload":{"total":{"amount":1,"currency":"EUR"},"totl":1}}',
      '{"type":"event","contact":"sara","event":"opened","at":"2026-03-03T10:00:00Z","payload":{"message":"thanks","x":1}}',
    ]
    const folder = folderWith({ ...SHOP, 'log.jsonl': lines.join('\n') })
    const { status, err } = await run(folder, ['run', '--events', 'log.jsonl'])
    expect({ status, err }).toEqual({
      status: 0,
      err: [
        'log.jsonl:1: warning: A line of type "event" has no field "paylod": it was left out of 2 lines. Did you mean "payload"?',
        'log.jsonl:2: warning: A line of type "event" has no field "note": it was left out.',
        'log.jsonl:3: warning: A line of type "contact" has no field "tag": it was left out. Did you mean "tags"?',
        'log.jsonl:4: warning: The event "purchased" has no field "totl": it was left out. Did you mean "total"?',
        'log.jsonl:5: warning: The event "opened" has no field "x": it was left out.',
        '\n',
      ].join('\n'),
    })
  })

  test('a text that can not be written is a failure, at the line or the contact that it was for', async () => {
    const body = 'body: file("thanks.liquid")'
    const shop = SHOP['shop.journey'].replace('body: "We are glad."', body)
    const folder = folderWith({ ...SHOP, 'shop.journey': shop, 'thanks.liquid': 'Thanks!', 'log.jsonl': LOG })
    await run(folder, ['build'])
    // The compiler refuses what can not be written; a graph may come from elsewhere.
    const graph = readFileSync(join(folder, 'out/graph.json'), 'utf8')
    writeFileSync(join(folder, 'graph.json'), graph.replace('Thanks!', "{% render 'gone' %}"))
    const { status, out, err } = await run(folder, ['run', 'graph.json', '--events', 'log.jsonl'])
    expect(status).toBe(1)
    expect(err).toMatch(
      /^log\.jsonl:5: error\[R5003\]: The body of "thanks" could not be written: .*\n1 problem\n\n$/,
    )
    expect(out).toMatch(/^ {2}thanks +0 +1 +0$/m)
  })

  test('no more problems than somebody reads', async () => {
    const folder = folderWith({ ...SHOP, 'log.jsonl': 'oops\n'.repeat(50) })
    const { err } = await run(folder, ['run', '--events', 'log.jsonl'])
    expect(err.match(/^log\.jsonl:/gm)).toHaveLength(20)
    expect(err).toContain('… and 30 more\n50 problems\n')
  })

  test('a log without events', async () => {
    const { status, err } = await run(folderWith({ ...SHOP, 'log.jsonl': '\n' }), [
      'run',
      '--events',
      'log.jsonl',
    ])
    expect({ status, err }).toEqual({ status: 0, err: 'note: "log.jsonl" has no events.\n' })
  })
})

describe('test', () => {
  test('scenarios that pass', async () => {
    expect(await run(folderWith(SHOP), ['test'])).toEqual({
      status: 0,
      out: 'welcome.journey\n  ✓ who buys is thanked\n\n1 scenario: 1 passed\n',
      err: '',
    })
  })

  test('a scenario that fails is shown with what happened', async () => {
    const { status, out, err } = await run(folderWith(FAILING), ['test'])
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(out).toMatchSnapshot()
  })

  test('results for machines', async () => {
    const { status, out } = await run(folderWith(FAILING), ['test', '--format', 'json'])
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchSnapshot()
  })

  test('only the scenarios of the paths', async () => {
    const { status, out, err } = await run(folderWith(FAILING), ['test', 'shop.journey'])
    expect({ status, out, err }).toEqual({ status: 0, out: '', err: 'note: There are no scenarios here.\n' })
  })

  test('nothing is run when there are errors', async () => {
    const { status, out, err } = await run(folderWith(BROKEN), ['test'])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('error[J2006]')
    const json = await run(folderWith(BROKEN), ['test', '--format', 'json'])
    expect(JSON.parse(json.out)).toMatchObject({ diagnostics: [{ code: 'J2006' }], scenarios: [] })
  })
})

describe('explain', () => {
  test.each(['J2006', 'j2006', 'unknown-name', 'R2001', 'r4001'])('%s', async (code) => {
    const { status, out, err } = await run(folderWith({}), ['explain', code])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatchSnapshot()
  })

  test('every code there is', async () => {
    const { PROBLEMS } = await import('@journey-lang/runtime')
    const codes = [...Object.values(catalog), ...Object.values(PROBLEMS)].map(({ code }) => code)
    for (const code of [...codes, ...Object.keys(catalog)]) {
      const { status, out } = await run('/', ['explain', code])
      expect({ code, status }).toEqual({ code, status: 0 })
      expect(out).not.toMatch(/undefined|\[object|NaN/)
    }
  })
})

describe('rules', () => {
  test('have the levels of the config, in every command', async () => {
    const project = (lint: object) =>
      folderWith({ ...SHOP, 'b.journey': 'tag b\n', 'journey.config.json': JSON.stringify({ lint }) })
    const statuses = async (lint: object, ...words: string[]) => (await run(project(lint), words)).status
    expect(await statuses({}, 'check')).toBe(0)
    expect(await statuses({ 'unused-tag': 'error' }, 'check')).toBe(1)
    expect(await statuses({ 'unused-tag': 'error' }, 'test')).toBe(0)
    expect((await run(project({}), ['check'])).out).toContain('warning[J6014]')
    expect((await run(project({ 'unused-tag': 'off' }), ['check'])).out).toContain('no problems')
  })
})

describe('an unexpected error', () => {
  const broken = async (debug: boolean) => {
    const { journey } = await import('../../src/cli/dispatch.ts')
    const { PLAIN } = await import('../../src/cli/style.ts')
    let err = ''
    const status = await journey(['--version'], {
      directory: '/',
      out: () => {
        throw new TypeError('Cannot read this\nand that')
      },
      err: (text) => {
        err += text
      },
      input: async () => new Uint8Array(),
      askedToStop: async () => {},
      style: { out: PLAIN, err: PLAIN },
      width: 80,
      debug,
    })
    return { status, err }
  }

  test('is one line', async () => {
    expect(await broken(false)).toEqual({
      status: 2,
      err: 'error: this is a mistake in journey itself, please report it: Cannot read this\n',
    })
  })

  test('has its stack when that is asked for', async () => {
    expect((await broken(true)).err).toMatch(/Cannot read this\nTypeError: [\s\S]+\n {4}at /)
  })
})

describe('a Liquid template that can not be read', () => {
  const files = {
    'a.journey': `contact { email: email }
channel mail: email { to: contact.email }
message hello via mail { subject: "Hi", body: file("mails/hi.liquid") }
journey j { start manually send hello }
`,
    'mails/hi.liquid': 'Hi {% if x %}\n',
  }
  test.each([
    ['check', ['a.journey']],
    ['build', []],
    ['test', []],
  ])('is told by %s, at its place, and nothing is written', async (command, paths) => {
    const folder = folderWith(files)
    const { status, out, err } = await run(folder, [command, ...paths])
    expect(status).toBe(1)
    const told = command === 'check' ? out : err
    expect(told).toContain('error[J3501]: This is not Liquid: tag {% if x %} not closed.')
    expect(told).toContain('mails/hi.liquid:1:4')
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })
})
