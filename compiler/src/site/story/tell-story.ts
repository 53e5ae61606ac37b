import type { ContactState, Instant, LoadedBundle, RunId, Value, ValueType } from '@journey-lang/runtime'
import type { LogEntry, StoreReader } from '@journey-lang/runtime/service'
import { clean, isolate } from '../../emit/bidi.ts'
import { typeOf } from '../../emit/expression-text.ts'
import type { Deliveries } from './acts.ts'
import { shortValue } from './facts.ts'
import { Knowledge } from './knowledge.ts'
import type { Fact, Sentence, Story } from './story.ts'
import { Teller } from './teller.ts'
import { Versions } from './versions.ts'

/** What a story is made of. */
export interface StorySource {
  reader: Pick<StoreReader, 'contact' | 'logOf' | 'delivery' | 'deployments' | 'setAside'>
  /** The latest bundle. */
  bundle: LoadedBundle
  now: Instant
  /** How much of the log is read at most, in entries. */
  most?: number
}

const MOST = 5_000
const PAGE = 500

/** Tells the story of a contact; nothing if there is no such contact. */
export function tellStory(id: string, source: StorySource): Story | undefined {
  const { reader, bundle, now, most = MOST } = source
  const contact = reader.contact(id)
  if (contact === undefined) return undefined
  const { entries, ended } = readLog(reader, id, most)
  const whole = ended && isWhole(contact, entries)
  const { zone } = bundle.reader(contact.attributes)
  const knowledge = new Knowledge(bundle.source, contact, entries, whole)
  const teller = new Teller({
    contact,
    knowledge,
    zone,
    versions: new Versions(reader.deployments()),
    firstVersions: firstVersionsIn(entries),
    deliveries: remembered((key) => reader.delivery(key)),
  })
  for (const entry of entries) teller.read(entry)
  const setAside = reader
    .setAside()
    .filter((one) => one.contact === id)
    .map(({ at, reason }): Sentence => {
      const text = `Something that happened was set aside, since the runtime failed at it: ${clean(reason)}`
      return { topic: 'problem', at, text }
    })
  return {
    contact: id,
    zone,
    now,
    attributes: attributesOf(contact, bundle),
    tags: [...contact.tags],
    chapters: teller.chapters(now),
    outside: [...teller.outside, ...setAside],
    shortened: !whole,
  }
}

/** The log of a contact, oldest first, and whether its beginning was reached. */
function readLog(
  reader: StorySource['reader'],
  id: string,
  most: number,
): { entries: LogEntry[]; ended: boolean } {
  const entries: LogEntry[] = []
  let after: string | undefined
  do {
    const limit = Math.min(PAGE, most - entries.length)
    const { items, next } = reader.logOf(id, { limit, ...(after !== undefined && { after }) })
    entries.push(...items)
    after = next
  } while (after !== undefined && entries.length < most)
  return { entries: entries.reverse(), ended: after === undefined }
}

/** Whether a log reaches back far enough to tell of all runs that are kept: old entries may have been pruned. */
function isWhole({ runs }: ContactState, entries: readonly LogEntry[]): boolean {
  const begun = new Set(
    entries.flatMap(({ records }) =>
      records.flatMap((record) =>
        record.kind === 'entered' || record.kind === 'held_out' ? [record.run] : [],
      ),
    ),
  )
  return runs.every(({ id }) => begun.has(id))
}

/** The versions on which runs were before they were taken to another. */
function firstVersionsIn(entries: readonly LogEntry[]): Map<RunId, string> {
  const found = new Map<RunId, string>()
  for (const { records } of entries) {
    for (const record of records) {
      if (record.kind === 'migrated' && !found.has(record.run)) found.set(record.run, record.was)
    }
  }
  return found
}

function remembered(look: Deliveries): Deliveries {
  const found = new Map<string, ReturnType<Deliveries>>()
  return (key) => {
    if (!found.has(key)) found.set(key, look(key))
    return found.get(key)
  }
}

function attributesOf({ attributes }: ContactState, { source }: LoadedBundle): Fact[] {
  const declared = Object.keys(source.contact.fields).filter((field) => Object.hasOwn(attributes, field))
  const others = Object.keys(attributes).filter((field) => !Object.hasOwn(source.contact.fields, field))
  return [...declared, ...others.sort()].map((field) => ({
    name: isolate(clean(field)),
    value: shownValue(attributes[field]!, typeOf({ var: ['contact', field] }, { bundle: source })),
  }))
}

/** A value by itself needs no quotation marks. */
function shownValue(value: Value, type: ValueType | undefined): string {
  const isText = typeof value === 'string' && type?.type !== 'duration' && type?.type !== 'datetime'
  return isText ? isolate(clean(value)) : shortValue(value, type)
}
