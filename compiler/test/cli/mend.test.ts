import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applySafeFixes } from '../../src/diagnostics/apply-fixes.ts'
import type { Diagnostic, Edit } from '../../src/diagnostics/diagnostic.ts'
import { compile, memoryHost } from '../../src/index.ts'
import { type Files, folderWith, run, SHOP } from './helpers.ts'

const CONTACT = 'contact { email: email? }\n'

/** A project of one file after `check --fix`. */
async function mended(text: string, others: Files = {}) {
  const folder = folderWith({ 'a.journey': text, ...others })
  const outcome = await run(folder, ['check', '--fix'])
  return { ...outcome, text: readFileSync(join(folder, 'a.journey'), 'utf8'), folder }
}

describe('what is mended', () => {
  test.each<[what: string, before: string, after: string]>([
    ['a time', 'channel m: email { to: contact.email, quiet: 9:00 to 10:00 }', 'quiet: 09:00 to 10:00'],
    ['an operator', 'journey j { start manually if 1 == 1 && 2 == 2 { finish } }', '1 == 1 and 2 == 2'],
    ['quotation marks', 'tag x “Ten”', 'tag x "Ten"'],
    ['a comment', 'tag x # ten', 'tag x // ten'],
    ['a comment before something', '/* ten */ tag x', '// ten\ntag x'],
    ['quiet hours', 'channel m: email { to: contact.email, quiet: 22:00 - 08:00 }', 'quiet: 22:00 to 08:00'],
    [
      'a time behind "T"',
      'journey j { start at 2026-11-27T08:00 finish }',
      'start at 2026-11-27 08:00 finish',
    ],
    ['a semicolon', 'tag x "Ten";', 'tag x "Ten"\n'],
    ['a tag', 'tag x\njourney j { start manually tag x }', 'tag #x'],
    ['a default that makes a question mark idle', 'event e { a: string? = "b" }', 'a: string = "b"'],
    ['a hidden mark', 'tag \u202ex', 'tag x'],
    [
      'a name of the library',
      'journey j { start on purchased finish }',
      'import { purchased } from "std/events"\n',
    ],
  ])('%s', async (_, before, after) => {
    const { text, err } = await mended(`${CONTACT}${before}\n`)
    expect(text).toContain(after)
    expect(err).toMatch(/^✓ a\.journey:\d+:\d+: J\d{4}: .*\nMended 1 mistake in 1 file\.\n\n$/)
  })

  test.each<[what: string, text: string]>([
    ['a misspelt name: there might be another', 'tag vip\njourney j { start manually tag #vpi }'],
    [
      'a message without an address: there are two ways',
      [
        'event e {}',
        'channel c: email { to: contact.email }',
        'message m via c { subject: "a", body: "b" }',
        'journey j { start on e send m }',
      ].join('\n'),
    ],
    ['a mark of direction inside a text: it may be wanted', 'tag x "\u200f!"'],
    ['a brace between foreign quotation marks: it would become a hole', 'tag x ‘{1}’'],
  ])('not %s', async (_, source) => {
    const { text, err } = await mended(`${CONTACT}${source}\n`)
    expect({ text, err }).toEqual({ text: `${CONTACT}${source}\n`, err: '' })
  })
})

test('what mending makes visible is mended, too', async () => {
  const journey = 'journey j {\n  start on a\n  start on b\n  tag #x\n  enter once\n}\n'
  const { text, status, out } = await mended(journey, {
    'names.journey': `${CONTACT}event a {}\nevent b {}\ntag x\n`,
  })
  expect(text).toBe(
    'import { a, b, x } from "./names.journey"\njourney j {\n  enter once\n  start on a\n  start on b\n  tag #x\n}\n',
  )
  expect({ status, out }).toEqual({ status: 0, out: '✓ Checked 2 files: no problems.\n' })
})

