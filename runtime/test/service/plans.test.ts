/**
 * Cost grows with what is asked for: every statement that the store really uses is answered by an index or along a key,
 * but for those about tables that stay small.
 */
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { createReader } from '../../src/service/store/reader.ts'
import { upgrade } from '../../src/service/store/schema.ts'
import { openTables } from '../../src/service/store/tables.ts'

/** How SQLite goes about each statement that is prepared, by the statement with single spaces; parameters are open. */
function plansOf(use: (db: DatabaseSync) => void): Map<string, string[]> {
  const db = new DatabaseSync(':memory:')
  upgrade(db, 0)
  const prepare = db.prepare.bind(db)
  const plans = new Map<string, string[]>()
  db.prepare = (sql, ...rest) => {
    const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
    plans.set(
      sql.replace(/\s+/g, ' '),
      steps.map(({ detail }) => String(detail)),
    )
    return prepare(sql, ...rest)
  }
  use(db)
  db.close()
  return plans
}

const STATES = [undefined, 'waiting', 'done', 'withheld', 'dead'] as const
const KINDS = [undefined, 'send', 'call', 'notify'] as const
const plans = plansOf((db) => {
  const tables = openTables(db)
  createReader(db, tables, () => {})
  // Lists are prepared when they are asked for.
  for (const state of STATES)
    for (const kind of KINDS) {
      tables.deliveries.page({ limit: 1, ...(state && { state }), ...(kind && { kind }) })
    }
})

/** A few rows each, or as many as graphs and steps: one of these may be walked. */
const SMALL = /^SCAN (versions|totals|notes|statistics|deployments|set_aside|bundles|json_each|lanes)\b/
/** Only what is not over yet stands in that index. */
const OPEN = /^SCAN deliveries USING COVERING INDEX deliveries_by_due$/
/** Steps of a plan that read no rows of their own. */
const NO_ROWS =
  /^(SETUP|RECURSIVE STEP|CO-ROUTINE|SCALAR SUBQUERY|CORRELATED SCALAR SUBQUERY|LIST SUBQUERY|MATERIALIZE|CREATE BLOOM FILTER|REUSE LIST SUBQUERY)\b/
/** From the first row on, and not further than asked. */
const FROM_THE_BEGINNING: readonly RegExp[] = [
  /^SELECT id FROM contacts ORDER BY id LIMIT/,
  /^SELECT seq, contact, at, input FROM log ORDER BY seq LIMIT/,
  /^SELECT at FROM log ORDER BY seq DESC LIMIT 1$/,
  /^SELECT due FROM contacts WHERE due IS NOT NULL ORDER BY due LIMIT 1$/,
]

/** What an export reads is all. */
const ALL = /^SELECT no, id, state FROM contacts ORDER BY no$/

test('statements are collected', () => {
  expect(plans.size).toBeGreaterThan(50)
})

test('no statement walks a table that grows, and none sorts one', () => {
  const walks = [...plans].filter(
    ([sql, steps]) =>
      ![ALL, ...FROM_THE_BEGINNING].some((one) => one.test(sql)) &&
      steps.some((step) => !/^SEARCH /.test(step) && ![SMALL, OPEN, NO_ROWS].some((one) => one.test(step))),
  )
  expect(walks).toEqual([])
})

/** The statement of which something is a part. */
function planOf(part: string | RegExp): string {
  const found = [...plans].filter(([sql]) => (typeof part === 'string' ? sql.includes(part) : part.test(sql)))
  expect(found.map(([sql]) => sql)).toHaveLength(1)
  return found[0]![1].join('\n')
}

describe('what is asked for again and again uses its index', () => {
  test.each<[what: string, part: string | RegExp, index: string]>([
    ['who is due', /FROM contacts WHERE due <= \?/, 'contacts USING INDEX contacts_by_due (due<?)'],
    ['when somebody is due', /^SELECT due FROM contacts WHERE due/, 'USING COVERING INDEX contacts_by_due'],
    ['a contact', /^SELECT [^()]* FROM contacts WHERE id = \?/, 'sqlite_autoindex_contacts_1 (id=?)'],
    ['an entry', /^SELECT [^()]* WHERE seq = \?$/, 'SEARCH log USING INTEGER PRIMARY KEY (rowid=?)'],
    ['entries from one on', /WHERE seq > \? ORDER BY seq LIMIT/, 'SEARCH log USING INTEGER PRIMARY KEY'],
    [
      'what is due of a lane',
      'WHERE lane = ? AND deliveries.due <= ?',
      'deliveries_by_due (lane=? AND due<?)',
    ],
    ['lanes', 'RECURSIVE lanes', 'USING COVERING INDEX deliveries_by_due (lane=? AND due>?)'],
    [
      'a delivery',
      /^SELECT deliveries\.no, key,[^?]* content [^?]*WHERE key = \?$/,
      'sqlite_autoindex_deliveries_1 (key=?)',
    ],
    [
      'who stands at a step',
      /^SELECT since, contact FROM standing/,
      'PRIMARY KEY (step=? AND (since,contact)>(?,?))',
    ],
    [
      'contacts by what they begin with',
      /AND id >= \? AND id < \?/,
      'sqlite_autoindex_contacts_1 (id>? AND id<?)',
    ],
  ])('%s', (_, part, index) => {
    expect(planOf(part)).toContain(index)
  })

  test.each<[state: (typeof STATES)[number], kind: (typeof KINDS)[number], index: string]>([
    ['dead', undefined, 'deliveries_not_done (state=? AND no<?)'],
    ['waiting', undefined, 'deliveries_not_done (state=? AND no<?)'],
    ['withheld', 'call', 'deliveries_not_done (state=? AND no<?)'],
    ['dead', 'send', 'deliveries_not_done (state=? AND no<?)'],
    [undefined, 'call', 'deliveries_no_message (kind=? AND no<?)'],
    [undefined, 'notify', 'deliveries_no_message (kind=? AND no<?)'],
    ['done', 'notify', 'deliveries_no_message (kind=? AND no<?)'],
    // Most are: no index is as good as the order in which they lie.
    [undefined, undefined, 'USING INTEGER PRIMARY KEY (rowid<?)'],
    ['done', undefined, 'USING INTEGER PRIMARY KEY (rowid<?)'],
    [undefined, 'send', 'USING INTEGER PRIMARY KEY (rowid<?)'],
  ])('a list of deliveries that are %s, of kind %s', (state, kind, index) => {
    const all = plansOf((db) => {
      openTables(db).deliveries.page({ limit: 1, ...(state && { state }), ...(kind && { kind }) })
    })
    const [, steps] = [...all].at(-1)!
    expect(steps.join('\n')).toContain(index)
  })
})
