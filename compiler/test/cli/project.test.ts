import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeHost, systemProblem } from '../../src/project/node-host.ts'
import { openProject } from '../../src/project/project.ts'
import { isSelected, projectsBelow, selectProjects } from '../../src/project/select.ts'
import { decodeUtf8 } from '../../src/source/utf8.ts'
import { type Files, folderWith } from './helpers.ts'

function filesOf(root: string): string[] {
  const opened = openProject(root)
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened.project.files
}

describe('the files of a project', () => {
  test.each<[name: string, files: Files, expected: string[]]>([
    [
      'below the folder, sorted',
      { 'b.journey': '', 'a/c.journey': '', 'a.journey': '' },
      ['a.journey', 'a/c.journey', 'b.journey'],
    ],
    ['nothing else', { 'a.journey': '', 'a.journeys': '', journey: '', 'b.md': '' }, ['a.journey']],
    [
      'not what is generated, installed or hidden',
      {
        'a.journey': '',
        'out/b.journey': '',
        'node_modules/x/c.journey': '',
        '.d/d.journey': '',
        '.e.journey': '',
      },
      ['a.journey'],
    ],
    [
      'the folder of builds is the one of the config',
      { 'journey.config.json': '{ "out": "./build/" }', 'build/a.journey': '', 'out/b.journey': '' },
      ['out/b.journey'],
    ],
    [
      'only below the sources of the config, each file once',
      {
        'journey.config.json': '{ "sources": ["x", "y/", "x/a.journey"] }',
        'a.journey': '',
        'x/a.journey': '',
        'y/b.journey': '',
      },
      ['x/a.journey', 'y/b.journey'],
    ],
    [
      'not what belongs to a project of its own',
      { 'a.journey': '', 'inner/journey.config.json': '{}', 'inner/b.journey': '' },
      ['a.journey'],
    ],
    ['a folder may be called like a file', { 'x.journey/a.journey': '' }, ['x.journey/a.journey']],
  ])('%s', (_, files, expected) => {
    expect(filesOf(folderWith(files))).toEqual(expected)
  })

  test('links to files are followed, circles of links do no harm', () => {
    const root = folderWith({ 'a.journey': '' })
    symlinkSync(root, join(root, 'again'))
    symlinkSync('loop', join(root, 'loop'))
    symlinkSync('a.journey', join(root, 'b.journey'))
    symlinkSync('gone', join(root, 'c.journey'))
    expect(filesOf(root)).toEqual(['a.journey', 'b.journey', 'c.journey'])
  })

  test('a source that does not exist is a problem', () => {
    const root = folderWith({ 'journey.config.json': '{ "sources": ["x"] }' })
    expect(openProject(root)).toEqual({
      ok: false,
      problem: { kind: 'unreadable', path: join(root, 'x'), problem: 'it does not exist' },
    })
  })
})