describe('a line of the head moves', () => {
  const before = 'event purchased {}\n'
  test.each<[what: string, journey: string, after: string]>([
    [
      'behind the brace of the journey, not one in its title',
      'journey j "A \\{b\\}" {\n  start manually\n  delay 1 day\n  goal g: purchased\n}\n',
      'journey j "A \\{b\\}" {\n  goal g: purchased\n  start manually\n  delay 1 day\n}\n',
    ],
    [
      'with the comments that belong to it',
      'journey j { // all of it\n  start manually\n  delay 1 day // a\n  /// The goal.\n  // of ours\n  goal g: purchased // b\n  // rest\n  finish\n}\n',
      'journey j { // all of it\n  /// The goal.\n  // of ours\n  goal g: purchased // b\n  start manually\n  delay 1 day // a\n  // rest\n  finish\n}\n',
    ],
    [
      'above what stands behind the brace',
      'journey j { start manually\n  delay 1 day\n  goal g: purchased // b\n}\n',
      'journey j {\n  goal g: purchased // b\n  start manually\n  delay 1 day\n}\n',
    ],
    [
      'alone, where other steps stand on its line',
      'journey j {\n  start manually\n  // two\n  delay 1 day goal g: purchased finish\n}\n',
      'journey j {\n  goal g: purchased\n  start manually\n  // two\n  delay 1 day finish\n}\n',
    ],
    [
      'not, where steps share its line and something documents it',
      'journey j {\n  start manually\n  delay 1 day\n  /// The goal.\n  goal g: purchased finish\n}\n',
      'journey j {\n  start manually\n  delay 1 day\n  /// The goal.\n  goal g: purchased finish\n}\n',
    ],
  ])('%s', async (_, journey, after) => {
    const { text } = await mended(`${CONTACT}${before}${journey}`)
    expect(text).toBe(`${CONTACT}${before}${after}`)
    const windows = `${CONTACT}${before}${journey}`.replaceAll('\n', '\r\n')
    expect((await mended(windows)).text).toBe(`${CONTACT}${before}${after}`.replaceAll('\n', '\r\n'))
  })
})

test('what is left is reported, and the status is about that', async () => {
  const { status, out, err } = await mended(`${CONTACT}tag x # ten\ntag x\n`)
  expect(status).toBe(1)
  expect(out).toContain('error[J2005]')
  expect(out).toContain('1 error in 1 file\n')
  expect(err).toContain('Mended 1 mistake in 1 file.')
})

test('without --fix it is said how many could be mended', async () => {
  const one = await run(folderWith({ 'a.journey': `${CONTACT}tag x # ten\n` }), ['check'])
  expect(one.out).toContain('1 error in 1 file\nIt can be mended by journey check --fix.\n')
  const some = await run(folderWith({ 'a.journey': `${CONTACT}tag x # ten\ntag x\ntag y # two\n` }), [
    'check',
  ])
  expect(some.out).toMatch(/3 errors in 1 file\n2 of them can be mended by journey check --fix\.\n$/)
})

test('a report for machines is about what is left', async () => {
  const folder = folderWith({ 'a.journey': `${CONTACT}tag x # ten\n` })
  const { status, out } = await run(folder, ['check', '--fix', '--format', 'json'])
  expect(status).toBe(0)
  const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string }[] }
  expect(diagnostics.map(({ code }) => code)).toEqual(['J6014'])
})

test('files stay what they were: their line ends, byte order mark, permissions and links', async () => {
  const folder = folderWith({ 'names.journey': `${CONTACT}tag x\n`, 'real/text': '' })
  const bytes = '\uFEFFjourney j {\r\n  start manually\r\n  tag x\r\n}\r\n'
  writeFileSync(join(folder, 'real/text'), bytes)
  chmodSync(join(folder, 'real/text'), 0o640)
  symlinkSync('real/text', join(folder, 'a.journey'))
  expect((await run(folder, ['check', '--fix'])).status).toBe(0)
  expect(readFileSync(join(folder, 'real/text'), 'utf8')).toBe(
    '\uFEFFimport { x } from "./names.journey"\r\njourney j {\r\n  start manually\r\n  tag #x\r\n}\r\n',
  )
  expect(statSync(join(folder, 'real/text')).mode & 0o777).toBe(0o640)
})

