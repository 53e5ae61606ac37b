import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { version } from '../../src/cli/version.ts'
import { readConfig } from '../../src/project/config.ts'
import { folderWith, run } from './helpers.ts'

const FILES = [
  'shop/journey.config.json',
  'shop/shop.journey',
  'shop/welcome.journey',
  'shop/mails/hello.liquid',
  'shop/.github/workflows/journey.yml',
  'shop/.gitignore',
]

test('a new project is clean, its scenarios pass, and it builds', async () => {
  const folder = folderWith({})
  const { status, out, err } = await run(folder, ['init', 'shop'])
  expect({ status, out }).toEqual({ status: 0, out: FILES.map((path) => `${path}\n`).join('') })
  expect(err).toMatchSnapshot()
  const inside = join(folder, 'shop')
  expect(await run(inside, ['check'])).toEqual({
    status: 0,
    out: '✓ Checked 2 files: no problems.\n',
    err: '',
  })
  expect(await run(inside, ['test'])).toMatchObject({ status: 0, err: '' })
  expect(await run(inside, ['graph', '--format', 'dot'])).toMatchObject({ status: 0, err: '' })
  expect((await run(inside, ['build'])).status).toBe(0)
})

test('in the working directory, whose name is that of the project', async () => {
  const folder = join(folderWith({ 'Tea "&" mugs/notes.md': 'stays' }), 'Tea "&" mugs')
  expect((await run(folder, ['init'])).status).toBe(0)
  expect(readdirSync(folder)).toContain('notes.md')
  const { config, problems } = readConfig(readFileSync(join(folder, 'journey.config.json'), 'utf8'))
  expect(problems).toEqual([])
  expect(config.name).toBe('Tea "&" mugs')
  expect(config.timezone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
})

test('the workflow runs the version that made it', async () => {
  const folder = folderWith({})
  await run(folder, ['init'])
  const workflow = readFileSync(join(folder, '.github/workflows/journey.yml'), 'utf8')
  expect(workflow).toContain(`@journey-lang/compiler@${version()} journey check --format github`)
  expect(workflow).not.toContain('{version}')
})

test("people's data is kept out of the repository; a .gitignore that is there stays", async () => {
  const folder = folderWith({ 'old/.gitignore': 'mine' })
  await run(folder, ['init', 'new'])
  expect(readFileSync(join(folder, 'new/.gitignore'), 'utf8')).toMatch(/^\*\.db\n(?:.*\n)*\/outbox\/$/m)
  expect((await run(folder, ['init', 'old'])).status).toBe(0)
  expect(readFileSync(join(folder, 'old/.gitignore'), 'utf8')).toBe('mine')
})

test.each(['welcome.journey', 'mails/hello.liquid', '.github/workflows/journey.yml'])(
  'where there is already %s, nothing is written',
  async (path) => {
    const folder = folderWith({ [path]: 'mine' })
    const { status, out, err } = await run(folder, ['init'])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toBe(
      `error: There is already "${path}", and nothing is overwritten.\nBegin in another folder: journey init DIR.\n`,
    )
    expect(readFileSync(join(folder, path), 'utf8')).toBe('mine')
    expect(readdirSync(folder)).toHaveLength(1)
  },
)

test('below the root of a repository it is said where the workflow belongs', async () => {
  const folder = folderWith({ 'deep/readme.md': '' })
  mkdirSync(join(folder, '.git'))
  writeFileSync(join(folder, '.git/HEAD'), '')
  expect((await run(join(folder, 'deep'), ['init'])).err).toContain('move .github to "..".\n')
  expect((await run(folder, ['init'])).err).not.toContain('move .github')
})
