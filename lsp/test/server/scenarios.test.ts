/** Scenarios that an editor runs: as the command would, and beside everything else. */
import { expect, test } from 'vitest'
import { CancellationTokenSource, type CodeLens } from 'vscode-languageserver-protocol/node'
import type { RunResult } from '../../src/server/scenarios.ts'
import { openEditorHere } from './client.ts'

const BASE = `contact { email: email?, opted_in: boolean = false, points: integer = 0 }
event bought { order: string }
channel mail: email { to: contact.email, consent: contact.opted_in, limit: 1 per 7 days }
message hello via mail { subject: "Hello", body: "Hi" }
message thanks via mail { subject: "Thanks", body: "Thank you" }
`
const WELCOME = `import { bought, hello } from "./base.journey"
journey welcome { start on bought where contact.email exists delay 1 hour send hello }
scenario "says hello" for welcome {
  contact(email: "sara@example.com", opted_in: true)
  at 2026-03-02 10:00
  bought(order: "1")
  after 2 hours
  expect sent hello
}
`
const LOUD = `import { bought, thanks } from "./base.journey"
journey loud { start on bought where contact.email exists send thanks }
`
const ENDLESS = `event looked { page: string }
journey endless {
  start on looked
  repeat up to 1000 times { repeat up to 1000 times { repeat up to 1000 times {
    set contact.points = contact.points + 1
  } } }
}
scenario "runs and runs" for endless {
  contact()
  at 2026-03-02 10:00
  looked(page: "1")
  expect entered
}
`
const FILES = {
  'journey.config.json': '{ "timezone": "Europe/Berlin" }',
  'base.journey': BASE,
  'welcome.journey': WELCOME,
}

const run = (editor: Awaited<ReturnType<typeof openEditorHere>>, path: string) =>
  editor.connection.sendRequest<RunResult>('journey/runScenario', { textDocument: { uri: editor.uri(path) } })

test('a scenario runs against all journeys of the project, as it does with the command', async () => {
  const alone = await openEditorHere(FILES)
  expect(await run(alone, 'welcome.journey')).toMatchObject({ runs: [{ passed: true }], complete: true })
  const both = await openEditorHere({ ...FILES, 'loud.journey': LOUD })
  const { runs } = await run(both, 'welcome.journey')
  expect(runs[0]?.failures[0]?.message).toContain('limit')
})

test('with errors elsewhere it says that something is missing', async () => {
  const editor = await openEditorHere({ ...FILES, 'loud.journey': LOUD.replace('send thanks', 'send thank') })
  expect(await run(editor, 'welcome.journey')).toMatchObject({
    runs: [{ passed: true }],
    complete: false,
    problems: 1,
  })
})

test('one that never ends keeps nobody else waiting, and is ended when nobody waits for it', async () => {
  const editor = await openEditorHere({ ...FILES, 'endless.journey': ENDLESS })
  const answered = new AbortController()
  const source = new CancellationTokenSource()
  const textDocument = { uri: editor.uri('endless.journey') }
  const running = editor.connection
    .sendRequest('journey/runScenario', { textDocument }, source.token)
    .then(
      () => 'answered',
      ({ code }: { code: number }) => code,
    )
    .finally(() => answered.abort())
  const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument })
  expect(lenses).not.toEqual([])
  expect(answered.signal.aborted).toBe(false)
  source.cancel()
  expect(await running).toBe(-32800)
  expect(await run(editor, 'welcome.journey')).toMatchObject({ runs: [{ passed: true }] })
}, 60_000)