test('only what belongs to the paths is mended', async () => {
  const folder = folderWith({ 'a.journey': `${CONTACT}tag x # ten\n`, 'b.journey': 'tag y # ten\n' })
  await run(folder, ['check', 'b.journey', '--fix'])
  expect(readFileSync(join(folder, 'a.journey'), 'utf8')).toContain('#')
  expect(readFileSync(join(folder, 'b.journey'), 'utf8')).toBe('tag y // ten\n')
})

test('a clean project is left alone', async () => {
  const folder = folderWith(SHOP)
  const before = statSync(join(folder, 'shop.journey')).mtimeMs
  expect(await run(folder, ['check', '--fix'])).toEqual({
    status: 0,
    out: '✓ Checked 2 files: no problems.\n',
    err: '',
  })
  expect(statSync(join(folder, 'shop.journey')).mtimeMs).toBe(before)
})

test('standard input has no file', async () => {
  const { status, err } = await run(folderWith({}), ['check', '-', '--fix'], { input: 'tag x # ten' })
  expect(status).toBe(2)
  expect(err).toContain("--fix needs files: standard input can't be changed.")
})

describe('edits that would touch', () => {
  const TEXT = '0123456789'
  const [found] = compile(memoryHost({ a: 'tag' }), ['a']).diagnostics

  type Edits = [start: number, end: number, text: string][]

  /** Applies one fix for each list of edits; gives the text and which were applied. */
  function applied(fixes: readonly Edits[]) {
    const diagnostics = fixes.map((edits, index): Diagnostic => {
      const asEdits = edits.map(([start, end, text]): Edit => ({ file: 'a', span: { start, end }, text }))
      return { ...found!, fixes: [{ title: String(index), edits: asEdits, safe: true }] }
    })
    const result = applySafeFixes(diagnostics, () => TEXT)
    return { text: result.texts.get('a'), applied: result.applied.map(({ fix }) => Number(fix.title)) }
  }

  test('names that one import lacks are put in at once, each of them once', () => {
    const source =
      'import { purchased } from "std/events"\njourney j { start on purchased exit on opened exit on clicked exit on opened }\n'
    const { diagnostics } = compile(memoryHost({ 'a.journey': source }), ['a.journey'])
    const { texts } = applySafeFixes(diagnostics, (file) => (file === 'a.journey' ? source : undefined))
    expect(texts.get('a.journey')).toContain('import { purchased, opened, clicked } from')
  })

  // biome-ignore format: a table
  test.each<[what: string, fixes: Edits[], text: string, applied: number[]]>([
    ['apart', [[[1, 2, 'a']], [[4, 6, 'b']]], '0a23b6789', [0, 1]],
    ['the later first', [[[4, 6, 'b']], [[1, 2, 'a']]], '0a23b6789', [0, 1]],
    ['one after the other', [[[1, 2, 'a']], [[2, 3, 'b']]], '0ab3456789', [0, 1]],
    ['overlapping', [[[1, 3, 'a']], [[2, 4, 'b']]], '0a3456789', [0]],
    ['one inside the other', [[[1, 5, 'a']], [[2, 3, 'b']]], '0a56789', [0]],
    ['the same', [[[1, 2, 'a']], [[1, 2, 'a']]], '0a23456789', [0]],
    ['inserting at one place', [[[1, 1, 'a']], [[1, 1, 'b']]], '0a123456789', [0]],
    ['inserting at an end', [[[1, 2, 'a']], [[2, 2, 'b']]], '0a23456789', [0]],
    ['in one of two places', [[[1, 2, 'a'], [8, 9, 'c']], [[4, 5, 'd'], [8, 9, 'b']]], '0a234567c9', [0]],
  ])('%s', (_, fixes, text, which) => {
    expect(applied(fixes)).toEqual({ text, applied: which })
  })
})
