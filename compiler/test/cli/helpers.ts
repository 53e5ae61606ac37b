import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { journey } from '../../src/cli/dispatch.ts'
import { createStyle } from '../../src/cli/style.ts'

/** Files by their paths. Bytes are written as they are. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** A folder with files, which goes away with the test. */
export function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'journey-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

export interface Outcome {
  status: number | null
  out: string
  err: string
}

/** Runs the command in this process. `input` is its standard input. */
export async function run(
  folder: string,
  words: readonly string[],
  { input = '', width = 100, coloured = false, debug = false } = {},
): Promise<Outcome> {
  let out = ''
  let err = ''
  const style = createStyle(coloured)
  const status = await journey(words, {
    directory: folder,
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    input: async () => Buffer.from(input),
    askedToStop: async () => {},
    style: { out: style, err: style },
    width,
    debug,
  })
  return { status, out, err }
}

export const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
export const FROM_SOURCES = new URL('./from-sources.mjs', import.meta.url).href

/** Runs the command in a process of its own, from its sources. */
export function spawnJourney(
  folder: string,
  words: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', FROM_SOURCES, MAIN, ...words], {
      cwd: folder,
      // Nothing of the terminal that the tests run in.
      env: { PATH: process.env.PATH, ...env },
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, out, err }))
    child.stdin.end(input)
  })
}

/** A small project without mistakes: somebody who buys is thanked; a contact waits a week for that. */
export const SHOP = {
  'journey.config.json': '{ "timezone": "Europe/Berlin" }',
  'shop.journey': `
contact {
  email: email?
  email_opt_in: boolean = false
}
tag vip "Bought something"
event signed_up {}
event purchased { total: money<EUR> }
channel mail: email {
  to: contact.email
  consent: contact.email_opt_in
}
message thanks via mail { subject: "Thank you", body: "We are glad." }
message offer(discount: percent) via mail { subject: "{discount} off", body: "Come back." }
`.trimStart(),
  'welcome.journey': `
import { vip, signed_up, purchased, thanks, offer } from "./shop.journey"

journey welcome "Welcome" {
  start on signed_up where contact.email exists
  enter once
  goal bought: purchased within 30 days
  exit when not contact.email_opt_in
  wait for purchased up to 7 days {
    send thanks
    tag #vip
    finish "bought"
  }
  send offer(discount: 10%)
}

scenario "who buys is thanked" for welcome {
  contact(email: "sara@example.com", email_opt_in: true)
  at 2026-03-02 10:00
  signed_up()
  after 2 days
  purchased(total: 20 EUR)
  expect sent thanks, tagged #vip, finished "bought", goal bought
}
`.trimStart(),
} as const

/** The same with one mistake on line 9 of welcome.journey. */
export const BROKEN = {
  ...SHOP,
  'welcome.journey': SHOP['welcome.journey'].replace('send thanks', 'send thankz'),
}

/** The same with a scenario that fails. */
export const FAILING = {
  ...SHOP,
  'welcome.journey': SHOP['welcome.journey'].replace('expect sent thanks', 'expect sent offer'),
}
