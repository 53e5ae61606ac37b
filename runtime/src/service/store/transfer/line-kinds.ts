import { fingerprint } from '../../../core/fingerprint.ts'
import type { Input } from '../../../core/inputs.ts'
import type { RuntimeRecord } from '../../../core/output.ts'
import type { ContactState } from '../../../core/state.ts'
import type { Tally } from '../../../tally.ts'
import { storeContact } from '../contact-rows.ts'
import { currentState } from '../earlier-state.ts'
import { DELIVERY_STATES, type Delivery, type Deployment, type SetAside } from '../store.ts'
import type { Tables } from '../tables.ts'
import { anything, type Fields, integer, list, object, optional, problemsOf, text } from './shapes.ts'

/** What an import fills. */
export interface Target {
  readonly tables: Tables
  /** By id, the number and the latest entry of each contact that came so far. */
  readonly contacts: Map<string, { readonly no: number; last: number }>
  /** Contacts that lines are about and that did not come. Each is told once. */
  readonly missing: Set<string>
}

/** One type of line: which rows its lines are made of, what is in them, and what an import does with one. */
export interface LineKind {
  readonly type: string
  /**
   * What lines are made of: a query, or the rows themselves. Columns whose names end in `_json` hold JSON, in `_sealed`
   * sealed JSON. NULL is left out.
   */
  readonly rows: string | ((tables: Tables) => Iterable<Record<string, unknown>>)
  readonly fields: Fields
  /** Takes a line in, whose fields were checked. Answers with what is wrong with it, if it does not fit the others. */
  take(target: Target, row: unknown): string | undefined
}

function unknownContact(id: string, { missing }: Target): string | undefined {
  if (missing.has(id)) return undefined
  missing.add(id)
  return `There is no line before this one with the contact "${id}".`
}

const deployment: LineKind = {
  type: 'deployment',
  rows: `SELECT hash, at, bundle AS bundle_sealed, source_map AS sourceMap_sealed
    FROM deployments JOIN bundles USING (hash) ORDER BY no`,
  fields: { hash: text, at: integer, bundle: object, sourceMap: optional(object) },
  take({ tables }, row) {
    tables.deployments.add(row as Omit<Deployment, 'versions'>)
    return undefined
  },
}

/** What every state of a contact has. */
const STATE: Fields = {
  id: text,
  attributes: object,
  tags: list,
  seq: integer,
  history: list,
  sends: list,
  entries: object,
  runs: list,
  seen: list,
}

const contact: LineKind = {
  type: 'contact',
  *rows({ contacts }) {
    for (const state of contacts.all()) yield { state_json: JSON.stringify(state) }
  },
  fields: { state: object },
  take({ tables, contacts }, row) {
    const { state: given } = row as { state: ContactState }
    if (problemsOf({ ...given }, STATE).length > 0) return '"state" must be the state of a contact.'
    const state = currentState(given)
    if (contacts.has(state.id)) return `There is a line before this one with the contact "${state.id}".`
    const no = contacts.size + 1
    contacts.set(state.id, { no, last: 0 })
    storeContact(tables, { no, state, last: 0 })
    return undefined
  },
}

const entry: LineKind = {
  type: 'entry',
  rows: `SELECT seq, id AS contact, at, input AS input_sealed, records AS records_sealed
    FROM log JOIN contacts ON no = contact ORDER BY seq`,
  fields: { seq: integer, contact: text, at: integer, input: object, records: list },
  take(target, row) {
    const { tables, contacts } = target
    const {
      seq,
      contact: id,
      at,
      input,
      records,
    } = row as {
      seq: number
      contact: string
      at: number
      input: Input
      records: RuntimeRecord[]
    }
    const whose = contacts.get(id)
    if (whose === undefined) return unknownContact(id, target)
    if (seq <= tables.log.highestSeq()) return `The entries are not in order: ${seq} comes too late.`
    tables.log.append({ seq, contact: whose.no, prev: whose.last, at, input: JSON.stringify(input), records })
    tables.counters.total('log', 1)
    if (input.id !== undefined) tables.inputIds.add(whose.no, input.id, fingerprint(input))
    whose.last = seq
    return undefined
  },
}

const delivery: LineKind = {
  type: 'delivery',
  rows: `SELECT key, id AS contact, command AS command_sealed, content AS content_sealed, deliveries.state, attempts,
      deliveries.due, created AS createdAt, settled AS settledAt, reason
    FROM deliveries JOIN contacts ON contacts.no = contact ORDER BY deliveries.no`,
  fields: {
    key: text,
    contact: text,
    command: object,
    content: optional(object),
    state: [(value) => (DELIVERY_STATES as readonly unknown[]).includes(value), 'the state of a delivery'],
    attempts: integer,
    due: optional(integer),
    createdAt: integer,
    settledAt: optional(integer),
    reason: optional(text),
  },
  take(target, row) {
    const { tables, contacts } = target
    const one = row as Delivery
    const whose = contacts.get(one.contact)
    if (whose === undefined) return unknownContact(one.contact, target)
    if (tables.deliveries.find(one.key)) return `There is a line before this one with the key "${one.key}".`
    tables.deliveries.insert(whose.no, one)
    tables.counters.total(`deliveries ${one.state}`, 1)
    return undefined
  },
}

const setAside: LineKind = {
  type: 'set_aside',
  rows: 'SELECT contact, at, input AS input_json, reason FROM set_aside ORDER BY no',
  fields: { contact: text, at: integer, input: object, reason: text },
  take({ tables }, row) {
    tables.setAside.add(row as SetAside)
    return undefined
  },
}

const tally: LineKind = {
  type: 'count',
  // A count that went back to nothing is no other than one that never was.
  rows: `SELECT journey, node, counter, name, count FROM statistics WHERE count <> 0
    ORDER BY journey, node, counter, name`,
  fields: { journey: text, node: text, counter: text, name: text, count: integer },
  take({ tables }, row) {
    tables.counters.tally(row as Tally)
    return undefined
  },
}

const note: LineKind = {
  type: 'note',
  rows: 'SELECT name, value AS value_json FROM notes ORDER BY name',
  fields: { name: text, value: anything },
  take({ tables }, row) {
    const { name, value } = row as { name: string; value: unknown }
    tables.notes.set(name, value)
    return undefined
  },
}

/** Every type, in the order in which an export has them. What follows from other lines has none. */
export const LINE_KINDS: readonly LineKind[] = [deployment, contact, entry, delivery, setAside, tally, note]
