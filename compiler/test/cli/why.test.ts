import { join } from 'node:path'
import { createSteppedHost } from '@journey-lang/runtime/service'
import { describe, expect, test } from 'vitest'
import { built, moment } from '../site/lab.ts'
import { folderWith, run } from './helpers.ts'

const SOURCE = `
contact { name: string? }
event signed_up "Signed up" {}
journey welcome "Welcome" { start on signed_up delay 7 days }
journey other "Other" { start manually delay 1 day }
`

/** A folder with the data of a server, in which Sara has signed up. */
async function folderWithData(): Promise<string> {
  const folder = folderWith({ 'notes.txt': 'no data file' })
  const host = await createSteppedHost({ data: join(folder, 'shop.db'), bundle: built(SOURCE).bundle })
  const at = moment('2026-03-02T10:00:00+01:00')
  host.post({ kind: 'contact', contact: 'sara', at, attributes: { name: 'Sara' } })
  host.post({ kind: 'event', contact: 'sara', at, event: 'signed_up' })
  host.close()
  return folder
}

test('tells the story of a contact from the data of a server', async () => {
  const { status, out, err } = await run(await folderWithData(), ['why', 'sara', '--data', 'shop.db'])
  expect([status, err]).toEqual([0, ''])
  expect(out).toContain('Welcome  inside  welcome/sara#1')
  expect(out).toContain('10:00  • Came in on “Signed up”.')
})

test('gives it as data', async () => {
  const words = ['why', 'sara', '--data', 'shop.db', '--format', 'json']
  const { status, out } = await run(await folderWithData(), words)
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    contact: 'sara',
    zone: 'Europe/Berlin',
    chapters: [{ journey: 'welcome', state: 'waiting', past: [{ topic: 'enter' }] }],
  })
})

test('leaves out other journeys, if one is named', async () => {
  const words = ['why', 'sara', '--data', 'shop.db', '--journey', 'other']
  const { status, out } = await run(await folderWithData(), words)
  expect(status).toBe(0)
  expect(out).toContain('This contact has not been in this journey.')
  expect(out).not.toContain('Welcome')
})

describe('what can not be told', () => {
  test.each([
    [['why', 'sara'], 'Whose data? Name the file of the server: --data shop.db.'],
    [['why', 'sara', '--data', 'none.db'], 'There is no file "none.db".'],
    [['why', 'sarah', '--data', 'shop.db'], 'There is no contact "sarah" in "shop.db". Did you mean "sara"?'],
    [
      ['why', 'sara', '--data', 'shop.db', '--journey', 'welcom'],
      'There is no journey "welcom". Did you mean "welcome"?',
    ],
    [['why', 'sara', '--data', 'notes.txt'], 'no data file of Journey'],
  ])('%j', async (words, message) => {
    const { status, out, err } = await run(await folderWithData(), words)
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })
})
