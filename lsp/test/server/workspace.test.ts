/** What is open, what is on the disk, and what of it is told. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Diagnostic, DocumentSymbol, WorkspaceEdit } from 'vscode-languageserver-protocol/node'
import { openEditorHere } from './client.ts'

const CONFIG = '{ "timezone": "Europe/Berlin" }'
const BROKEN = 'journey broken { sart manually }\n'
const TAG = 'tag vip\n'
const USES = 'import { vip } from "./a.journey"\njourney j { start manually tag #vip }\n'

const none = (found: readonly Diagnostic[]) => found.length === 0
const some = (found: readonly Diagnostic[]) => found.length > 0

test('a file in no project is one by itself, with what it imports', async () => {
  const files = { 'a.journey': TAG, 'b.journey': USES, 'sub/c.journey': BROKEN }
  const editor = await openEditorHere(files, { folders: [] })
  const symbols = async () =>
    (await editor.connection.sendRequest<{ name: string }[]>('workspace/symbol', { query: '' }))
      .map(({ name }) => name)
      .sort()
  await editor.open('b.journey', USES)
  expect(await symbols()).toEqual(['j', 'vip'])
  await editor.close('b.journey')
  expect(await symbols()).toEqual([])
})

test('what was told of a file in no project is taken back when it is closed', async () => {
  const editor = await openEditorHere({ 'a.journey': TAG }, { folders: [] })
  await editor.open('c.journey', BROKEN)
  await editor.told('c.journey', some)
  await editor.close('c.journey')
  await editor.told('c.journey', none)
})

test('a folder that goes takes its findings along', async () => {
  const editor = await openEditorHere({ 'journey.config.json': CONFIG, 'sub/c.journey': BROKEN })
  await editor.told('sub/c.journey', some)
  const changed = (path: string, type: number) =>
    editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri(path), type }],
    })
  rmSync(join(editor.folder, 'sub'), { recursive: true })
  await changed('sub', 3)
  await editor.told('sub/c.journey', none)
})

test.each(['saved', 'opened'])(
  'an editor that watches no files: they are looked at when one is %s',
  async (how) => {
    const config = { 'journey.config.json': CONFIG }
    const editor = await openEditorHere({ ...config, 'a.journey': TAG, 'b.journey': USES })
    await editor.open('a.journey', TAG)
    writeFileSync(join(editor.folder, 'b.journey'), BROKEN)
    if (how === 'opened') await editor.open('new.journey', '')
    else
      await editor.connection.sendNotification('textDocument/didSave', {
        textDocument: { uri: editor.uri('a.journey') },
      })
    await editor.told('b.journey', some)
  },
)

test('documents are told of under the URI that the editor has for them', async () => {
  const spell = (file: string) => `file://${file.replaceAll('+', '%2B').replaceAll('a', '%61')}`
  const editor = await openEditorHere({ 'journey.config.json': CONFIG }, { spell })
  await editor.open('a+b (c).journey', BROKEN)
  expect(await editor.told('a+b (c).journey', some)).not.toEqual([])
})

test('a byte order mark that is sent counts in positions, and for nothing else', async () => {
  const editor = await openEditorHere({ 'journey.config.json': CONFIG })
  await editor.open('a.journey', `\ufeff${TAG}`)
  await editor.edit('a.journey', 'top', [0, 5, 8])
  const names = async () =>
    (
      await editor.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
        textDocument: { uri: editor.uri('a.journey') },
      })
    ).map(({ name }) => name)
  expect(await names()).toEqual(['top'])
  await editor.edit('a.journey', '\ufefftag one\n')
  await editor.edit('a.journey', 'two', [0, 5, 8])
  expect(await names()).toEqual(['two'])
})

describe('an editor that asks for findings', () => {
  const open = async () => {
    let refreshed = 0
    const answers = { 'workspace/diagnostic/refresh': () => void refreshed++ }
    const capabilities = {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
    }
    const files = { 'journey.config.json': CONFIG, 'a.journey': TAG, 'b.journey': USES }
    const editor = await openEditorHere(files, { capabilities, answers })
    await editor.open('a.journey', TAG)
    await new Promise((done) => setTimeout(done, 300))
    refreshed = 0
    const refreshes = async () => {
      await new Promise((done) => setTimeout(done, 300))
      return refreshed
    }
    return { editor, refreshes }
  }

  test('is told when only another file than the edited one has others', async () => {
    const { editor, refreshes } = await open()
    await editor.edit('a.journey', 'tag vp\n')
    expect(await refreshes()).toBe(1)
  })

  test('is not told of the file that it edits', async () => {
    const { editor, refreshes } = await open()
    await editor.edit('a.journey', `${TAG}tag other\n`)
    expect(await refreshes()).toBe(0)
  })

  test('is told when the config has some', async () => {
    const { editor, refreshes } = await open()
    writeFileSync(join(editor.folder, 'journey.config.json'), '{ "timezon": "Europe/Berlin" }')
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri('journey.config.json'), type: 2 }],
    })
    expect(await refreshes()).toBe(1)
    const { items } = await editor.connection.sendRequest<{ items: { uri: string; items?: Diagnostic[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    )
    const config = items.find(({ uri }) => uri === editor.uri('journey.config.json'))
    expect(config?.items?.[0]?.message).toContain('timezone')
  })
})

test.each([
  ['refuses', () => Promise.reject(new Error('no'))],
  ['never answers', () => new Promise(() => undefined)],
])('an editor that %s what the server asks for gets its findings', async (_, answer) => {
  const answers = { 'client/registerCapability': answer, 'window/workDoneProgress/create': answer }
  const capabilities = {
    window: { workDoneProgress: true },
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
  }
  const files = { 'journey.config.json': CONFIG, 'c.journey': BROKEN }
  const editor = await openEditorHere(files, { capabilities, answers })
  await editor.told('c.journey', some)
})

test.each([
  ['a config that is half written', ['journey.config.json', '{ "timezone": ']],
  [
    'a source that is not there',
    ['journey.config.json', '{ "timezone": "Europe/Berlin", "sources": [".", "nowhere"] }'],
  ],
] as const)('%s leaves the files of the project in it', async (_, [path, text]) => {
  const files = { 'journey.config.json': CONFIG, 'a.journey': TAG, 'b.journey': USES }
  const editor = await openEditorHere(files)
  await editor.open('a.journey', TAG)
  writeFileSync(join(editor.folder, path), text)
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: editor.uri(path), type: 2 }],
  })
  await editor.told(path, some)
  const edit = await editor.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri: editor.uri('a.journey') },
    position: { line: 0, character: 5 },
    newName: 'top',
  })
  const edited = [
    ...Object.keys(edit.changes ?? {}),
    ...(edit.documentChanges ?? []).flatMap((one) => ('textDocument' in one ? [one.textDocument.uri] : [])),
  ]
  expect(edited.sort()).toEqual([editor.uri('a.journey'), editor.uri('b.journey')])
})

test('a project in the folder of another one is told of, too', async () => {
  const editor = await openEditorHere({
    'journey.config.json': CONFIG,
    'in/journey.config.json': CONFIG,
    'in/c.journey': BROKEN,
  })
  await editor.told('in/c.journey', some)
})
