import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolderSender } from '../../../src/service/channels/senders/folder.ts'
import { coupon, letter, notice } from './parcels.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journey-outbox-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const NEVER = new AbortController().signal
const files = () => readdirSync(join(folder, 'outbox')).sort()
const put = (parcel: Parameters<ReturnType<typeof createFolderSender>['send']>[0]) =>
  createFolderSender(join(folder, 'outbox')).send(parcel, NEVER)

test('mail becomes a file that a mail program opens', async () => {
  expect(await put(letter())).toEqual({ kind: 'done' })
  const [name] = files()
  expect(name).toMatch(/^2026-03-02T10-00-00Z-welcome-sara-1-send-hello-1-[0-9a-f]{12}\.eml$/)
  const text = readFileSync(join(folder, 'outbox', name!), 'utf8')
  expect(text).toContain('From: outbox@localhost\r\n')
  expect(text).toContain('To: sara@example.com\r\n')
  expect(text).toContain('\r\n\r\nGood to have you here.')
})

test('anything else becomes JSON', async () => {
  await put(coupon())
  await put(notice({ department: {} }))
  await put(letter({ isMail: false, to: '+49 30 1' }))
  const kinds = files().map((name) => JSON.parse(readFileSync(join(folder, 'outbox', name), 'utf8')).kind)
  expect(kinds.sort()).toEqual(['call', 'message', 'notification'])
  expect(files().every((name) => name.endsWith('.json'))).toBe(true)
})

test('the same key makes no second file, and leaves the first as it is', async () => {
  await put(letter())
  const path = join(folder, 'outbox', files()[0]!)
  writeFileSync(path, 'read and marked')
  expect(await put(letter({ attempt: 2 }))).toEqual({ kind: 'done' })
  expect(files()).toHaveLength(1)
  expect(readFileSync(path, 'utf8')).toBe('read and marked')
})

test.each([
  ['../../etc/passwd'],
  ['a/b\\c:d*e?f"g<h>i|j'],
  ['خوشامد/سارا#1/فرستادن پیام/1'],
  [`welcome/${'long😀'.repeat(100)}#1`],
  ['\u202e\u0000'],
])('a file name is safe for the key %j', async (key) => {
  expect(await put(letter({ key }))).toEqual({ kind: 'done' })
  const [name] = files()
  expect(Buffer.byteLength(name!)).toBeLessThan(200)
  expect(name).toMatch(/^[\p{L}\p{M}\p{N}.-]+$/u)
})

test('keys that look alike make files of their own', async () => {
  for (const key of ['j/a-b#1', 'j/a b#1', 'J/a-b#1']) await put(letter({ key }))
  expect(files()).toHaveLength(3)
})

test('where nothing can be written, it is tried again', async () => {
  writeFileSync(join(folder, 'outbox'), 'a file in its place')
  expect(await put(letter())).toMatchObject({
    kind: 'again',
    provider: true,
    reason: expect.stringContaining('EEXIST'),
  })
})

test.each<[what: string, parcel: Parameters<typeof put>[0]]>([
  ['a key', letter({ key: `welcome/${'س'.repeat(500)}#1/send hello/1` })],
  ['a link', letter({ unsubscribe: `https://shop.example/unsubscribe/${'x'.repeat(3000)}.y` })],
])('no line of a mail with %s that is too long for it has more than 998 characters', async (_, parcel) => {
  await put(parcel)
  const text = readFileSync(join(folder, 'outbox', files()[0]!), 'utf8')
  expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  const headers = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n\s+/g, '')
  expect(headers).toMatch(/^X-Journey-Key: ?(sha256:[0-9a-f]{64}|welcome%2F.*)$/m)
  if (parcel.unsubscribe !== undefined) expect(headers).toContain(`<${parcel.unsubscribe}>`)
})

test('a folder that can not be written to is told before anything goes there', async () => {
  const outbox = join(folder, 'outbox')
  await createFolderSender(join(outbox, 'deep', 'in')).check!()
  expect(readdirSync(folder)).toEqual([])
  await put(letter())
  await createFolderSender(outbox).check!()
  expect(files()).toHaveLength(1)
  writeFileSync(join(folder, 'file'), '')
  await expect(createFolderSender(join(folder, 'file')).check!()).rejects.toThrow(
    /file, to which messages go, can't be written to \(.*\)\. Give the server the right to, or name another/,
  )
})
