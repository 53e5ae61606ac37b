import type { SegmentSymbol } from '../modules/symbols.ts'
import type { Expression, Name } from '../syntax/ast.ts'
import { lookup, type Scope } from './scope.ts'

/** The segment that everybody is in. It needs no declaration, and a declared one of that name takes its place. */
export const EVERYONE = 'everyone'

/** A segment by its name; `everyone` for the one that is built in. Reports a name that is none. */
export function checkSegment(name: Name, scope: Scope): SegmentSymbol | typeof EVERYONE | undefined {
  return isEveryone(name, scope) ? EVERYONE : lookup(scope, name, 'segment')
}

function isEveryone(name: Name, { module }: Scope): boolean {
  return name.text === EVERYONE && !module.scope.has(EVERYONE)
}

/** What stands after `contact in`. */
export function checkInSegment(right: Expression, scope: Scope): void {
  if (right.kind === 'error') return
  if (right.kind === 'path' && right.names.length === 1) checkSegment(right.names[0]!, scope)
  else scope.module.report('segment-needed', right.span, {})
}

/** Whether an expression is the bare name of a segment. */
export function isSegment(expression: Expression, scope: Scope): boolean {
  if (expression.kind !== 'path' || expression.names.length !== 1) return false
  const name = expression.names[0]!
  return isEveryone(name, scope) || scope.module.scope.get(name.text)?.kind === 'segment'
}

/** A segment that stands where a value is needed: `exit when lapsed`. */
export function reportSegmentAlone({ text: name, span }: Name, { module }: Scope): void {
  const { path: file, text } = module.tree
  const edits = [{ file, span: { start: span.start, end: span.start }, text: 'contact in ' }]
  const fix = { title: `Ask whether the contact is in "${name}"`, edits, safe: true as const }
  // After "in" it is what stands before that is wrong.
  const fixes = /\bin\s+$/.test(text.slice(0, span.start)) ? [] : [fix]
  module.report('segment-alone', span, { name }, { fixes })
}
