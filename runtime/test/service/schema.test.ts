/** Files of earlier versions of the schema are brought up to date when they are opened, and lose nothing. */
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { newContact } from '../../src/index.ts'
import { backupData, openReader, StoreError } from '../../src/service/index.ts'
import { openStore } from '../../src/service/store/open.ts'
import { upgrade } from '../../src/service/store/schema.ts'
import { seal } from '../../src/service/store/sealed.ts'
import { newDataFile } from './files.ts'

/** A file as it was made by a version of the schema. */
function fileOfVersion(version: number, fill: (db: DatabaseSync) => void): string {
  const data = newDataFile()
  const db = new DatabaseSync(data)
  upgrade(db, 0, version)
  fill(db)
  db.close()
  return data
}

const fileWithSara = (state: object) =>
  fileOfVersion(2, (db) => {
    db.prepare('INSERT INTO contacts (no, id, due, last, state) VALUES (1, ?, NULL, 0, ?)').run(
      'sara',
      seal(JSON.stringify(state)),
    )
  })

test('ids from before fingerprints name what they named, whatever it was', () => {
  const data = fileOfVersion(1, (db) => db.exec("INSERT INTO input_ids (contact, id) VALUES (1, 'e1')"))
  const { inputIds, close } = openStore(data)
  expect(inputIds.add(1, 'e1', 5)).toBe('same')
  expect(inputIds.add(1, 'e2', 5)).toBe('new')
  expect(inputIds.add(1, 'e2', 6)).toBe('other')
  close()
})

test('entries by key are counted by journey, and their keys are known', () => {
  const state = {
    ...newContact('sara'),
    attributes: { name: 'Sara' },
    entries: {
      welcome: { '': { count: 2, at: 5 } },
      carts: { b: { count: 1, at: 7 }, a: { count: 3, at: 6 }, count: { count: 1, at: 1 } },
    },
  }
  const data = fileWithSara(state)
  for (let opened = 0; opened < 2; opened++) {
    const store = openStore(data)
    expect(store.reader.contact('sara')).toEqual({
      ...state,
      entries: {
        welcome: { count: 2, at: 5 },
        carts: {
          count: 5,
          keys: [
            {
              since: 7,
              ids: [
                ['a', 6],
                ['b', 7],
                ['count', 1],
              ],
            },
          ],
        },
      },
    })
    store.close()
  }
})

test('a file of an earlier version is not read before a server has brought it up to date, but backed up', () => {
  const data = fileWithSara(newContact('sara'))
  const kind = (read: () => void) => {
    try {
      read()
    } catch (error) {
      return error instanceof StoreError && error.kind
    }
    return undefined
  }
  expect(kind(() => openReader(data).close())).toBe('older')
  const copy = newDataFile()
  backupData(data, copy)
  backupData(data, copy)
  openStore(copy).close()
  expect(openReader(copy).contact('sara')).toEqual(newContact('sara'))
})
