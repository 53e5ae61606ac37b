import { checkValue } from '../expressions/check-values.ts'
import type { Enums } from '../expressions/compile.ts'
import { plain } from '../expressions/format-value.ts'
import { type Problem, problem } from '../problems.ts'
import { isZone } from '../time/zone-name.ts'
import type { Bundle, Field, ValueType } from './format.ts'
import { journeyHash } from './hash.ts'
import { joinPath } from './validate.ts'

type Report = (found: Problem) => void

/** Every field of an enum names one that there is, and its default is one of the members. */
export function checkEnums(source: Bundle, enums: Enums, report: Report): void {
  const check = (owner: string, fields: Record<string, Field>) => {
    for (const [name, field] of Object.entries(fields)) {
      const path = joinPath(owner, name)
      const type = field.type === 'list' ? innermost(field) : field
      if (type.type !== 'enum') continue
      if (!enums.has(type.enum)) report(problem('unknown_name', { kind: 'enum', name: type.enum }, { path }))
      else if (
        field.default !== undefined &&
        checkValue(field, field.default, { ...NO_NAMES, enums }) === undefined
      )
        report(
          problem('unknown_name', { kind: `member of "${type.enum}"`, name: plain(field.default) }, { path }),
        )
    }
  }
  check('contact.fields', source.contact.fields)
  for (const [name, { fields }] of Object.entries(source.events))
    check(`${joinPath('events', name)}.fields`, fields)
  for (const [name, { params }] of Object.entries(source.messages))
    check(`${joinPath('messages', name)}.params`, params)
}

function innermost(type: ValueType): ValueType {
  return type.type === 'list' ? innermost(type.of) : type
}

const NO_NAMES = { messages: { has: () => true }, channels: { has: () => true } }

/** The fields for zone and language are of those types, and the zone of the project exists. */
export function checkContactSchema({ contact, timezone }: Bundle, report: Report): void {
  for (const role of ['timezone', 'language'] as const) {
    const field = contact[role]
    if (field !== undefined && contact.fields[field]?.type !== role) {
      report(problem('unknown_name', { kind: `${role} field`, name: field }, { path: `contact.${role}` }))
    }
  }
  if (timezone !== undefined && !isZone(timezone)) {
    report(problem('unknown_name', { kind: 'time zone', name: timezone }, { path: 'timezone' }))
  }
}

/** A run can only be moved to what is there. Where it comes from may be gone. */
export function checkMoved({ journeys, moved = [] }: Bundle, report: Report): void {
  for (const [index, { journey: name, to }] of moved.entries()) {
    const place = { path: `moved[${index}]` }
    const journey = Object.hasOwn(journeys, name) ? journeys[name] : undefined
    if (journey === undefined) report(problem('unknown_name', { kind: 'journey', name }, place))
    else if ('node' in to && !Object.hasOwn(journey.nodes, to.node)) {
      report(problem('unknown_name', { kind: 'step', name: to.node }, place))
    } else if ('stage' in to && !journey.stages.some((stage) => stage.name === to.stage)) {
      report(problem('unknown_name', { kind: 'stage', name: to.stage }, place))
    }
  }
}

/**
 * Runs are pinned to the hash of their journey, so that it must be the one of its content: a journey that was edited by
 * hand would be taken for the version that it was.
 */
export function checkHashes({ journeys }: Bundle, report: Report): void {
  for (const [name, journey] of Object.entries(journeys)) {
    const expected = journeyHash(journey)
    if (journey.hash === expected) continue
    const path = `${joinPath('journeys', name)}.hash`
    report(problem('wrong_hash', { journey: name, expected }, { path }))
  }
}
