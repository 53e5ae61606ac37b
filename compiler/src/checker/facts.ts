import type { SegmentSymbol } from '../modules/symbols.ts'
import type { BinaryExpression, Expression } from '../syntax/ast.ts'
import type { Meaning, Program } from './program.ts'

/** What is known for certain at a place in a journey. */
export interface Facts {
  /** Values that are there although their type says that they may be missing, as keys of `valueKey`. */
  readonly present: ReadonlySet<string>
  /** The starting points through which a run may have come to this place, a bit each. */
  readonly starts: number
  /** Whether every way from the beginning of the stage to this place holds the contact at least once. */
  readonly held: boolean
}

export const NO_FACTS: Facts = { present: new Set(), starts: 0, held: false }

/** What is known where two ways meet. */
export function merge(a: Facts | undefined, b: Facts | undefined): Facts | undefined {
  if (!a || !b) return a ?? b
  return {
    present:
      a.present === b.present ? a.present : new Set([...a.present].filter((key) => b.present.has(key))),
    starts: a.starts | b.starts,
    held: a.held && b.held,
  }
}

/** Without what was known of one value, which may be another now. */
export function forget(facts: Facts, key: string): Facts {
  if (!facts.present.has(key)) return facts
  return { ...facts, present: new Set([...facts.present].filter((other) => other !== key)) }
}

export function know(facts: Facts, ...keys: (string | undefined)[]): Facts {
  const added = keys.filter((key) => key !== undefined && !facts.present.has(key)) as string[]
  return added.length === 0 ? facts : { ...facts, present: new Set([...facts.present, ...added]) }
}

/** Names a value of which something can be known. */
export function valueKey(meaning: Meaning | undefined): string | undefined {
  switch (meaning?.kind) {
    case 'contact-field':
      return `contact.${meaning.field.name}`
    case 'param':
      return `param.${meaning.field.name}`
    case 'payload': {
      const { source } = meaning
      const root = source.of === 'wait' ? waitRoot(source.step.span.start) : source.of
      return `${root}.${meaning.field.name}`
    }
    case 'result':
      return `call@${meaning.step.span.start}.${meaning.field.name}`
    default:
      return undefined
  }
}

const waitRoot = (offset: number) => `wait@${offset}`

/** Facts about the matched event become facts about the payload that the run keeps. */
export function keepPayload(facts: Facts, into: { start: true } | { waitAt: number }): Facts {
  const root = 'start' in into ? 'start' : waitRoot(into.waitAt)
  const present = new Set([...facts.present].map((key) => key.replace(/^candidate\./, `${root}.`)))
  return { ...facts, present }
}

/** Facts about the contact alone: what is common to runs that came in differently. */
export function contactFacts(facts: Facts): Facts {
  return { ...facts, present: new Set([...facts.present].filter((key) => key.startsWith('contact.'))) }
}

/** What is known if a condition turned out true, or false. The condition has been checked before. */
export function assume(program: Program, condition: Expression, truth: boolean, facts: Facts): Facts {
  const outcomes = outcomesOf(program, condition, facts)
  return truth ? outcomes.whenTrue : outcomes.whenFalse
}

/** What is known if a condition is true, and if it is false. */
export interface Outcomes {
  whenTrue: Facts
  whenFalse: Facts
}

/** Both at once, so that every part of a condition is looked at once. */
function outcomesOf(program: Program, condition: Expression, facts: Facts): Outcomes {
  const neither = { whenTrue: facts, whenFalse: facts }
  switch (condition.kind) {
    case 'unary': {
      if (condition.op !== 'not') return neither
      const { whenTrue, whenFalse } = outcomesOf(program, condition.operand, facts)
      return { whenTrue: whenFalse, whenFalse: whenTrue }
    }
    case 'exists':
      return { whenTrue: know(facts, keyOf(program, condition.operand)), whenFalse: facts }
    case 'started-by': {
      const mask = program.startedBy.get(condition)?.length ? startMask(program, condition) : facts.starts
      return {
        whenTrue: { ...facts, starts: facts.starts & mask },
        whenFalse: { ...facts, starts: facts.starts & ~mask },
      }
    }
    case 'binary':
      return outcomesOfBinary(program, condition, facts)
    default:
      return neither
  }
}

