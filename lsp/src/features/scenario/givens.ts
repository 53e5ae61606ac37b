import type { ast } from '@journey-lang/compiler'
import type {
  AnySymbol,
  Field,
  Fields,
  Meaning,
  Program,
  SymbolOf,
  Type,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../../workspace/snapshot.ts'
import { exampleOf, isNeeded, moreThan, otherThan } from './examples.ts'

/** Values of fields, as they are written in a scenario. `undefined`: it has none. */
export type Values = Map<string, string | undefined>

/** What must be so that conditions come out as they are wanted. */
export interface Givens {
  contact: Values
  tags: Map<SymbolOf<'tag'>, boolean>
  /** What happened before a moment; `inRun`: since the run began. */
  happened: { event: SymbolOf<'event'>; values: Values; times: number; inRun: boolean }[]
  /** Payloads of what the run starts on, and of what its waits wait for. */
  start: Values
  waits: Map<ast.WaitStep, Values>
  answers: Map<SymbolOf<'action'>, Values>
  /** By which the run may begin. */
  starts: ReadonlySet<ast.StartLine>
}

/** Nothing is given yet. */
export function nothingGiven(starts: Iterable<ast.StartLine>): Givens {
  return {
    contact: new Map(),
    tags: new Map(),
    happened: [],
    start: new Map(),
    waits: new Map(),
    answers: new Map(),
    starts: new Set(starts),
  }
}

/** Where a condition stands. */
export interface Place {
  /** Its file. */
  file: string
  /** The payload of the event that is looked at, if one is. */
  candidate?: Values
}

type Known = Pick<Snapshot, 'program' | 'textOf'>

/**
 * Adds to what is given what makes a condition come out as wanted, as far as that is plain. What is given later wins: the
 * scenario is tried out, so nothing has to be right for sure.
 */
export function want(
  condition: ast.Expression,
  truth: boolean,
  givens: Givens,
  place: Place,
  known: Known,
): void {
  const { program } = known
  const also = (part: ast.Expression, wanted: boolean) => want(part, wanted, givens, place, known)
  switch (condition.kind) {
    case 'unary':
      if (condition.op === 'not') also(condition.operand, !truth)
      return
    case 'path':
      give(condition, String(truth), givens, place, program)
      return
    case 'exists': {
      const type = condition.operand.kind === 'path' ? program.types.get(condition.operand) : undefined
      if (condition.operand.kind !== 'path' || !type) return
      give(condition.operand, truth ? exampleOf(type) : undefined, givens, place, program)
      return
    }
    case 'started-by': {
      const meant = new Set(program.startedBy.get(condition))
      givens.starts = new Set([...givens.starts].filter((start) => meant.has(start) === truth))
      return
    }
    case 'history':
      wantHistory(condition, truth, 1, undefined, givens, place, known)
      return
    case 'binary':
      if (condition.op === 'and' || condition.op === 'or') {
        also(condition.left, truth)
        // One side decides an `and` that does not hold, and an `or` that does.
        if ((condition.op === 'and') === truth) also(condition.right, truth)
      } else wantRelation(condition, truth, givens, place, known)
      return
    default:
  }
}

function wantRelation(
  { op, left, right }: ast.BinaryExpression,
  truth: boolean,
  givens: Givens,
  place: Place,
  known: Known,
): void {
  const { program } = known
  const text = (expression: ast.Expression) => textFor(expression, givens, place, known)
  if (op === 'has' && right.kind === 'tag-literal') {
    const tag = program.references.get(right.name)
    if (tag?.kind === 'tag') givens.tags.set(tag, truth)
    return
  }
  if (op === 'in' && right.kind === 'path') {
    const segment = right.names[0] && program.references.get(right.names[0])
    if (segment?.kind !== 'segment') return
    want(segment.declaration.condition, truth, givens, { file: segment.file }, known)
    return
  }
  // A constant may stand on either side.
  const turned = right.kind === 'path' && isConstant(left, program)
  const [subject, constant] = turned ? [right, left] : [left, right]
  const relation = turned ? (MIRRORED[op] ?? op) : op
  if (subject.kind === 'history') {
    const least = constant.kind === 'number' ? constant.value : 0
    const wanted = truth ? relation : OPPOSITE[relation]
    const times = wanted === '>' ? least + 1 : wanted === '<' || wanted === '<=' ? 0 : least
    wantHistory(subject, times > 0, times, [relation, constant], givens, place, known)
    return
  }
  if (subject.kind !== 'path') return
  const type = program.types.get(subject)
  if (!type) return
  const value = valueFor(truth ? relation : (OPPOSITE[relation] ?? relation), constant, type, truth, text)
  if (value !== undefined) give(subject, value, givens, place, program)
}

/** A value for which a relation to a constant holds. */
function valueFor(
  relation: string,
  constant: ast.Expression,
  type: Type,
  truth: boolean,
  text: (expression: ast.Expression) => string,
): string | undefined {
  switch (relation) {
    case '==':
    case '<=':
    case '>=':
      return text(constant)
    case '!=':
      return otherThan(text(constant), type)
    case '<':
      return moreThan(constant, -1, text(constant))
    case '>':
      return moreThan(constant, 1, text(constant))
    case 'in': {
      const items = constant.kind === 'list' ? constant.items.map(text) : []
      return truth ? items[0] : firstBeside(items, type)
    }
    case 'contains':
      if (type.name === 'list') return truth ? `[${text(constant)}]` : '[]'
      return truth ? text(constant) : exampleOf(type)
    case 'starts with':
      return truth ? text(constant) : exampleOf(type)
    default:
      return undefined
  }
}

function firstBeside(items: readonly string[], type: Type): string {
  let value = exampleOf(type)
  for (let tries = 0; items.includes(value) && tries <= items.length; tries++) value = otherThan(value, type)
  return value
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }
const OPPOSITE: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

function wantHistory(
  { aggregate, event, field, where, window }: ast.HistoryExpression,
  truth: boolean,
  times: number,
  relation: readonly [op: string, constant: ast.Expression] | undefined,
  givens: Givens,
  place: Place,
  known: Known,
): void {
  const symbol = known.program.references.get(event)
  if (symbol?.kind !== 'event' || truth === (aggregate === 'no')) return
  const values: Values = new Map()
  if (where) want(where, true, givens, { ...place, candidate: values }, known)
  const of = field && known.program.eventFields.get(symbol)?.get(field.text)
  if (field && of && relation) {
    const [op, constant] = relation
    const value = valueFor(op, constant, of.type, true, (one) => textFor(one, givens, place, known))
    if (value !== undefined) values.set(field.text, value)
  }
  const inRun = window?.kind === 'since-start'
  givens.happened.push({ event: symbol, values, times: aggregate === 'count' ? times : 1, inRun })
}

/** Gives a field its value, wherever it belongs. */
export function give(
  path: ast.Path,
  value: string | undefined,
  givens: Givens,
  place: Place,
  program: Program,
): void {
  const meaning = program.meanings.get(path)
  if (meaning && 'field' in meaning) {
    valuesOf(meaning, givens, place, program)?.set(meaning.field.name, value)
  }
}

/** The values among which those of a field stand. */
function valuesOf(
  meaning: Extract<Meaning, { field: Field }>,
  givens: Givens,
  { candidate }: Place,
  { references }: Program,
): Values | undefined {
  const known = <K>(map: Map<K, Values>, key: K): Values => {
    const values = map.get(key) ?? new Map<string, string | undefined>()
    map.set(key, values)
    return values
  }
  switch (meaning.kind) {
    case 'contact-field':
      return givens.contact
    case 'payload': {
      const { source } = meaning
      if (source.of === 'start') return givens.start
      return source.of === 'wait' ? known(givens.waits, source.step) : candidate
    }
    case 'result': {
      const action = references.get(meaning.step.action)
      return action?.kind === 'action' ? known(givens.answers, action) : undefined
    }
    default:
      return undefined
  }
}

const CONSTANTS: ReadonlySet<ast.Expression['kind']> = new Set([
  'string',
  'number',
  'percent',
  'money',
  'duration',
  'time',
  'date',
  'datetime',
  'boolean',
  'list',
])

function isConstant(expression: ast.Expression, { meanings }: Program): boolean {
  return (
    CONSTANTS.has(expression.kind) ||
    (expression.kind === 'path' && meanings.get(expression)?.kind === 'code')
  )
}

/** A constant as it is written. Of a path what it is given, so that another value can be the same. */
function textFor(
  expression: ast.Expression,
  givens: Givens,
  place: Place,
  { program, textOf }: Known,
): string {
  const text = textOf(place.file)?.slice(expression.span.start, expression.span.end) ?? ''
  const meaning = expression.kind === 'path' ? program.meanings.get(expression) : undefined
  if (expression.kind !== 'path' || !meaning || !('field' in meaning)) return text
  const { field } = meaning
  const value = valuesOf(meaning, givens, place, program)?.get(field.name) ?? exampleOf(field.type)
  give(expression, value, givens, place, program)
  return value
}

/** The arguments for fields: what must be given, and what is wanted. */
export function argumentsFor(
  fields: Fields | undefined,
  wanted: Values,
  { modules }: Program,
  names: (symbol: AnySymbol) => string,
): string {
  /** A value of a field; of one that holds a message, one of the project. */
  const example = ({ type }: Field): string => {
    for (const { exports } of type.name === 'message' || type.name === 'channel' ? modules.values() : []) {
      for (const symbol of exports.values()) if (symbol.kind === type.name) return names(symbol)
    }
    return exampleOf(type)
  }
  return [...(fields?.values() ?? [])]
    .flatMap((field) => {
      const value = wanted.get(field.name) ?? (isNeeded(field) ? example(field) : undefined)
      return value === undefined ? [] : `${field.name}: ${value}`
    })
    .join(', ')
}
