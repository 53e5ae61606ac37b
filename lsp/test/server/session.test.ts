import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node'
import type { DiagramResult } from '../../src/server/diagram.ts'
import type { RunResult } from '../../src/server/scenarios.ts'
import { folderWith, openEditor, startServer } from './client.ts'

const CONFIG = '{ "timezone": "Europe/Berlin" }'
const BASE = `contact { email: email?, opted_in: boolean = false }
channel mail: email { to: contact.email, consent: contact.opted_in, limit: 3 per 7 days }
message hello via mail { subject: "Hello", body: "Hi" }
`
const WELCOME = `import { hello } from "./base.journey"
journey welcome { start manually if contact.email exists { send hello } }
`
const FILES = { 'journey.config.json': CONFIG, 'base.journey': BASE, 'welcome.journey': WELCOME }

const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code)
const none = (found: readonly Diagnostic[]) => found.length === 0
const some = (found: readonly Diagnostic[]) => found.length > 0

describe('a session', () => {
  test('tells what is wrong while somebody types, in the file and in those that depend on it', async () => {
    const editor = await openEditor(FILES)
    await editor.open('base.journey', BASE)
    await editor.open('welcome.journey', WELCOME)
    await editor.edit('welcome.journey', 'helo', [1, 64, 69])
    const found = await editor.told('welcome.journey', (all) => all.some(({ code }) => code === 'J2006'))
    expect(found.find(({ code }) => code === 'J2006')).toMatchObject({
      range: { start: { line: 1, character: 64 }, end: { line: 1, character: 68 } },
      severity: 1,
      source: 'journey',
    })
    await editor.edit('welcome.journey', 'hello', [1, 64, 68])
    await editor.told('welcome.journey', none)
    await editor.edit('base.journey', BASE.replace('message hello', 'message hullo'))
    await editor.told('welcome.journey', some)
    await editor.edit('base.journey', BASE)
    await editor.told('welcome.journey', none)
    expect(editor.logged).toEqual([])
  })

  test('tells what is wrong in files that are not open, and forgets it when they change on the disk', async () => {
    const editor = await openEditor({
      ...FILES,
      'other.journey': 'journey other { start manually sned hello }\n',
    })
    await editor.told('other.journey', some)
    writeFileSync(join(editor.folder, 'other.journey'), 'journey other { start manually delay 1 day }\n')
    const changed = async (path: string, type: number) =>
      editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: editor.uri(path), type }],
      })
    await changed('other.journey', 2)
    await editor.told('other.journey', none)
    writeFileSync(join(editor.folder, 'new.journey'), 'journey other { start manually delay 1 day }\n')
    await changed('new.journey', 1)
    await editor.told('other.journey', some)
    rmSync(join(editor.folder, 'new.journey'))
    await changed('new.journey', 3)
    await editor.told('other.journey', none)
    writeFileSync(join(editor.folder, 'journey.config.json'), '{ "timezon": "Europe/Berlin" }')
    await changed('journey.config.json', 2)
    const [problem] = await editor.told('journey.config.json', some)
    expect(problem!.message).toContain('timezone')
  })

  test('sees folders become projects, and takes back what it told of those that are closed', async () => {
    const editor = await openEditor({
      'one/journey.config.json': CONFIG,
      'one/a.journey': 'journey a { sart manually }\n',
      'two/b.journey': 'journey b { sart manually }\n',
    })
    await editor.told('one/a.journey', some)
    writeFileSync(join(editor.folder, 'two/journey.config.json'), CONFIG)
    const changes = [{ uri: editor.uri('two/journey.config.json'), type: 1 }]
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
    await editor.told('two/b.journey', some)
    rmSync(join(editor.folder, 'two/journey.config.json'))
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
    await editor.told('two/b.journey', none)
  })

  test('keeps unsaved text over the file, until the document is closed', async () => {
    const editor = await openEditor(FILES)
    await editor.open('welcome.journey', 'journey welcome { sart manually }\n')
    await editor.told('welcome.journey', some)
    await editor.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: editor.uri('welcome.journey') },
    })
    await editor.told('welcome.journey', none)
  })

  test('answers clients that ask for findings, and says when nothing changed', async () => {
    const editor = await openEditor(FILES, {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
    })
    await editor.open('welcome.journey', WELCOME.replace('hello }', 'helo }'))
    const textDocument = { uri: editor.uri('welcome.journey') }
    const first = await editor.connection.sendRequest<{
      kind: string
      resultId: string
      items: Diagnostic[]
    }>('textDocument/diagnostic', { textDocument })
    // The import is what is wrong: its uses are quiet.
    expect(codes(first.items)).toEqual(['J2002'])
    const second = await editor.connection.sendRequest('textDocument/diagnostic', {
      textDocument,
      previousResultId: first.resultId,
    })
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId })
    const all = await editor.connection.sendRequest<{ items: { uri: string }[] }>('workspace/diagnostic', {
      previousResultIds: [],
    })
    expect(all.items.map(({ uri }) => uri)).toContain(editor.uri('base.journey'))
  })

  test('answers with the text as it is after the edits before', async () => {
    const editor = await openEditor(FILES)
    await editor.open('welcome.journey', WELCOME)
    for (let round = 0; round < 20; round++) {
      void editor.edit('welcome.journey', `${'\n'.repeat(round)}${WELCOME}`)
      const textDocument = { uri: editor.uri('welcome.journey') }
      const symbols = await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
        textDocument,
      })
      expect(symbols[0]!.range.start.line).toBe(round + 1)
    }
  })

  test('counts columns in UTF-16 units, whatever is written before', async () => {
    const line = 'tag بله "👩‍👩‍👧 é 👋🏽" journey سلام { start manually tag #بله }'
    const editor = await openEditor({ 'a.journey': line })
    await editor.open('a.journey', line)
    const character = line.indexOf('#') + 2
    const textDocument = { uri: editor.uri('a.journey') }
    const place = await editor.connection.sendRequest<Location>('textDocument/definition', {
      textDocument,
      position: { line: 0, character },
    })
    expect(place.range).toEqual({ start: { line: 0, character: 4 }, end: { line: 0, character: 7 } })
    const hover = await editor.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument,
      position: { line: 0, character },
    })
    expect(hover.range!.start.character).toBe(line.indexOf('#') + 1)
  })

  test('formats, renames across files and offers fixes', async () => {
    const editor = await openEditor(FILES)
    await editor.open('welcome.journey', WELCOME)
    const textDocument = { uri: editor.uri('welcome.journey') }
    const edits = await editor.connection.sendRequest<TextEdit[]>('textDocument/formatting', {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    })
    expect(edits.length).toBeGreaterThan(0)
    const renamed = await editor.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
      textDocument,
      position: { line: 0, character: 10 },
      newName: 'hi',
    })
    expect(Object.keys(renamed.changes!).sort()).toEqual([
      editor.uri('base.journey'),
      editor.uri('welcome.journey'),
    ])
    await expect(
      editor.connection.sendRequest('textDocument/rename', {
        textDocument,
        position: { line: 0, character: 10 },
        newName: 'a b',
      }),
    ).rejects.toThrow("can't be a name")
  })

  test('serves documents that have no file', async () => {
    const editor = await openEditor(FILES)
    const textDocument = {
      uri: 'untitled:Untitled-1',
      languageId: 'journey',
      version: 1,
      text: 'tag a\ntag a\n',
    }
    await editor.connection.sendNotification('textDocument/didOpen', { textDocument })
    const symbols = await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: textDocument.uri },
    })
    expect(symbols.map(({ name }) => name)).toEqual(['a', 'a'])
  })

  test('completes, with documentation and imports', async () => {
    const editor = await openEditor(FILES, {
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    })
    const text = 'journey j {\n  start manually\n  send \n}\n'
    await editor.open('new.journey', text)
    const textDocument = { uri: editor.uri('new.journey') }
    const { items } = await editor.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument,
      position: { line: 2, character: 7 },
    })
    const item = items.find(({ label }) => label === 'hello')!
    expect(item.additionalTextEdits![0]!.newText).toContain('import { hello } from "./base.journey"')
    const resolved = await editor.connection.sendRequest<CompletionItem>('completionItem/resolve', item)
    expect(JSON.stringify(resolved.documentation)).toContain('message hello via mail')
  })

  test('tells of a renamed file which imports change', async () => {
    const editor = await openEditor(FILES)
    const edit = await editor.connection.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', {
      files: [{ oldUri: editor.uri('base.journey'), newUri: editor.uri('shop/base.journey') }],
    })
    expect(edit.changes![editor.uri('welcome.journey')]![0]!.newText).toBe('./shop/base.journey')
  })

  test('draws a journey, with the places of its parts, and says what is in the way', async () => {
    const editor = await openEditor(FILES)
    await editor.open('welcome.journey', WELCOME)
    const textDocument = { uri: editor.uri('welcome.journey') }
    const ask = () =>
      editor.connection.sendRequest<DiagramResult>('journey/diagram', {
        textDocument,
        position: { line: 1, character: 3 },
      })
    const drawn = await ask()
    expect(drawn).toMatchObject({ journey: 'welcome', problems: 0 })
    expect(drawn.svg).toContain('<svg')
    const send = drawn.nodes.find(({ id }) => id === 'send hello')!
    expect(send.range.start).toEqual({ line: 1, character: WELCOME.split('\n')[1]!.indexOf('send') })
    expect(drawn.svg).toContain('data-node="send hello"')
    await editor.edit('welcome.journey', WELCOME.replace('send hello', 'send helo'))
    expect(await ask()).toMatchObject({ journey: 'welcome', complete: false, problems: 1 })
  })

  test('draws what is whole of a journey, whatever is broken elsewhere', async () => {
    const text = (steps: string, more = '') => `${WELCOME.split('\n')[0]}
journey welcome { start manually where contact.email exists ${steps} }
${more}`
    const editor = await openEditor({ ...FILES, 'broken.journey': 'journey broken { sart manually }\n' })
    await editor.open('welcome.journey', '')
    const textDocument = { uri: editor.uri('welcome.journey') }
    const drawn = async (steps: string, more?: string) => {
      await editor.edit('welcome.journey', text(steps, more))
      const { svg, complete, problems } = await editor.connection.sendRequest<DiagramResult>(
        'journey/diagram',
        { textDocument, journey: 'welcome' },
      )
      const nodes = [...(svg ?? '').matchAll(/data-node="([^"]*)"/g)].map(([, id]) => id)
      return `${nodes.join(', ')}; ${complete ? 'complete' : problems}`
    }
    const whole = 'send hello, delay, (end); complete'
    expect(await drawn('send hello delay 1 day')).toBe(whole)
    expect(await drawn('send hello delay 1 day', 'journey other { start on nothing }\ntag')).toBe(whole)
    expect(await drawn('send hello delay 1 daay')).toBe('send hello, (end); 1')
    expect(await drawn('send helo delay 1 day notify nobody "x"')).toBe('delay, (end); 2')
    expect(await drawn('send hello delay')).toBe('send hello, (end); 1')
  })

  test('draws the journey at the cursor, or the last one above it, or the one that is named', async () => {
    const text = 'tag a\njourney one { start manually }\ntag b\njourney two { start manually }\ntag c\n'
    const editor = await openEditor({ 'journey.config.json': CONFIG, 'two.journey': text })
    const textDocument = { uri: editor.uri('two.journey') }
    const drawn = async (asked: object) => {
      const found = await editor.connection.sendRequest<DiagramResult | null>('journey/diagram', {
        textDocument,
        ...asked,
      })
      return found && `${found.journey} in line ${found.place.range.start.line}`
    }
    const at = (line: number) => ({ position: { line, character: 0 } })
    expect(await drawn({})).toBe('one in line 1')
    expect(await drawn(at(0))).toBe('one in line 1')
    expect(await drawn(at(2))).toBe('one in line 1')
    expect(await drawn(at(3))).toBe('two in line 3')
    expect(await drawn(at(4))).toBe('two in line 3')
    expect(await drawn({ ...at(4), journey: 'one' })).toBe('one in line 1')
    expect(await drawn({ journey: 'three' })).toBe(null)
  })

  test('runs scenarios', async () => {
    const scenario = (expected: string) => `import { welcome } from "./welcome.journey"
import { hello } from "./base.journey"
scenario "writes" for welcome {
  contact(email: "sara@example.com", opted_in: true)
  at 2026-03-02 10:00 in "Europe/Berlin"
  start manually
  expect ${expected} hello
}
`
    const editor = await openEditor({ ...FILES, 'test.journey': scenario('sent') })
    const textDocument = { uri: editor.uri('test.journey') }
    const run = () =>
      editor.connection.sendRequest<RunResult>('journey/runScenario', { textDocument, title: 'writes' })
    expect(await run()).toMatchObject({ runs: [{ passed: true, failures: [] }], problems: 0 })
    await editor.open('test.journey', scenario('not sent'))
    const { runs } = await run()
    expect(runs[0]).toMatchObject({ passed: false, failures: [{ range: { start: { line: 6 } } }] })
    const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument })
    const { command, arguments: given } = lenses[0]!.command!
    await editor.connection.sendRequest('workspace/executeCommand', { command, arguments: given })
    expect(await editor.connection.sendRequest('journey/scenarios', { textDocument })).toMatchObject([
      { title: 'writes', journey: 'welcome' },
    ])
    expect(await editor.connection.sendRequest('journey/graph', { textDocument })).toMatchObject({
      graph: { formatVersion: '1.0' },
      problems: 0,
    })
  })

  test('shows of hints and lines what is set, and asks again when that changes', async () => {
    const editor = await openEditor(FILES, { workspace: { configuration: true } })
    let settings: object = {}
    editor.connection.onRequest('workspace/configuration', () => [settings])
    await editor.open('welcome.journey', WELCOME.replace('send hello', '\n delay 1 day \n delay 2 days'))
    const textDocument = { uri: editor.uri('welcome.journey') }
    const shown = async () => {
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
      const hints = await editor.connection.sendRequest<{ label: string }[]>('textDocument/inlayHint', {
        textDocument,
        range,
      })
      const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
        textDocument,
      })
      return `${hints.map(({ label }) => label).join(', ')}; ${lenses.length}`
    }
    const set = async (next: object) => {
      settings = next
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    }
    expect(await shown()).toBe('delay, after 1 day, delay#2; 4')
    await set({ inlayHints: { identity: false }, codeLens: { steps: false } })
    await expect.poll(shown).toBe('after 1 day; 2')
    await set({})
    await expect.poll(shown).toBe('delay, after 1 day, delay#2; 4')
  })

  test('says how many scenarios come to a step once that is asked', async () => {
    const scenario = `
scenario "s" for welcome {
  contact(email: "sara@example.com")
  at 2026-03-02 10:00
  start manually
}
`
    const text = `${WELCOME.replace('if contact', '\n if contact').replace('send hello', '\n send hello\n')}${scenario}`
    const editor = await openEditor(FILES)
    await editor.open('welcome.journey', text)
    const textDocument = { uri: editor.uri('welcome.journey') }
    const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument })
    const steps = lenses.filter(({ command }) => !command)
    const titles = steps.map(async (lens) => {
      const { command } = await editor.connection.sendRequest<CodeLens>('codeLens/resolve', lens)
      return command!.title
    })
    expect(await Promise.all(titles)).toEqual([
      '1 scenario reaches this step',
      '1 scenario reaches this step',
    ])
  })

  test('writes a scenario when it is chosen', async () => {
    const resolveSupport = { properties: ['edit'] }
    const editor = await openEditor(FILES, { textDocument: { codeAction: { resolveSupport } } })
    await editor.open('welcome.journey', WELCOME)
    const at = { line: 1, character: WELCOME.split('\n')[1]!.indexOf('send') }
    const actions = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: editor.uri('welcome.journey') },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    })
    const action = actions.find(({ title }) => title.startsWith('Add a scenario'))!
    expect(action.edit).toBeUndefined()
    const { edit } = await editor.connection.sendRequest<CodeAction>('codeAction/resolve', action)
    expect(JSON.stringify(edit)).toContain('expect sent hello')
  })

  test('shows who sends a message', async () => {
    const editor = await openEditor(FILES)
    const textDocument = { uri: editor.uri('base.journey') }
    const [item] = await editor.connection.sendRequest<CallHierarchyItem[]>(
      'textDocument/prepareCallHierarchy',
      { textDocument, position: { line: 2, character: 9 } },
    )
    const calls = await editor.connection.sendRequest<CallHierarchyIncomingCall[]>(
      'callHierarchy/incomingCalls',
      { item },
    )
    expect(calls.map(({ from }) => from.name)).toEqual(['welcome'])
  })
})

