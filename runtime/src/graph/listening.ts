import { contentHash } from './hash.ts'
import type { LoadedBundle } from './loaded.ts'

/**
 * Names what a bundle makes of a contact without being told anything: the segments that it is in, when its starts by time
 * come, which values its fields can hold. When a bundle is put in place of one that has another, every contact is to be
 * looked at, by a wake without `due`.
 */
export function listeningId({ source, segments, watched, schedules }: LoadedBundle): string {
  const { contact, timezone = 'UTC', enums = {} } = source
  return contentHash({
    fields: Object.entries(contact.fields).map(([name, { doc: _, ...field }]) => [name, field]),
    roles: [contact.timezone ?? '', contact.language ?? '', timezone],
    enums: Object.entries(enums).map(([name, { members }]) => [name, members.map((member) => member.name)]),
    segments: [...segments].map(([name, { definition }]) => [name, definition]),
    watched: watched.map(({ name }) => name),
    schedules: schedules.id ?? '',
  })
}
