import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BEGINNING } from '../running/ways.mjs'
import { BATCH, folder, graphOf, openHost } from './host.mjs'

/** Contacts that go through the welcome journey, none of whom buys: the longest way. */
const CONTACTS = 2000
const DONE = { kind: 'done', outcome: { ok: true } }

/** What an input is worked on as, and written as: all that the durable host does, with every provider's answer. */
export async function durableContender() {
  const graph = graphOf(readFileSync(new URL('../running/welcome.journey', import.meta.url), 'utf8'))
  const data = folder()
  let count = 0
  const round = async () => {
    const path = join(data, `${count++}.db`)
    const host = await openHost(path, graph, BEGINNING)
    const moves = goThrough(host)
    host.store.close()
    rmSync(path, { force: true })
    return moves
  }
  return { name: 'journey: an input, durably', moves: await round(), run: round }
}

function goThrough({ store, write }) {
  const ids = Array.from({ length: CONTACTS }, (_, index) => `contact-${index}`)
  const input = (input) => ({ kind: 'input', input })
  let now = BEGINNING
  let moves = write(
    ids.flatMap((contact) => [
      input({ kind: 'contact', contact, attributes: attributesOf(contact), at: now }),
      input({ kind: 'event', contact, id: 'sign-up', event: 'signed_up_for_email', at: now }),
    ]),
    now,
  )
  for (let next = now; next !== undefined; next = store.contacts.firstDue()) {
    now = next
    for (let due = dueBy(store, now); due.length > 0; due = dueBy(store, now)) moves += write(due, now)
  }
  const { entered, finished } = store.reader.statistics().journeys.welcome
  if (finished !== CONTACTS || entered !== CONTACTS)
    throw new Error('The benchmark is wrong: not everybody came through.')
  return moves
}

const attributesOf = (contact) => ({
  name: 'Sara',
  email: `${contact}@example.com`,
  country: 'DE',
  email_opt_in: true,
})

/** What is to be done at a moment: timers, and messages that providers take. */
function dueBy({ contacts, deliveries }, now) {
  const timers = contacts.dueBy(now, BATCH).map((contact) => ({ kind: 'due', contact }))
  const sent = deliveries
    .dueLanes(now)
    .flatMap((lane) => deliveries.dueBy(lane, now, BATCH))
    .map(({ key }) => ({ kind: 'settle', key, attempt: DONE }))
  return [...timers, ...sent]
}

/** As much text as the host writes for an input: a row that is there already, and a row of a log. */
const STATE = 's'.repeat(1400)
const INPUT = 'i'.repeat(110)
const RECORDS = 'r'.repeat(420)

/** A loop that writes two rows for each input, made beforehand, in batches of the same size, as durably. */
export function bareContender() {
  const data = folder()
  const moves = CONTACTS * 8
  let count = 0
  return {
    name: 'node:sqlite: two rows, durably',
    moves,
    run() {
      const path = join(data, `${count++}.db`)
      const db = new DatabaseSync(path)
      db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
      db.exec('PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -65536')
      db.exec('CREATE TABLE contacts (no INTEGER PRIMARY KEY, state TEXT)')
      db.exec('CREATE TABLE log (seq INTEGER PRIMARY KEY, contact INTEGER, input TEXT, records TEXT)')
      const put = db.prepare(
        'INSERT INTO contacts VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
      )
      const append = db.prepare('INSERT INTO log VALUES (?, ?, ?, ?)')
      for (let seq = 1; seq <= moves; seq++) {
        if (seq % BATCH === 1) db.exec('BEGIN IMMEDIATE')
        put.run(seq % CONTACTS, STATE)
        append.run(seq, seq % CONTACTS, INPUT, RECORDS)
        if (seq % BATCH === 0 || seq === moves) db.exec('COMMIT')
      }
      db.close()
      rmSync(path, { force: true })
    },
  }
}
