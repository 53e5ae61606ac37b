import type { Expr } from '../graph/format.ts'

/** What the value of an expression depends on. */
export interface Reads {
  /** Roots of variables: `contact`, `event`, `matched`, `bind`, `param`. */
  readonly roots: ReadonlySet<string>
  /** Fields of the contact. */
  readonly fields: ReadonlySet<string>
  readonly tags: boolean
  /** Events whose history it looks at. */
  readonly events: ReadonlySet<string>
  readonly segments: ReadonlySet<string>
  /** It looks at a stretch of time, so that its value changes because time passes. */
  readonly timed: boolean
  /** It asks how the run began, or what happened since. */
  readonly run: boolean
  /** The zone or the language of the contact may decide it: text for a reader, a moment some days later. */
  readonly reader: boolean
}

/** Looks an expression through. Segments are named, not looked into. */
export function readsOf(expr: Expr): Reads {
  const reads = {
    roots: new Set<string>(),
    fields: new Set<string>(),
    tags: false,
    events: new Set<string>(),
    segments: new Set<string>(),
    timed: false,
    run: false,
    reader: false,
  }
  const left: Expr[] = [expr]
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    if (typeof part !== 'object') continue
    if ('var' in part) {
      const [root = '', name = ''] = part.var
      reads.roots.add(root)
      if (root === 'contact') reads.fields.add(name)
    } else if ('has_tag' in part) reads.tags = true
    else if ('in_segment' in part) reads.segments.add(part.in_segment)
    else if ('started_by' in part) reads.run = true
    else if ('history' in part) {
      const { event, where, window } = part.history
      reads.events.add(event)
      if ('last' in window) reads.timed = true
      if ('lastSent' in window) reads.events.add('sent')
      if ('since' in window) reads.run = true
      if (where !== undefined) left.push(where)
    } else {
      if ('shift' in part || 'format' in part) reads.reader = true
      left.push(...operandsOf(part))
    }
  }
  return reads
}

const LITERALS: ReadonlySet<string> = new Set(['money', 'duration', 'date', 'time', 'datetime'])

/** The expressions that an operator is about, in order; none for a literal, or for what is read. */
export function operandsOf(part: object): readonly Expr[] {
  const [operator, operands] = Object.entries(part)[0] as [string, unknown]
  if (LITERALS.has(operator) || !Array.isArray(operands)) return []
  // The second operand of `format` is the name of a type.
  return operator === 'format' ? operands.slice(0, 1) : operands
}

/** Whether nothing but the event that is looked at, and what is written out, decides the value. */
export function readsOnlyEvent(expr: Expr): boolean {
  const { roots, tags, events, segments, run, reader } = readsOf(expr)
  return (
    !tags &&
    !run &&
    !reader &&
    events.size === 0 &&
    segments.size === 0 &&
    [...roots].every((one) => one === 'event')
  )
}
