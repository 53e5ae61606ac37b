/** Files of earlier versions of the schema are brought up to date when they are opened, and lose nothing. */
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openStore } from '../../src/service/store/open.ts'
import { newDataFile } from './files.ts'

test('ids from before fingerprints name what they named, whatever it was', () => {
  const data = newDataFile()
  openStore(data).close()
  const db = new DatabaseSync(data)
  db.exec(`ALTER TABLE input_ids DROP COLUMN fingerprint; PRAGMA user_version = 1;
    INSERT INTO input_ids (contact, id) VALUES (1, 'e1')`)
  db.close()
  const { inputIds, close } = openStore(data)
  expect(inputIds.add(1, 'e1', 5)).toBe('same')
  expect(inputIds.add(1, 'e2', 5)).toBe('new')
  expect(inputIds.add(1, 'e2', 6)).toBe('other')
  close()
})
