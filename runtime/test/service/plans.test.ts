/** Cost grows with what is due: the questions that are asked again and again are answered by an index, without a look at the rest. */
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openStore } from '../../src/service/index.ts'
import { newDataFile } from './files.ts'

test.each<[what: string, sql: string]>([
  ['who is due', 'SELECT id FROM contacts WHERE due <= 1 ORDER BY due, no LIMIT 1'],
  ['when somebody is due next', 'SELECT due FROM contacts WHERE due IS NOT NULL ORDER BY due LIMIT 1'],
  ['a contact', "SELECT state FROM contacts WHERE id = 'a'"],
  ['an entry of a chain', 'SELECT * FROM log JOIN contacts ON no = contact WHERE seq = 1'],
  [
    'what is due of a lane',
    "SELECT * FROM deliveries WHERE lane = 'a' AND due <= 1 ORDER BY due, no LIMIT 1",
  ],
  [
    'who stands at a step',
    'SELECT * FROM standing WHERE step = 1 AND (since, contact) > (0, 0) ORDER BY since, contact',
  ],
  ['what is dead', "SELECT * FROM deliveries WHERE no < 9 AND state = 'dead' ORDER BY no DESC LIMIT 1"],
])('%s', (_, sql) => {
  const data = newDataFile()
  openStore(data).close()
  const db = new DatabaseSync(data)
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
  db.close()
  expect(plan.length).toBeGreaterThan(0)
  for (const { detail } of plan) expect(detail).toMatch(/^SEARCH /)
})