describe('the project of a path', () => {
  const files = {
    'shop/journey.config.json': '{}',
    'shop/a.journey': '',
    'shop/deep/b.journey': '',
    'loose/c.journey': '',
    'd.journey': '',
  }
  test.each<[directory: string, paths: string[], root: string, parts: string[]]>([
    ['shop', [], 'shop', ['']],
    ['shop/deep', [], 'shop', ['']],
    ['shop/deep', ['.'], 'shop', ['deep']],
    ['', ['shop/deep/b.journey'], 'shop', ['deep/b.journey']],
    ['', ['shop/a.journey', 'shop/deep'], 'shop', ['a.journey', 'deep']],
    ['', [], '', ['']],
    ['', ['loose'], 'loose', ['']],
    ['', ['loose/c.journey'], '', ['loose/c.journey']],
    ['shop', ['../loose/c.journey'], 'loose', ['c.journey']],
  ])('from %j, %j belongs to %j', (directory, paths, root, parts) => {
    const folder = folderWith(files)
    const selected = selectProjects(join(folder, directory), paths)
    expect(selected).toEqual({ ok: true, selections: [{ root: join(folder, root), parts }] })
  })

  test('a folder is not selected with another that begins with the same letters', () => {
    const selection = { root: '/', parts: ['deep'] }
    expect(['deep/a.journey', 'deeper/a.journey', 'deep'].map((file) => isSelected(selection, file))).toEqual(
      [true, false, true],
    )
  })

  test.each<[path: string, message: string]>([
    ['shop/b.journey', 'There is no file or folder "shop/b.journey". Did you mean "a.journey"?'],
    ['shp/a.journey', 'There is no file or folder "shp/a.journey". Did you mean "shop"?'],
    ['xyz', 'There is no file or folder "xyz".'],
    ['shop/journey.config.json', '"shop/journey.config.json" is neither a .journey file nor a folder.'],
    ['d.journey/x', '"d.journey/x" can\'t be read: part of the path is not a folder.'],
  ])('%j has none', (path, message) => {
    expect(selectProjects(folderWith(files), [path])).toEqual({ ok: false, problem: { message } })
  })

  test('projects below a folder are found', () => {
    const folder = folderWith({
      ...files,
      'x/y/journey.config.json': '{}',
      'x/y/z/journey.config.json': '{}',
    })
    expect(projectsBelow(folder)).toEqual([join(folder, 'shop'), join(folder, 'x/y')])
  })
})

describe('reading a file', () => {
  test('its text, or why there is none', () => {
    const root = folderWith({ 'a.journey': '\uFEFFtag x', 'b.journey': Uint8Array.of(0x61, 0xff) })
    mkdirSync(join(root, 'folder.journey'))
    const host = nodeHost(root)
    expect(host.read('a.journey')).toEqual({ ok: true, text: 'tag x' })
    expect(host.read('b.journey')).toEqual({ ok: false, reason: 'encoding', offset: 1 })
    expect(host.read('none.journey')).toEqual({ ok: false, reason: 'missing' })
    expect(host.read('a.journey/x')).toEqual({ ok: false, reason: 'missing' })
    expect(host.read('folder.journey')).toEqual({ ok: false, reason: 'unreadable', detail: 'it is a folder' })
    expect(host.read('../a.journey')).toEqual({
      ok: false,
      reason: 'unreadable',
      detail: 'it lies outside of the project',
    })
    expect(host.read('..a.journey')).toEqual({ ok: false, reason: 'missing' })
  })

  test.each([
    ['EACCES', 'permission denied'],
    ['EISDIR', 'it is a folder'],
    ['ENOSPC', 'the disk is full'],
    ['EUNHEARDOF', 'as the system puts it'],
  ])('%s in plain words', (code, words) => {
    expect(systemProblem(Object.assign(new Error('as the system puts it'), { code }))).toBe(words)
  })
})

describe('UTF-8', () => {
  test.each<[name: string, bytes: number[], offset: number]>([
    ['a lone continuation', [0x61, 0x80], 1],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9], 3],
    ['an overlong slash', [0xc0, 0xaf], 0],
    ['an overlong three-byte form', [0x61, 0xe0, 0x80, 0x80], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 0],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a cut character at the end', [0x61, 0xe2, 0x82], 1],
    ['a cut character inside', [0xe2, 0x82, 0x61], 0],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 0],
  ])('%s is refused at its place', (_, bytes, offset) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ ok: false, reason: 'encoding', offset })
  })

  test('any text comes back, and any bytes are either text or refused where the text ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = text.replace(/^\uFEFF/, '')
        expect(decodeUtf8(Buffer.from(clean))).toEqual({ ok: true, text: clean })
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeUtf8(bytes)
        if (decoded.ok || decoded.reason !== 'encoding') return
        expect(decodeUtf8(bytes.slice(0, decoded.offset)).ok).toBe(true)
        const more = new TextDecoder('utf-8', { fatal: true })
        expect(() => more.decode(bytes.slice(decoded.offset))).toThrow()
      }),
    )
  })
})