function outcomesOfBinary(program: Program, condition: BinaryExpression, facts: Facts): Outcomes {
  const { op, left, right } = condition
  switch (op) {
    case 'and': {
      // The right side only matters when the left one is true.
      const first = outcomesOf(program, left, facts)
      const second = outcomesOf(program, right, first.whenTrue)
      return { whenTrue: second.whenTrue, whenFalse: merge(first.whenFalse, second.whenFalse)! }
    }
    case 'or': {
      const first = outcomesOf(program, left, facts)
      const second = outcomesOf(program, right, first.whenFalse)
      return { whenTrue: merge(first.whenTrue, second.whenTrue)!, whenFalse: second.whenFalse }
    }
    case '==':
    case '!=': {
      let equal = facts
      if (!mayBeMissing(program, right, facts)) equal = know(equal, keyOf(program, left))
      if (!mayBeMissing(program, left, facts)) equal = know(equal, keyOf(program, right))
      return op === '==' ? { whenTrue: equal, whenFalse: facts } : { whenTrue: facts, whenFalse: equal }
    }
    case 'in': {
      const segment = segmentIn(program, condition)
      return segment ? outcomesOfSegment(program, segment, facts) : { whenTrue: facts, whenFalse: facts }
    }
    default:
      return { whenTrue: facts, whenFalse: facts }
  }
}

/** The segment that `contact in lapsed` asks for; nothing for `everyone`. */
export function segmentIn(
  program: Program,
  { op, left, right }: BinaryExpression,
): SegmentSymbol | undefined {
  const isAsked = op === 'in' && left.kind === 'path' && left.names[0]!.text === 'contact' && !left.names[1]
  if (!isAsked || right.kind !== 'path') return undefined
  const symbol = program.references.get(right.names[0]!)
  return symbol?.kind === 'segment' ? symbol : undefined
}

/** What is known of a contact that is in a segment, or not in it. */
export function outcomesOfSegment(program: Program, segment: SegmentSymbol, facts: Facts): Outcomes {
  let known = program.segmentFacts.get(segment)
  if (!known) {
    // One that is asked for while it is looked at is in a circle, of which nothing is known.
    program.segmentFacts.set(segment, { whenTrue: NO_FACTS, whenFalse: NO_FACTS })
    known = outcomesOf(program, segment.declaration.condition, NO_FACTS)
    program.segmentFacts.set(segment, known)
  }
  return {
    whenTrue: know(facts, ...known.whenTrue.present),
    whenFalse: know(facts, ...known.whenFalse.present),
  }
}

function startMask(program: Program, condition: Expression): number {
  let mask = 0
  for (const start of program.startedBy.get(condition) ?? []) mask |= startBit.get(start) ?? 0
  return mask
}

/** The bit of each starting point in `Facts.starts`. */
export const startBit = new WeakMap<object, number>()

export function keyOf(program: Program, expression: Expression): string | undefined {
  return expression.kind === 'path' ? valueKey(program.meanings.get(expression)) : undefined
}

/** Whether a checked expression may have no value, given what is known. */
export function mayBeMissing(program: Program, expression: Expression, facts: Facts): boolean {
  if (expression.kind === 'path') {
    const meaning = program.meanings.get(expression)
    const key = valueKey(meaning)
    if (key === undefined || !meaning || !('field' in meaning)) return false
    return meaning.field.type.optional && !facts.present.has(key)
  }
  if (expression.kind === 'binary' && expression.op === '??') {
    return mayBeMissing(program, expression.right, facts)
  }
  return program.types.get(expression)?.optional ?? false
}
