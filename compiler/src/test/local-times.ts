import {
  type Bundle,
  type Expr,
  type Field,
  formatInstant,
  fromLocal,
  type Value,
  type ValueType,
} from '@journey-lang/runtime'
import type { Expectation, Instruction } from './scenario.ts'

/** A local date and time (`2026-03-02T10:00`) as its milliseconds on a clock in UTC. */
export function localTime(text: string): number {
  return Date.parse(`${text}Z`)
}

/** The instruction with instants for its local dates and times. `zone`: IANA name of the scenario's zone. */
export function inZone(instruction: Instruction, bundle: Bundle, zone: string): Instruction {
  switch (instruction.do) {
    case 'contact':
      return { ...instruction, attributes: valuesInZone(instruction.attributes, bundle.contact.fields, zone) }
    case 'event': {
      const fields = bundle.events[instruction.event]?.fields
      return { ...instruction, payload: valuesInZone(instruction.payload, fields, zone) }
    }
    case 'answer': {
      const fields = bundle.actions?.[instruction.action]?.returns
      return { ...instruction, values: valuesInZone(instruction.values, fields, zone) }
    }
    case 'expect':
      return { ...instruction, that: expectationInZone(instruction.that, bundle, zone) }
    default:
      return instruction
  }
}

function expectationInZone(that: Expectation, bundle: Bundle, zone: string): Expectation {
  switch (that.kind) {
    case 'sent':
      return { ...that, args: valuesInZone(that.args, bundle.messages[that.message]?.params, zone) }
    case 'called':
      return { ...that, args: valuesInZone(that.args, bundle.actions?.[that.action]?.params, zone) }
    case 'condition':
      return { ...that, condition: exprInZone(that.condition, zone) }
    default:
      return that
  }
}

function valuesInZone(
  values: Readonly<Record<string, Value>>,
  fields: Readonly<Record<string, Field>> | undefined,
  zone: string,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, valueInZone(value, fields?.[name], zone)]),
  )
}

function valueInZone(value: Value, type: ValueType | undefined, zone: string): Value {
  if (type?.type === 'list' && Array.isArray(value))
    return value.map((item) => valueInZone(item, type.of, zone))
  return type?.type === 'datetime' && typeof value === 'string' ? instantText(value, zone) : value
}

function exprInZone(expr: Expr, zone: string): Expr {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part).map(([operator, operand]) =>
        operator === 'datetime' ? [operator, instantText(operand, zone)] : [operator, visit(operand)],
      ),
    )
  }
  return visit(expr) as Expr
}

function instantText(local: string, zone: string): string {
  return formatInstant(fromLocal(localTime(local), zone))
}
