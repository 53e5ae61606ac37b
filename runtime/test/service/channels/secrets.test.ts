import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { MissingSecret, Secrets } from '../../../src/service/channels/secrets.ts'
import { newDataFile } from '../files.ts'

function places(env: Record<string, string> = {}, files: Record<string, string> = {}) {
  const directory = dirname(newDataFile())
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  mkdirSync(join(directory, 'folder'))
  return new Secrets({ env, directory })
}

test('a secret comes from the environment, or from a file without its last line break', () => {
  const secrets = places({ A: 'one two' }, { b: 'three\n', c: 'four\r\n', d: ' five \n\n' })
  expect(secrets.reveal({ env: 'A' })).toBe('one two')
  expect(['b', 'c', 'd'].map((file) => secrets.reveal({ file }))).toEqual(['three', 'four', ' five \n'])
})

test.each([
  [{ env: 'A' }, 'The environment has no "A". Set it before you start the service.'],
  [{ env: 'EMPTY' }, 'The environment has no "EMPTY". Set it before you start the service.'],
  [{ file: 'none' }, 'The secret file "none" is not there.'],
  [{ file: 'folder' }, 'The secret file "folder" can\'t be read.'],
  [{ file: 'empty' }, 'The secret file "empty" is empty.'],
])('%j', (source, message) => {
  const secrets = places({ EMPTY: '' }, { empty: '\n' })
  expect(() => secrets.reveal(source)).toThrow(new MissingSecret(message))
})

test('what was revealed is taken out of texts, however it was written', () => {
  const secrets = places({ A: 'pass word+' })
  secrets.reveal({ env: 'A' })
  const forms = ['pass word+', 'pass%20word%2B', Buffer.from('pass word+').toString('base64')]
  expect(secrets.redact(`no: ${forms.join(', ')}!`)).toBe('no: •••, •••, •••!')
})
