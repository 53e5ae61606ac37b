import {
  type Bundle,
  type Instant,
  type NodeId,
  parseInstant,
  type Refusal,
  type Suppression,
  toLocal,
  type Value,
  type ValueType,
} from '@journey-lang/runtime'
import { LTR_ISOLATE, POP_ISOLATE, RTL_ISOLATE } from '../emit/bidi.ts'
import { valueText as isolatedValueText } from '../emit/quantity-text.ts'

/** A moment as a scenario writes it: `2026-03-02 10:00`, on the clock of the zone. */
export function timeText(instant: Instant, zone: string): string {
  const local = new Date(toLocal(instant, zone)).toISOString()
  const seconds = local.slice(17, 19)
  return `${local.slice(0, 10)} ${local.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`}`
}

/** A value as the language writes it where a value of this type is expected. */
export function valueText(value: Value | undefined, type: ValueType | undefined, zone: string): string {
  if (value === undefined) return 'missing'
  if (type?.type === 'list' && Array.isArray(value)) {
    return `[${value.map((item) => valueText(item, type.of, zone)).join(', ')}]`
  }
  const instant = type?.type === 'datetime' && typeof value === 'string' ? parseInstant(value) : undefined
  if (instant !== undefined) return timeText(instant, zone)
  return isolatedValueText(value, type).replace(ISOLATES, '')
}

/** Terminals have no use for the marks that keep directions apart in pictures. */
const ISOLATES = new RegExp(`[${LTR_ISOLATE}${RTL_ISOLATE}${POP_ISOLATE}]`, 'gu')

/** A step for people: its id, and its stage where the id does not begin with it. */
export function stepText(bundle: Bundle, journey: string, node: NodeId): string {
  const stage = bundle.journeys[journey]?.nodes[node]?.stage
  const known = stage === undefined || node.startsWith(`${stage}/`)
  return known ? `"${node}"` : `"${node}" (stage ${stage})`
}

/** Why a message was not sent. */
export const suppressionText: Readonly<Record<Suppression, string>> = {
  missing: 'the address or a parameter is missing',
  consent: 'the contact has not consented',
  quiet: 'it is quiet time',
  cap: 'the channel has reached its limit',
  left: 'the contact has left the journey',
}

/** Why a contact was not let into a journey. */
export const refusalText: Readonly<Record<Refusal, string>> = {
  inside: 'it is inside already',
  once: 'it was inside before, and may enter once',
  too_soon: 'its last entry is not long enough ago',
  exit: 'an exit holds already',
  no_key: 'the key is missing',
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
