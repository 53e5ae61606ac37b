import type { DatabaseSync } from 'node:sqlite'
import { type ContactTable, contactTable } from './contacts.ts'
import { type CounterTables, counterTables } from './counters.ts'
import { type DeliveryTable, deliveryTable } from './deliveries.ts'
import { type DeploymentTable, deploymentTable } from './deployments.ts'
import { type EntryKeyTable, entryKeyTable } from './entry-keys.ts'
import { type InputIdTable, inputIdTable } from './input-ids.ts'
import { type LogTable, logTable } from './log.ts'
import { type NoteTable, noteTable } from './notes.ts'
import { type SetAsideTable, setAsideTable } from './set-aside.ts'
import { type StandingTable, standingTable } from './standing.ts'

/** All tables of a data file, each with its prepared statements. */
export interface Tables {
  readonly contacts: ContactTable
  readonly entryKeys: EntryKeyTable
  readonly log: LogTable
  readonly inputIds: InputIdTable
  readonly standing: StandingTable
  readonly deliveries: DeliveryTable
  readonly deployments: DeploymentTable
  readonly counters: CounterTables
  readonly notes: NoteTable
  readonly setAside: SetAsideTable
}

export function openTables(db: DatabaseSync): Tables {
  const entryKeys = entryKeyTable(db)
  return {
    contacts: contactTable(db, entryKeys),
    entryKeys,
    log: logTable(db),
    inputIds: inputIdTable(db),
    standing: standingTable(db),
    deliveries: deliveryTable(db),
    deployments: deploymentTable(db),
    counters: counterTables(db),
    notes: noteTable(db),
    setAside: setAsideTable(db),
  }
}
