import { didYouMean } from '../../diagnostics/suggest.ts'
import type { JsonMember, JsonNode, TextProblem } from '../json-tree.ts'

/** A part of a JSON Schema (2020-12). */
export type Schema = Readonly<Record<string, unknown>>
export type Report = (problem: TextProblem) => void

/** What a value has to look like: for the reader, and for editors. One source for both. */
export interface Shape<T> {
  readonly schema: Schema
  /** Gives nothing when the value is of no use; what is wrong with it was reported then. */
  read(node: JsonNode, report: Report): T | undefined
}

/** The shape with words for editors. */
export function described<T>(shape: Shape<T>, description: string, more: Schema = {}): Shape<T> {
  return { ...shape, schema: { description, ...shape.schema, ...more } }
}

/** A text that is understood; `what` completes "Expected …". `read` gives the value, or says what is wrong. */
export function text<T>(
  what: string,
  schema: Schema,
  read: (given: string) => { value: T } | { wrong: string },
): Shape<T> {
  return {
    schema: { type: 'string', ...schema },
    read(node, report) {
      const given = node.kind === 'plain' ? node.value : undefined
      const found =
        typeof given === 'string' && given.trim() !== '' ? read(given) : { wrong: `Expected ${what}.` }
      if ('value' in found) return found.value
      report({ message: found.wrong, span: node.span })
      return undefined
    },
  }
}

/** Any text that is not empty. */
export function plainText(what: string): Shape<string> {
  return text(what, { pattern: '\\S' }, (value) => ({ value }))
}

export function choice<const T extends string>(values: readonly T[]): Shape<T> {
  const list = values.map((value) => `"${value}"`).join(', ')
  return text(`one of ${list}`, { enum: values }, (given) => {
    const value = values.find((one) => one === given)
    return value === undefined ? { wrong: `Expected one of ${list}.${didYouMean(given, values)}` } : { value }
  })
}

export function number({
  least,
  most,
  whole,
}: {
  least: number
  most: number
  whole: boolean
}): Shape<number> {
  return {
    schema: { type: whole ? 'integer' : 'number', minimum: least, maximum: most },
    read(node, report) {
      const value = node.kind === 'plain' ? node.value : undefined
      const fits = typeof value === 'number' && value >= least && value <= most
      if (fits && (!whole || Number.isInteger(value))) return value
      const what = whole ? 'a whole number' : 'a number'
      report({ message: `Expected ${what} from ${least} to ${most}.`, span: node.span })
      return undefined
    },
  }
}

const UNITS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** A length of time in words, `30 seconds`, as milliseconds. */
export function duration(least: string, most: string): Shape<number> {
  const units = Object.keys(UNITS).join('|')
  const pattern = new RegExp(`^([1-9]\\d{0,5}) (${units})s?$`)
  const read = (given: string) => {
    const match = pattern.exec(given.trim())
    return match === null ? undefined : Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]
  }
  const example = read('30 seconds')! < read(least)! ? least : '30 seconds'
  const what = `a length of time from ${least} to ${most}, such as "${example}"`
  return text(what, { pattern: pattern.source }, (given) => {
    const value = read(given)
    return value === undefined || value < read(least)! || value > read(most)!
      ? { wrong: `Expected ${what}.` }
      : { value }
  })
}

/** The value by the first shape whose kind of JSON it is. */
export function either<A, B>(ofText: Shape<A>, ofObject: Shape<B>): Shape<A | B> {
  return {
    schema: { anyOf: [ofText.schema, ofObject.schema] },
    read: (node, report) => (node.kind === 'object' ? ofObject : ofText).read(node, report),
  }
}

type Members<T> = { readonly [K in keyof T]-?: Shape<NonNullable<T[K]>> }

/** An object of these members and no others. `name` is how it is called in messages. */
export function object<T extends object>(
  name: string,
  members: Members<T>,
  required: readonly (keyof T & string)[] = [],
  check: (value: Partial<T>, node: JsonNode, report: Report) => void = () => {},
): Shape<T> {
  const known = Object.keys(members) as (keyof T & string)[]
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(known.map((key) => [key, members[key].schema])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    },
    read(node, report) {
      const given = membersOf(node, name, report)
      if (given === undefined) return undefined
      const value: Partial<T> = {}
      let whole = true
      for (const member of given) {
        if (!Object.hasOwn(members, member.name)) {
          report({ message: unknown(member.name, name, known), span: member.nameSpan })
          whole = false
          continue
        }
        const key = member.name as keyof T & string
        const read = members[key].read(member.value, report)
        if (read === undefined) whole = false
        else value[key] = read
      }
      for (const key of required.filter((each) => given.every((member) => member.name !== each))) {
        report({ message: `"${key}" is missing in ${name}.`, span: node.span })
        whole = false
      }
      if (!whole) return undefined
      check(value, node, report)
      return value as T
    },
  }
}

/** An object whose members have names of their own. `check` looks at each name, and what stands under it. */
export function table<T>(
  name: string,
  shape: Shape<T>,
  check: (member: JsonMember, value: T | undefined, report: Report) => void = () => {},
): Shape<Readonly<Record<string, T>>> {
  return {
    schema: { type: 'object', additionalProperties: shape.schema },
    read(node, report) {
      const entries: [string, T][] = []
      for (const member of membersOf(node, name, report) ?? []) {
        const value = shape.read(member.value, report)
        check(member, value, report)
        if (value !== undefined) entries.push([member.name, value])
      }
      return Object.fromEntries(entries)
    },
  }
}

function membersOf(node: JsonNode, name: string, report: Report): JsonMember[] | undefined {
  if (node.kind !== 'object') {
    report({ message: `Expected ${name}: { … }.`, span: node.span })
    return undefined
  }
  const seen = new Set<string>()
  return node.members.filter(({ name: key, nameSpan }) => {
    if (seen.has(key)) report({ message: `"${key}" is set twice.`, span: nameSpan })
    return !seen.has(key) && seen.add(key)
  })
}

function unknown(given: string, name: string, known: readonly string[]): string {
  const list = known.map((each) => `"${each}"`).join(', ')
  const advice = didYouMean(given, known) || ` There are ${list}.`
  return `There is no setting "${given}" in ${name}.${advice}`
}
