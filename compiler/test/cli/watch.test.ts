import { spawn } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { BROKEN, FAILING, type Files, FROM_SOURCES, folderWith, MAIN, run, SHOP } from './helpers.ts'

/** A command that watches, in a process of its own. */
function watching(files: Files, words: readonly string[]) {
  const folder = folderWith(files)
  const child = spawn(process.execPath, ['--import', FROM_SOURCES, MAIN, ...words, '--watch'], {
    cwd: folder,
  })
  onTestFinished(() => void child.kill())
  let said = ''
  let waiting: (() => void) | undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      waiting?.()
    })
  }
  return {
    write: (path: string, text: string) => writeFileSync(join(folder, path), text),
    folder,
    /** What was said until it begins to watch again. */
    round: () =>
      new Promise<string>((resolve) => {
        waiting = () => {
          const end = /Watching \d+ files?\. Press Ctrl\+C to stop\.\n/.exec(said)
          if (!end) return
          const round = said.slice(0, end.index + end[0].length)
          said = said.slice(round.length)
          resolve(round)
        }
        waiting()
      }),
  }
}

test('a check is repeated for every kind of change, and survives what can not be checked', async () => {
  const { write, round, folder } = watching(BROKEN, ['check'])
  expect(await round()).toContain('error[J2006]: There is no message "thankz" here.')

  write('welcome.journey', SHOP['welcome.journey'])
  const mended = await round()
  expect(mended).toContain('Changed: welcome.journey\n')
  expect(mended).toContain('✓ Checked 2 files: no problems.\n')

  // As some editors save: another file takes the place of the old one.
  write('.new', BROKEN['welcome.journey'])
  renameSync(join(folder, '.new'), join(folder, 'welcome.journey'))
  expect(await round()).toContain('error[J2006]')

  write('welcome.journey', SHOP['welcome.journey'])
  await round()
  mkdirSync(join(folder, 'deep'))
  write('deep/new.journey', 'tag oops "\n')
  expect(await round()).toContain('--> deep/new.journey:1:10')

  rmSync(join(folder, 'deep'), { recursive: true })
  expect(await round()).toContain('no problems')

  write('journey.config.json', '{ "timezon": "UTC" }')
  expect(await round()).toContain('There is no setting "timezon". Did you mean "timezone"?')

  write('journey.config.json', '{}')
  expect(await round()).toContain('✓ Checked 2 files: no problems.')
})

test('a template that is missing is waited for, wherever it belongs', async () => {
  const body = 'body: file("mails/thanks.liquid")'
  const { write, round, folder } = watching(
    {
      ...SHOP,
      'shop.journey': SHOP['shop.journey'].replace('body: "We are glad."', body),
      'mails/readme.md': '',
    },
    ['check'],
  )
  expect(await round()).toContain('mails/thanks.liquid')
  write('mails/thanks.liquid', 'We are glad.')
  expect(await round()).toContain('no problems')
  rmSync(join(folder, 'mails'), { recursive: true })
  expect(await round()).toContain('Changed: mails/thanks.liquid')
})

test('tests are run again', async () => {
  const { write, round } = watching(FAILING, ['test'])
  expect(await round()).toContain('1 scenario: 1 failed')
  write('welcome.journey', SHOP['welcome.journey'])
  expect(await round()).toContain('1 scenario: 1 passed')
})

test.each([
  ['check - --watch', '--watch needs files'],
  ['check --watch --fix', "it can't be used with --fix or --format"],
  ['check --watch --format json', "it can't be used with --fix or --format"],
  ['test --watch --format junit', "it can't be used with --format"],
  ['check nowhere --watch', 'There is no file or folder "nowhere".'],
  ['check --watch=yes', '--watch takes no value.'],
])('wrong use: %s', async (line, message) => {
  const { status, err } = await run(folderWith(SHOP), line.split(' '))
  expect(status).toBe(2)
  expect(err).toContain(message)
})
