import { codesOf } from '../checker/expressions/literals.ts'
import type { Program } from '../checker/program.ts'
import { comparable, describe, isNumeric, isText, type Type } from '../checker/types.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Offered } from './offer.ts'
import type { Calculation, Comparison, Operand } from './operations.ts'

/** What a path leads to, by where it begins. `undefined`: it is not known, so nothing is said about it. */
export type Resolve = (start: number) => Offered | undefined

/** Checks that a comparison can come out both ways: the values are of one type, and a word is one that is declared. */
export function checkComparison(
  { op, left, right }: Comparison,
  resolve: Resolve,
  program: Program,
  report: Report,
): void {
  for (const [path, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (path.kind !== 'path' || (op === 'contains' && path === right)) continue
    const offered = resolve(path.span.start)
    if (!offered) continue
    const type = op === 'contains' ? itemOf(offered.type) : offered.type
    if (!type && !offered.tags) continue
    const candidates = offered.tags ? (op === 'contains' ? tagsOf(program) : []) : [...codesOf(type!)]
    if (other.kind === 'text' && candidates.length > 0) {
      if (candidates.includes(other.value)) continue
      const span = { start: other.span.start + 1, end: other.span.end - 1 }
      report('template-unknown-value', span, { name: other.value, of: offered.path, candidates })
    } else if (type && !meets(type, other, resolve)) {
      report('template-mismatch', other.span, { of: offered.path, is: describe(type) })
      return
    }
  }
}

/** Checks that filters calculate with numbers and money. */
export function checkCalculation({ filter, operands }: Calculation, resolve: Resolve, report: Report): void {
  for (const { kind, span } of operands) {
    const offered = kind === 'path' ? resolve(span.start) : undefined
    const type = filter === 'sum' ? (itemOf(offered?.type) ?? offered?.type) : offered?.type
    // A text may hold a number, and Liquid reads it.
    if (!type || isNumeric(type) || isText(type) || type.name === 'money' || type.name === 'unknown') continue
    report('template-arithmetic', span, { of: offered!.path, is: describe(type), filter })
  }
}

/** What a list is asked to contain. A text may contain any. */
function itemOf(type: Type | undefined): Type | undefined {
  return type?.name === 'list' ? type.of : undefined
}

/** How values are written for comparing, by type. */
const WRITTEN: Partial<Record<Type['name'], RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d/,
  datetime: /^\d{4}-\d\d-\d\dT/,
  duration: /^P/,
}

/** Whether values of the type can be equal to, or in order with, the other side. */
function meets(type: Type, other: Operand, resolve: Resolve): boolean {
  if (type.name === 'unknown') return true
  switch (other.kind) {
    case 'text':
      return isText(type) || type.name === 'enum' || (WRITTEN[type.name]?.test(other.value) ?? false)
    case 'number':
      return isNumeric(type) || type.name === 'money'
    case 'boolean':
      return type.name === 'boolean'
    case 'path': {
      const offered = resolve(other.span.start)?.type
      return (
        !offered ||
        comparable(type, offered) ||
        moneyAndNumber(type, offered) ||
        moneyAndNumber(offered, type)
      )
    }
    case 'other':
      return true
  }
}

function moneyAndNumber(a: Type, b: Type): boolean {
  return a.name === 'money' && isNumeric(b)
}

/** The names of all tags. */
export function tagsOf({ modules }: Program): string[] {
  return [...modules.values()].flatMap(({ tree }) =>
    tree.declarations.flatMap((each) => (each.kind === 'tag-declaration' ? [each.name.text] : [])),
  )
}
