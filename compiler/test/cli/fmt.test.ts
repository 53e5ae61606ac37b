import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run, SHOP, spawnJourney } from './helpers.ts'

const MESSY = 'tag   vip\n\n\n\nevent a{x:string,}\n'
const NEAT = 'tag vip\n\nevent a { x: string }\n'

const FILES = { ...SHOP, 'messy.journey': MESSY, 'neat.journey': NEAT, 'deep/messy.journey': MESSY }

const textIn = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

describe('journey fmt', () => {
  test('formats the files of the project, and names those that it changed', async () => {
    const folder = folderWith(FILES)
    expect(await run(folder, ['fmt', 'deep', 'neat.journey', 'messy.journey'])).toEqual({
      status: 0,
      out: 'deep/messy.journey\nmessy.journey\n',
      err: '✓ Formatted 2 of 3 files.\n',
    })
    expect(textIn(folder, 'messy.journey')).toBe(NEAT)
    expect(await run(folder, ['fmt', 'messy.journey'])).toEqual({
      status: 0,
      out: '',
      err: '✓ 1 file, all in the style.\n',
    })
  })

  test('writes only files that change, and keeps their permissions and byte order marks', async () => {
    const folder = folderWith({ 'neat.journey': NEAT, 'messy.journey': `\uFEFF${MESSY}` })
    chmodSync(join(folder, 'messy.journey'), 0o640)
    const before = statSync(join(folder, 'neat.journey'))
    await run(folder, ['fmt'])
    expect(statSync(join(folder, 'neat.journey')).ino).toBe(before.ino)
    expect(statSync(join(folder, 'messy.journey')).mode & 0o777).toBe(0o640)
    expect(textIn(folder, 'messy.journey')).toBe(`\uFEFF${NEAT}`)
  })

  test('--check lists files and changes none', async () => {
    const folder = folderWith(FILES)
    expect(await run(folder, ['fmt', '--check', 'deep', 'neat.journey'])).toEqual({
      status: 1,
      out: 'deep/messy.journey\n',
      err: '1 file to format: journey fmt does it.\n',
    })
    expect(textIn(folder, 'deep/messy.journey')).toBe(MESSY)
    expect(await run(folder, ['fmt', '--check', 'neat.journey'])).toMatchObject({ status: 0, out: '' })
  })

  test.each(['-', '--stdin'])('%s: from standard input to standard output', async (word) => {
    const folder = folderWith({})
    expect(await run(folder, ['fmt', word], { input: MESSY })).toEqual({ status: 0, out: NEAT, err: '' })
    expect(await run(folder, ['fmt', word, '--check'], { input: MESSY })).toMatchObject({ status: 1 })
    expect(await run(folder, ['fmt', word, '--check'], { input: NEAT })).toEqual({
      status: 0,
      out: '',
      err: '',
    })
  })

  test('in a process of its own', async () => {
    const { status, out } = await spawnJourney(folderWith({}), ['fmt', '-'], { input: MESSY })
    expect({ status, out }).toEqual({ status: 0, out: NEAT })
  })

  test('leaves what it can not read as it is', async () => {
    const input = 'tag   vip\nchanel   mail : email {\n to:x }\n'
    const { out } = await run(folderWith({}), ['fmt', '-'], { input })
    expect(out).toBe('tag vip\nchanel   mail : email {\n to:x }\n')
  })

  test('a folder outside of all projects stands for those below it', async () => {
    const folder = folderWith({
      'shops/one/journey.config.json': '{}',
      'shops/one/a.journey': MESSY,
      'shops/two/journey.config.json': '{}',
      'shops/two/a.journey': NEAT,
    })
    expect(await run(folder, ['fmt', '--check', 'shops'])).toMatchObject({
      status: 1,
      out: 'shops/one/a.journey\n',
    })
  })

  test.each([
    ['fmt - neat.journey', 'Standard input can\'t be mixed with paths.\nSee "journey help fmt".'],
    ['fmt --stdin neat.journey', 'Standard input can\'t be mixed with paths.\nSee "journey help fmt".'],
    ['fmt nothing', 'There is no file or folder "nothing".'],
    ['fmt latin1', '"latin1/a.journey" is not UTF-8 text (byte 5).\nSave it as UTF-8.'],
  ])('%s is wrong use', async (line, message) => {
    const latin1 = Uint8Array.from(Buffer.from('tag é', 'latin1'))
    const folder = folderWith({ 'neat.journey': NEAT, 'latin1/a.journey': latin1 })
    const { status, out, err } = await run(folder, line.split(' '))
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toContain(message)
  })
})
