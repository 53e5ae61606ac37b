/** When requests are answered, and with what. */
import { describe, expect, test } from 'vitest'
import {
  CancellationToken,
  CancellationTokenSource,
  createProtocolConnection,
  PrepareRenameRequest,
  RenameRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { type Context, handler } from '../../src/server/context.ts'
import { openEditorHere, startServer } from './client.ts'

const CONTENT_MODIFIED = -32801
const CANCELLED = -32800
const TEXT = 'tag vip\n'

const FILES = { 'journey.config.json': '{ "timezone": "Europe/Berlin" }', 'a.journey': TEXT }

/** What a request came to: `answer`, or the code of an error. */
const outcome = (answer: Promise<unknown>) =>
  answer.then(
    () => 'answer',
    ({ code }: { code: number }) => code,
  )

test('what was asked before an edit that arrived with it is asked of a text that is gone', async () => {
  const editor = await openEditorHere(FILES)
  await editor.open('a.journey', TEXT)
  const textDocument = { uri: editor.uri('a.journey') }
  const ask = () => outcome(editor.connection.sendRequest('textDocument/documentSymbol', { textDocument }))
  expect(await ask()).toBe('answer')
  const asked = Array.from({ length: 10 }, ask)
  const edited = editor.edit('a.journey', 'tag two\n')
  const after = ask()
  await edited
  expect(new Set(await Promise.all(asked))).toEqual(new Set([CONTENT_MODIFIED]))
  expect(await after).toBe('answer')
})

test('what became of a text that was edited meanwhile is no answer', async () => {
  const context = { state: 'initialized', revision: 1, asked: 0 } as Context
  const slow = handler(context, async () => {
    context.revision++
    return 'old'
  })
  expect(await slow(undefined, CancellationToken.None)).toMatchObject({ code: CONTENT_MODIFIED })
  const quick = handler(context, () => 'new')
  expect(await quick(undefined, CancellationToken.None)).toBe('new')
})

test('what is cancelled is not answered', async () => {
  const editor = await openEditorHere(FILES)
  await editor.open('a.journey', TEXT)
  const source = new CancellationTokenSource()
  const textDocument = { uri: editor.uri('a.journey') }
  const asked = outcome(
    editor.connection.sendRequest('textDocument/documentSymbol', { textDocument }, source.token),
  )
  source.cancel()
  expect(await asked).toBe(CANCELLED)
})

test('an error is told as one, not as "nothing here"', async () => {
  const editor = await openEditorHere(FILES)
  await editor.open('a.journey', TEXT)
  const params = { textDocument: { uri: editor.uri('a.journey') }, position: { line: 0, character: 5 } }
  expect(await outcome(editor.connection.sendRequest('textDocument/rename', params))).toBeLessThan(0)
})

describe('the life of a server', () => {
  const INITIALIZE = { processId: null, rootUri: null, capabilities: {} }
  const connect = () => {
    const child = startServer()
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    )
    connection.listen()
    return { child, connection }
  }

  test('answers from the first initialize to the shutdown', async () => {
    const { child, connection } = connect()
    const hover = () =>
      outcome(
        connection.sendRequest('textDocument/hover', {
          textDocument: { uri: 'file:///a.journey' },
          position: { line: 0, character: 0 },
        }),
      )
    expect(await hover()).toBe(-32002)
    await connection.sendRequest('initialize', INITIALIZE)
    expect(await outcome(connection.sendRequest('initialize', INITIALIZE))).toBe(-32600)
    expect(await hover()).toBe('answer')
    await connection.sendRequest('shutdown')
    expect(await hover()).toBe(-32600)
    const ended = new Promise((done) => child.once('exit', done))
    await connection.sendNotification('exit')
    expect(await ended).toBe(0)
  })

  test('ends when nobody knows where the next message begins, so that the editor starts another', async () => {
    const { child } = connect()
    const ended = new Promise((done) => child.once('exit', done))
    child.stdin!.write('Content-Length: abc\r\n\r\n')
    expect(await ended).toBe(1)
  })
})

describe('a rename that gives steps another identity', () => {
  const text = 'journey j { start manually delay 1 day as pause }\n'
  const files = { ...FILES, 'j.journey': text }
  const params = (uri: string) => ({
    textDocument: { uri },
    position: { line: 0, character: text.indexOf('pause') },
    newName: 'rest',
  })

  test('tells who cannot be asked what to write for runs', async () => {
    const editor = await openEditorHere(files)
    await editor.open('j.journey', text)
    const told = new Promise<string>((resolve) => {
      editor.connection.onNotification(ShowMessageNotification.type, ({ message }) => resolve(message))
    })
    const edit = await editor.connection.sendRequest(RenameRequest.type, params(editor.uri('j.journey')))
    expect(JSON.stringify(edit)).not.toContain('moved')
    expect(await told).toContain('moved j.pause to j.rest')
  })

  test('lets an author choose who can be asked', async () => {
    const workspace = { workspaceEdit: { changeAnnotationSupport: {}, documentChanges: true } }
    const editor = await openEditorHere(files, { capabilities: { workspace } })
    await editor.open('j.journey', text)
    const edit = await editor.connection.sendRequest(RenameRequest.type, params(editor.uri('j.journey')))
    expect(JSON.stringify(edit)).toContain('moved j.pause to j.rest')
    expect(Object.values(edit?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: true }])
  })

  test('is refused with a reason, also before a name is asked for', async () => {
    const library = 'import { opened } from "std/events"\n'
    const editor = await openEditorHere({ ...files, 'l.journey': library })
    await editor.open('l.journey', library)
    const asked = editor.connection.sendRequest(PrepareRenameRequest.type, {
      textDocument: { uri: editor.uri('l.journey') },
      position: { line: 0, character: library.indexOf('opened') },
    })
    await expect(asked).rejects.toThrow('belongs to the standard library')
  })
})
