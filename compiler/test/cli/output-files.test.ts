import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeFiles } from '../../src/cli/output-files.ts'
import { folderWith } from './helpers.ts'

const FILES = [
  { path: 'a.json', text: 'new a' },
  { path: 'b.json', text: 'new b' },
]

function write(root: string, folder: string): string[] {
  return writeFiles(join(root, folder), FILES, { directory: root })
}

test('files are written into a folder that is made for them, and only they are left there', () => {
  const root = folderWith({})
  expect(write(root, 'deep/out')).toEqual(['deep/out/a.json', 'deep/out/b.json'])
  expect(readdirSync(join(root, 'deep/out'))).toEqual(['a.json', 'b.json'])
  expect(readFileSync(join(root, 'deep/out/b.json'), 'utf8')).toBe('new b')
})

test('files that are there are replaced', () => {
  const root = folderWith({ 'out/a.json': 'old', 'out/other.txt': 'stays' })
  write(root, 'out')
  expect(readFileSync(join(root, 'out/a.json'), 'utf8')).toBe('new a')
  expect(readdirSync(join(root, 'out'))).toEqual(['a.json', 'b.json', 'other.txt'])
})

test('if one can not be written, none is changed and nothing is left behind', () => {
  const root = folderWith({ 'out/a.json': 'old' })
  mkdirSync(join(root, 'out/b.json'))
  expect(() => write(root, 'out')).toThrow('"out/b.json" can\'t be written: it is a folder.')
  expect(readFileSync(join(root, 'out/a.json'), 'utf8')).toBe('old')
  expect(readdirSync(join(root, 'out'))).toEqual(['a.json', 'b.json'])
})

test.each(['file', 'file/below'])('a file stands where the folder %j should be', (folder) => {
  const root = folderWith({ file: '' })
  expect(() => write(root, folder)).toThrow('it is a file, and a folder is needed')
})

// A place where even the superuser can't write, and where Node's own way to make folders never ends.
test('a folder that the system does not allow', () => {
  const root = folderWith({})
  expect(() => writeFiles('/proc/journey/out', FILES, { directory: root })).toThrow(/can't be written: /)
})
