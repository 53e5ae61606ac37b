import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BROKEN, FAILING, FROM_SOURCES, folderWith, MAIN, SHOP, spawnJourney } from './helpers.ts'

describe('exit status and streams of the process', () => {
  test('a clean project: status 0, the result on standard output', async () => {
    const { status, out, err } = await spawnJourney(folderWith(SHOP), ['check'])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toBe('✓ Checked 2 files: no problems.\n')
  })

  test('errors in the journeys: status 1, findings on standard output', async () => {
    const { status, out, err } = await spawnJourney(folderWith(BROKEN), ['check'])
    expect({ status, err }).toEqual({ status: 1, err: '' })
    expect(out).toContain('error[J2006]: There is no message "thankz" here. Did you mean "thanks"?')
  })

  test('a failing scenario: status 1', async () => {
    expect(await spawnJourney(folderWith(FAILING), ['test'])).toMatchObject({ status: 1, err: '' })
  })

  test('wrong use: status 2, nothing on standard output', async () => {
    const { status, out, err } = await spawnJourney(folderWith({}), ['chekc'])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toBe('error: There is no command "chekc". Did you mean "check"?\nSee "journey --help".\n')
  })

  test('the version is that of the package', async () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
    const { version } = JSON.parse(manifest) as { version: string }
    expect(await spawnJourney(folderWith({}), ['--version'])).toEqual({
      status: 0,
      out: `${version}\n`,
      err: '',
    })
  })

  test('standard input is read where a path is "-"', async () => {
    const { status, out } = await spawnJourney(folderWith({}), ['check', '-'], { input: 'tag x "y' })
    expect(status).toBe(1)
    expect(out).toContain(' --> <stdin>:1:7')
  })
})

describe('what a terminal gets', () => {
  test('colours in a pipe when they are asked for', async () => {
    const { out } = await spawnJourney(folderWith({}), ['--help'], { env: { FORCE_COLOR: '1' } })
    expect(out).toContain('\u001B[1mUsage:\u001B[22m')
  })

  test('a reader that goes away ends the process quietly', async () => {
    // More than the pipe holds, so that the process is still writing when the reader is gone.
    const mistakes = Array.from({ length: 3000 }, (_, index) => `tag t${index} oops`).join('\n')
    const folder = folderWith({ 'a.journey': mistakes })
    const child = spawn(process.execPath, ['--import', FROM_SOURCES, MAIN, 'check'], { cwd: folder })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [status] = await once(child, 'close')
    expect(err).toBe('')
    // Whether the errors were counted before the reader went is a matter of time.
    expect([0, 1]).toContain(status)
  })
})

describe('what is loaded', () => {
  const loadedBy = async (...words: string[]) => {
    const { err } = await spawnJourney(folderWith(SHOP), words, { env: { JOURNEY_TEST_LOADED: '1' } })
    return [...err.matchAll(/^loaded (.*)$/gm)].map((match) => match[1])
  }

  test('nothing heavy for the version and for explanations', async () => {
    expect(await loadedBy('--version')).toEqual([])
    expect(await loadedBy('explain', 'J2006')).toEqual([])
  })

  test('the parser, and nothing that draws, runs or validates, for a check', async () => {
    const packages = (await loadedBy('check')).filter((name) => !name?.startsWith('@chevrotain/'))
    expect(new Set(packages)).toEqual(new Set(['chevrotain']))
  })
})