describe('nonsense', () => {
  const REQUESTS = [
    'hover',
    'definition',
    'typeDefinition',
    'references',
    'documentHighlight',
    'documentSymbol',
    'formatting',
    'rangeFormatting',
    'onTypeFormatting',
    'codeAction',
    'rename',
    'prepareRename',
    'foldingRange',
    'selectionRange',
    'documentLink',
    'completion',
    'signatureHelp',
    'inlayHint',
    'codeLens',
    'prepareCallHierarchy',
    'semanticTokens/full',
    'semanticTokens/full/delta',
    'semanticTokens/range',
    'diagnostic',
  ]
  const PARAMS: unknown[] = [
    null,
    7,
    [],
    {},
    { textDocument: null },
    { textDocument: { uri: 3 } },
    { textDocument: { uri: '::' } },
    { textDocument: { uri: 'file:///no/such/file.journey' }, position: { line: 0, character: 0 } },
    'GOOD',
  ]
  const POSITIONS = [
    { line: -1, character: -1 },
    { line: 1e9, character: 1e9 },
    { line: 0.5, character: Number.NaN },
    null,
    'x',
  ]

  test('in requests gets an answer or an error, and the next request is served', async () => {
    const editor = await openEditor(FILES)
    await editor.open('welcome.journey', WELCOME)
    const textDocument = { uri: editor.uri('welcome.journey') }
    const asked: Promise<unknown>[] = []
    for (const request of REQUESTS) {
      for (const params of PARAMS) {
        const all =
          params === 'GOOD'
            ? POSITIONS.map((position) => ({
                textDocument,
                position,
                range: { start: position, end: position },
                positions: [position],
                newName: 5,
                context: {},
                ch: 7,
              }))
            : [params]
        for (const one of all)
          asked.push(editor.connection.sendRequest(`textDocument/${request}`, one).catch(() => 'refused'))
      }
    }
    for (const params of PARAMS) {
      if (params === 'GOOD') continue
      for (const name of ['didOpen', 'didChange', 'didClose'])
        await editor.connection.sendNotification(`textDocument/${name}`, params)
      await editor.connection.sendNotification('workspace/didChangeWatchedFiles', params)
    }
    await Promise.all(asked)
    const symbols = await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument,
    })
    expect(symbols.map(({ name }) => name)).toEqual(['welcome'])
  }, 60_000)

  test('between messages does not end the server', async () => {
    const child = startServer()
    folderWith({})
    const send = (text: string) => child.stdin!.write(text)
    const message = (value: unknown) => {
      const text = JSON.stringify(value)
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
    }
    const answered = new Promise<string>((resolve) => {
      let all = ''
      child.stdout!.on('data', (data) => {
        all += String(data)
        if (all.includes('"id":9')) resolve(all)
      })
    })
    send('Content-Length: 5\r\n\r\n{not}')
    send(message([1, 2, 3]))
    send(message({ jsonrpc: '2.0', id: { a: 1 }, method: 5 }))
    send(message({ jsonrpc: '2.0', method: 'no/such/thing', params: { a: 1 } }))
    send(
      message({
        jsonrpc: '2.0',
        id: 9,
        method: 'initialize',
        params: { processId: null, rootUri: null, capabilities: {} },
      }),
    )
    expect(await answered).toContain('hoverProvider')
    expect(child.exitCode).toBeNull()
  })
})
