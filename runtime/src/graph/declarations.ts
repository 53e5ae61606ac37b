import { checkValue } from '../expressions/check-values.ts'
import type { Enums, Fields, Values } from '../expressions/compile.ts'
import type { Reader } from '../expressions/format-value.ts'
import { isZone } from '../time/zone-name.ts'
import { BUILTIN_EVENTS } from './builtin-events.ts'
import type { Bundle, Field } from './format.ts'
import type { LoadedAction } from './loaded.ts'

/** What a bundle declares, as far as nothing in it has to be compiled. */
export interface Declarations {
  readonly contact: Fields
  readonly events: ReadonlyMap<string, Fields>
  readonly tags: ReadonlySet<string>
  readonly enums: Enums
  readonly actions: ReadonlyMap<string, LoadedAction>
  readonly departments: ReadonlySet<string>
  readonly stageModels: ReadonlySet<string>
}

/** Reads the declarations of a bundle. */
export function readDeclarations(source: Bundle): Declarations {
  return {
    contact: prepareFields(source.contact.fields),
    events: prepareEvents(source),
    tags: new Set(Object.keys(source.tags)),
    enums: prepareEnums(source),
    actions: prepareActions(source.actions ?? {}),
    departments: new Set(Object.keys(source.departments ?? {})),
    stageModels: new Set(Object.keys(source.stageModels)),
  }
}

/** Declared fields by name, their defaults in the form that values have. */
export function prepareFields(fields: Record<string, Field>): Fields {
  const prepared = Object.entries(fields).map(([name, field]): [string, Field] => {
    const value = field.default === undefined ? undefined : checkValue(field, field.default)
    return [name, value === undefined ? field : { ...field, default: value }]
  })
  return new Map(prepared)
}

function prepareActions(actions: NonNullable<Bundle['actions']>): Map<string, LoadedAction> {
  return new Map(
    Object.entries(actions).map(([name, { params, returns }]) => [
      name,
      { name, params: prepareFields(params), returns: prepareFields(returns) },
    ]),
  )
}

function prepareEvents(source: Bundle): Map<string, Fields> {
  const events = new Map<string, Fields>()
  const declarations = [...Object.entries(BUILTIN_EVENTS), ...Object.entries(source.events)]
  for (const [name, { fields }] of declarations) {
    events.set(name, new Map<string, Field>([...(events.get(name) ?? []), ...prepareFields(fields)]))
  }
  return events
}

function prepareEnums({ enums = {} }: Bundle): Enums {
  return new Map(
    Object.entries(enums).map(([name, { members }]) => [
      name,
      new Map(members.map((member) => [member.name, member.title ?? member.name])),
    ]),
  )
}

/** Finds out for whom a contact's texts are written, and the zone of its times. */
export function makeReader({ contact, timezone = 'UTC' }: Bundle): (attributes: Values) => Reader {
  const zoneField = contact.timezone
  const languageField = contact.language
  const defaultOf = (field: string | undefined) =>
    field === undefined ? undefined : contact.fields[field]?.default
  const defaultZone = defaultOf(zoneField) ?? timezone
  const defaultLanguage = defaultOf(languageField) ?? 'en'
  return (attributes) => {
    const zone = (zoneField === undefined ? undefined : attributes[zoneField]) ?? defaultZone
    const language = (languageField === undefined ? undefined : attributes[languageField]) ?? defaultLanguage
    return { zone: isZone(zone as string) ? (zone as string) : timezone, language: language as string }
  }
}
