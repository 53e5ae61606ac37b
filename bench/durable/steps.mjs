import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { newContact } from '@journey-lang/runtime'
import { contactText } from '../../runtime/dist/service/store/contact-text.js'
import { BEGINNING, DAY } from '../running/ways.mjs'
import { BATCH, folder, graphOf, openHost } from './host.mjs'

/** Contacts in the file. */
const KNOWN = 60_000
/** Contacts of them that go through the welcome journey in a round, none of whom buys: the longest way. */
const CONTACTS = 2000
/** What each of them does: it is known better, signs up, and comes to six more ends of waits and sends. */
const INPUTS = 8
/** Steps that they come to. */
const STEPS = 8
const MOVES = CONTACTS * STEPS
const DONE = { kind: 'done', outcome: { ok: true } }

/** All that the durable host does, with every provider's answer. */
export async function durableContender() {
  let rounds = await openRounds()
  const run = async () => {
    if (rounds.left() === 0) {
      rounds.store.close()
      rounds = await openRounds()
    }
    rounds.next()
  }
  return { name: 'journey: a step, durably', moves: MOVES, inputs: CONTACTS * INPUTS, run }
}

/** A file that knows many contacts. In each round others of them, here and there in the file, go through the journey. */
async function openRounds() {
  const graph = graphOf(readFileSync(new URL('../running/welcome.journey', import.meta.url), 'utf8'))
  const host = await openHost(join(folder(), 'data.db'), graph, BEGINNING)
  const { contacts, reader } = host.store
  host.store.transact(() => {
    for (let no = 1; no <= KNOWN; no++) {
      const state = { ...newContact(idOf(no)), attributes: attributesOf(idOf(no)), clock: BEGINNING }
      contacts.insert({ no, state, due: null, last: 0 })
    }
  })
  const left = shuffled(Array.from({ length: KNOWN }, (_, index) => index + 1))
  let round = 0
  const next = () => {
    goThrough(host, left.splice(0, CONTACTS).map(idOf), BEGINNING + round * 60 * DAY)
    round++
    const { entered, finished, nodes } = reader.statistics().journeys.welcome
    const passed = Object.values(nodes).flatMap((node) => Object.values(node.passed))
    const steps = entered + passed.reduce((sum, count) => sum + count, 0)
    if (
      finished !== CONTACTS * round ||
      steps !== MOVES * round ||
      reader.counts().logEntries !== CONTACTS * INPUTS * round
    )
      throw new Error('The benchmark is wrong: not everybody came through.')
  }
  return { ...host, left: () => left.length, next }
}

function goThrough({ store, write }, ids, beginning) {
  const input = (input) => ({ kind: 'input', input })
  let now = beginning
  let inputs = write(
    ids.flatMap((contact) => [
      input({ kind: 'contact', contact, attributes: { name: `Sara ${contact}` }, at: now }),
      input({ kind: 'event', contact, id: 'sign-up', event: 'signed_up_for_email', at: now }),
    ]),
    now,
  )
  for (let next = now; next !== undefined; next = store.contacts.firstDue()) {
    now = next
    for (let due = dueBy(store, now); due.length > 0; due = dueBy(store, now)) {
      inputs += write(due, now)
      if (inputs > ids.length * INPUTS) throw new Error('The benchmark is wrong: it never ends.')
    }
  }
}

const idOf = (no) => `contact-${no}`

const attributesOf = (contact) => ({
  name: 'Sara',
  email: `${contact}@example.com`,
  country: 'DE',
  email_opt_in: true,
})

/** In an order by chance, the same each time. */
function shuffled(items) {
  let seed = 1
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1))
    ;[items[at], items[other]] = [items[other], items[at]]
  }
  return items
}

/** What is to be done at a moment: timers, and messages that providers take. */
function dueBy({ contacts, deliveries }, now) {
  const timers = contacts.dueBy(now, BATCH).map((one) => ({ kind: 'due', ...one }))
  const sent = deliveries
    .dueLanes(now)
    .flatMap((lane) => deliveries.dueBy(lane, now, BATCH).deliveries)
    .map(({ key }) => ({ kind: 'settle', key, attempt: DONE }))
  return [...timers, ...sent]
}

/**
 * A loop that writes two rows for each step, as durably, in batches of the same size: the very rows that the host
 * writes, the contact and the entry of its log, with texts made beforehand. It keeps no index and nothing else.
 */
export async function bareContender() {
  const rows = await recordedRows()
  const db = new DatabaseSync(join(folder(), 'bare.db'))
  db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -65536')
  db.exec('CREATE TABLE contacts (no INTEGER PRIMARY KEY, id TEXT, due INTEGER, last INTEGER, state TEXT)')
  db.exec(
    'CREATE TABLE log (seq INTEGER PRIMARY KEY, contact INTEGER, prev INTEGER, at INTEGER, input TEXT, records TEXT)',
  )
  const insert = db.prepare('INSERT INTO contacts VALUES (?, ?, ?, ?, ?)')
  const update = db.prepare('UPDATE contacts SET due = ?, last = ?, state = ? WHERE no = ?')
  const append = db.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)')
  db.exec('BEGIN')
  for (let no = 1; no <= KNOWN; no++)
    insert.run(
      no,
      idOf(no),
      null,
      0,
      contactText({ ...newContact(idOf(no)), attributes: attributesOf(idOf(no)), clock: BEGINNING }),
    )
  db.exec('COMMIT')
  const numbers = shuffled(Array.from({ length: KNOWN }, (_, index) => index + 1))
  let seq = 0
  let round = 0
  return {
    name: 'node:sqlite: two rows for a step, durably',
    moves: MOVES,
    run() {
      const first = CONTACTS * round++
      const others = new Map(rows.people.map((no, index) => [no, numbers[(first + index) % KNOWN]]))
      for (const batch of rows.batches) {
        db.exec('BEGIN IMMEDIATE')
        for (const { contact, due, state, prev, at, input, records } of batch) {
          const no = others.get(contact)
          append.run(++seq, no, prev, at, input, records)
          update.run(due, seq, state, no)
        }
        db.exec('COMMIT')
      }
    },
  }
}

/** What the host writes in a round: in batches, for each entry of the log that and the contact after it. */
async function recordedRows() {
  const { store, next } = await openRounds()
  const batches = []
  let entries = []
  const { append } = store.log
  store.log.append = (entry) => entries.push(entry) && append(entry)
  const { update } = store.contacts
  const states = new Map()
  store.contacts.update = (contact, isDueNew) => {
    states.set(contact.no, { due: contact.due, state: contactText(contact.state) })
    update(contact, isDueNew)
  }
  const { flush } = store.counters
  store.counters.flush = () => {
    batches.push(
      entries.map(({ contact, prev, at, input, records }) => {
        const texts = { input, records: JSON.stringify(records) }
        return { contact, prev, at, ...texts, ...states.get(contact) }
      }),
    )
    entries = []
    flush()
  }
  next()
  store.close()
  const people = [...states.keys()]
  return { people, batches: batches.filter(({ length }) => length > 0) }
}
