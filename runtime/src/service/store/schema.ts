import type { DatabaseSync } from 'node:sqlite'
import { contactText } from './contact-text.ts'
import { currentState } from './earlier-state.ts'
import { entryKeyTable } from './entry-keys.ts'
import { seal, unseal } from './sealed.ts'

/** Marks a file as ours: `JRNY`, in the header of the file where SQLite has a place for it. */
export const APPLICATION_ID = 0x4a_52_4e_59

/**
 * What each version of the schema adds to the one before. A file notes its version in `user_version`; opening an older
 * one carries out what is missing. Steps are only ever appended.
 */
const STEPS: readonly Step[] = [
  `
  -- state, input, records, command and content are sealed JSON: see sealed.ts.
  -- One row per contact. due: when it is looked at next. last: the seq of its latest entry in the log.
  CREATE TABLE contacts (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, due INTEGER, last INTEGER NOT NULL, state TEXT NOT NULL
  ) STRICT;
  CREATE INDEX contacts_by_due ON contacts (due) WHERE due IS NOT NULL;

  -- Append-only. prev: the entry of the same contact before, or 0: a chain instead of an index.
  CREATE TABLE log (
    seq INTEGER PRIMARY KEY, contact INTEGER NOT NULL, prev INTEGER NOT NULL, at INTEGER NOT NULL,
    input TEXT NOT NULL, records TEXT NOT NULL
  ) STRICT;

  -- The ids of inputs in the log.
  CREATE TABLE input_ids (contact INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (contact, id)) STRICT, WITHOUT ROWID;

  -- Which contacts have live runs at which step, and since when.
  CREATE TABLE steps (no INTEGER PRIMARY KEY, journey TEXT NOT NULL, node TEXT NOT NULL, UNIQUE (journey, node)) STRICT;
  CREATE TABLE standing (
    step INTEGER NOT NULL, since INTEGER NOT NULL, contact INTEGER NOT NULL, PRIMARY KEY (step, since, contact)
  ) STRICT, WITHOUT ROWID;

  -- What the runtime asked the outside for. due: when it is tried next, while it waits.
  CREATE TABLE deliveries (
    no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, contact INTEGER NOT NULL, kind TEXT NOT NULL,
    lane TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER, created INTEGER NOT NULL, settled INTEGER,
    reason TEXT, command TEXT NOT NULL, content TEXT
  ) STRICT;
  CREATE INDEX deliveries_by_due ON deliveries (lane, due) WHERE due IS NOT NULL;
  CREATE INDEX deliveries_not_done ON deliveries (state, no) WHERE state <> 'done';

  -- Bundles by hash, and when each was put in place.
  CREATE TABLE bundles (hash TEXT PRIMARY KEY, bundle TEXT NOT NULL, source_map TEXT) STRICT;
  CREATE TABLE deployments (no INTEGER PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

  -- Counts of statistics. node: '' for the whole journey. name: of the edge or goal, else ''.
  CREATE TABLE statistics (
    journey TEXT NOT NULL, node TEXT NOT NULL, counter TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (journey, node, counter, name)
  ) STRICT, WITHOUT ROWID;

  -- How many runs are kept of each version of a journey, and how many of them are live.
  CREATE TABLE versions (
    journey TEXT NOT NULL, hash TEXT NOT NULL, runs INTEGER NOT NULL, live INTEGER NOT NULL,
    PRIMARY KEY (journey, hash)
  ) STRICT, WITHOUT ROWID;

  -- How many rows there are of each kind, so that nobody has to count them.
  CREATE TABLE totals (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- Inputs at which the runtime failed. They are tried again when a server starts.
  CREATE TABLE set_aside (
    no INTEGER PRIMARY KEY, contact TEXT NOT NULL, at INTEGER NOT NULL, input TEXT NOT NULL, reason TEXT NOT NULL,
    UNIQUE (contact, input)
  ) STRICT;

  -- How far work in the background has come.
  CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // What the input of an id said: see core/fingerprint.ts. Of those from before it is not known.
  'ALTER TABLE input_ids ADD COLUMN fingerprint INTEGER',
  (db) => {
    // The keys with which contacts entered journeys, and when last. since: see core/generations.ts.
    db.exec(`CREATE TABLE entry_keys (
      contact INTEGER NOT NULL, journey TEXT NOT NULL, since INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (contact, journey, since, key)
    ) STRICT, WITHOUT ROWID`)
    rewriteContacts(db)
  },
  `
  -- The hash of each journey of a bundle, by name, as JSON: what most want to know, without the bundle.
  ALTER TABLE bundles ADD COLUMN versions TEXT;
  UPDATE bundles SET versions =
    (SELECT json_group_object(key, json_extract(value, '$.hash')) FROM json_each(bundle, '$.journeys'));

  -- Nearly all deliveries are messages, which are found without it.
  CREATE INDEX deliveries_no_message ON deliveries (kind, no) WHERE kind <> 'send';
  `,
  // Bundles and source maps are sealed, too.
  sealBundles,
]

/** SQL, or what changes rows that SQL can't read. */
type Step = string | ((db: DatabaseSync) => void)

function sealBundles(db: DatabaseSync): void {
  const write = db.prepare('UPDATE bundles SET bundle = ?, source_map = ? WHERE hash = ?')
  for (const row of db.prepare('SELECT hash, bundle, source_map FROM bundles').all()) {
    const { hash, bundle, source_map } = row as { hash: string; bundle: string; source_map: string | null }
    write.run(seal(bundle), source_map === null ? null : seal(source_map), hash)
  }
}

/** Contacts were written whole, with their ids and keys. From now on they are written as contact-text.ts has it. */
function rewriteContacts(db: DatabaseSync): void {
  const entryKeys = entryKeyTable(db)
  const some = db.prepare('SELECT no, state FROM contacts WHERE no > ? ORDER BY no LIMIT 1000')
  const write = db.prepare('UPDATE contacts SET state = ? WHERE no = ?')
  for (let rows = some.all(0); rows.length > 0; rows = some.all(rows.at(-1)!.no as number)) {
    for (const { no, state } of rows as { no: number; state: string }[]) {
      const current = currentState(JSON.parse(unseal(state)))
      write.run(seal(contactText(current)), no)
      entryKeys.change(no, {}, current.entries)
    }
  }
}

export const SCHEMA_VERSION = STEPS.length

/** Brings the schema of a file from one version to a later one, at once or not at all. */
export function upgrade(db: DatabaseSync, from: number, to = SCHEMA_VERSION): void {
  if (from === to) return
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const step of STEPS.slice(from, to)) typeof step === 'string' ? db.exec(step) : step(db)
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${to}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
