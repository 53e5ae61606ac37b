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

/** A segment that stands where a value is needed: `exit when lapsed`. */
export function reportSegmentAlone({ text, span }: Name, { module }: Scope): void {
  const edits = [
    { file: module.tree.path, span: { start: span.start, end: span.start }, text: 'contact in ' },
  ]
  const fixes = [{ title: `Ask whether the contact is in "${text}"`, edits, safe: true as const }]
  module.report('segment-alone', span, { name: text }, { fixes })
}
