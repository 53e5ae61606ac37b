import type { DatabaseSync } from 'node:sqlite'
import type { Generations } from '../../core/generations.ts'
import { entriesBeyond, type IdMap, setId } from '../../core/id-map.ts'
import type { ContactState, Entries } from '../../core/state.ts'

/**
 * The keys with which contacts entered journeys, as far as they are remembered. There may be thousands of a contact: in
 * its state, each input would write all of them again.
 */
export interface EntryKeyTable {
  /** Entries with their keys. */
  with(contact: number, entries: ContactState['entries']): ContactState['entries']
  /** Writes what is new since `before`. */
  change(contact: number, before: ContactState['entries'], after: ContactState['entries']): void
}

interface Row {
  readonly journey: string
  readonly since: number
  readonly key: string
  readonly at: number
}

const NONE: Generations = []

export function entryKeyTable(db: DatabaseSync): EntryKeyTable {
  const all = db.prepare(
    'SELECT journey, since, key, at FROM entry_keys WHERE contact = ? ORDER BY journey, since, key',
  )
  const set = db.prepare(
    `INSERT INTO entry_keys (contact, journey, since, key, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at`,
  )
  const forget = db.prepare('DELETE FROM entry_keys WHERE contact = ? AND journey = ? AND since = ?')

  function changeOf(contact: number, journey: string, before: Generations, after: Generations): void {
    for (const { since } of before) {
      if (!after.some((one) => one.since === since)) forget.run(contact, journey, since)
    }
    for (const { since, ids } of after) {
      const known = before.find((one) => one.since === since)?.ids ?? []
      for (const [key, at] of entriesBeyond(known, ids)) set.run(contact, journey, since, key, at)
    }
  }

  return {
    with(contact, entries) {
      const rows = all.all(contact) as unknown as Row[]
      if (rows.length === 0) return entries
      const known = new Map<string, Map<number, IdMap>>()
      for (const { journey, since, key, at } of rows) {
        const generations = known.get(journey) ?? new Map<number, IdMap>()
        known.set(journey, generations.set(since, setId(generations.get(since) ?? [], key, at)))
      }
      const whole: Record<string, Entries> = { ...entries }
      for (const [journey, generations] of known) {
        const keys = [...generations].map(([since, ids]) => ({ since, ids }))
        whole[journey] = { ...whole[journey]!, keys }
      }
      return whole
    },
    change(contact, before, after) {
      if (before === after) return
      for (const journey of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const [had, has] = [before, after].map((entries) => entries[journey]?.keys ?? NONE)
        if (had !== has) changeOf(contact, journey, had!, has!)
      }
    },
  }
}
