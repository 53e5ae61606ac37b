import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { folderWith, run } from './helpers.ts'

const script = async (shell: string) => {
  const { status, out, err } = await run(folderWith({}), ['completion', shell])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return out
}

/** Asks a real bash what it would offer. The words are cut as bash cuts them; the last one is completed. */
function offered(completion: string, words: readonly string[]): string[] {
  const cut = words.map((word) => `'${word}'`).join(' ')
  const ask = `COMP_WORDS=(${cut}); COMP_CWORD=${words.length - 1}; _journey; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${completion}\n${ask}`], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line !== '')
}

test.each<[line: string, offers: string[]]>([
  ['journey ch', ['check']],
  ['journey --h', ['--help']],
  ['journey help bu', ['build']],
  ['journey check --fo', ['--format']],
  ['journey check --format s', ['sarif']],
  ['journey check --format = ju', ['junit']],
  ['journey check --fix --h', ['--help']],
  ['journey build --emit json,s', ['json,svg']],
  ['journey run --events ', []],
  ['journey check ', []],
  ['journey explain J100', expect.arrayContaining(['J1001', 'J1002']) as string[]],
  ['journey completion z', ['zsh']],
])('in bash, %j', async (line, offers) => {
  expect(offered(await script('bash'), line.split(' '))).toEqual(offers)
})

test('in bash, "journey check --format=" offers the formats', async () => {
  expect(offered(await script('bash'), ['journey', 'check', '--format', '='])).toContain('sarif')
})

test.each(['bash', 'zsh', 'fish'])(
  'in %s, every command is known with its options and their words',
  async (shell) => {
    const text = await script(shell)
    for (const { name, options, operands } of commands) {
      const words = Object.values(options).flatMap((option) => ('choices' in option ? option.choices : []))
      for (const word of [name, ...Object.keys(options), ...words, ...(operands.choices ?? [])]) {
        expect(text).toMatch(new RegExp(`(?<![\\w-])(--)?${word}(?![\\w-])`))
      }
    }
  },
)

test('descriptions are quoted', async () => {
  expect(await script('zsh')).toContain("'--out=[Where to write (default: what the config says, else")
  expect(await script('fish')).toContain("-l emit -x -a '(__fish_append , json svg dot")
})

test('another shell', async () => {
  const { status, err } = await run(folderWith({}), ['completion', 'fissh'])
  expect(status).toBe(2)
  expect(err).toContain(
    'There is no completion for "fissh", but for "bash", "zsh", "fish". Did you mean "fish"?',
  )
})
