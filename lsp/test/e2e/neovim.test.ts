import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { neovim } from '../../../scripts/e2e-tools.mjs'

/** The server as it was built, and the script that Neovim runs. */
const SERVER = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const SCRIPT = fileURLToPath(new URL('neovim.lua', import.meta.url))

const BASE =
  'contact { email: email?, opted_in: boolean = false }\nchannel mail: email { to: contact.email, consent: contact.opted_in, limit: 1 per 1 day }\nmessage hello via mail { subject: "Hi", body: "سلام 👋🏽" }\n'
const HEAD = 'import { hello } from "./base.journey"\n'
const JOURNEY = `${HEAD}journey welcome {\n  start manually\n  if contact.email exists { send hello }\n  sned hello\n}\n`
const MENDED = `${HEAD}journey welcome {\n  start manually\n  if   contact.email exists { send hello }\n}`
const FORMATTED = `${HEAD}journey welcome {\n  start manually\n  if contact.email exists { send hello }\n}`

let told: Map<string, unknown>

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'journey-neovim-'))
  const files = {
    'journey.config.json': '{ "timezone": "Europe/Berlin" }',
    'base.journey': BASE,
    'welcome.journey': JOURNEY,
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  const words = ['--headless', '-u', 'NONE', '-n', '-i', 'NONE', '-c', `luafile ${SCRIPT}`]
  const out = execFileSync(neovim(), words, {
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      ...process.env,
      JOURNEY_FILE: join(folder, 'welcome.journey'),
      JOURNEY_LSP: JSON.stringify([process.execPath, SERVER, '--stdio']),
      JOURNEY_PLACE: JSON.stringify([3, JOURNEY.split('\n')[3]!.indexOf('hello')]),
      JOURNEY_MENDED: MENDED,
    },
  })
  const lines = out.split('\n').filter((line) => line.startsWith('{'))
  told = new Map(lines.map((line) => JSON.parse(line)).map(({ what, value }) => [what, value]))
  rmSync(folder, { recursive: true, force: true })
}, 300_000)

test('findings stand where the mistake is', () => {
  expect(told.get('findings')).toMatchObject([{ line: 4, column: 2, code: 'J1005' }])
})

test('completion offers what fits', () => {
  expect(told.get('completion')).toContain('hello')
})

test('hover tells what a name is', () => {
  expect(JSON.stringify(told.get('hover'))).toContain('message hello via mail')
})

test('what is mended is told no more', () => {
  expect(told.get('mended')).toBe(0)
})

test('the text is formatted', () => {
  expect(told.get('formatted')).toBe(FORMATTED)
})
