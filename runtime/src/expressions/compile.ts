import type { Expr, Field, Value, ValueType } from '../graph/format.ts'
import type { Position } from '../past/history.ts'
import type { Remembered } from '../past/look-back.ts'
import { canonicalDuration } from '../time/duration.ts'
import type { Instant } from '../time/instant.ts'
import { checkValue } from './check-values.ts'
import { divideAmount, scaleAmount } from './decimal.ts'
import { formatValue, plain, type Reader } from './format-value.ts'
import { compileHistory, type HistoryNeed } from './history.ts'
import { shiftBy, shiftValue } from './shift.ts'
import { addValues, compareValues, finite, isMoney, type Maybe, sameValue } from './value.ts'

/** Named values: a contact's attributes, an event's payload, a message's parameters. */
export type Values = Readonly<Record<string, Value>>

/** What an expression can read when it is evaluated. */
export interface Scope {
  readonly attributes: Values
  readonly tags: readonly string[]
  /** The event that is being matched; in the `where` of a history expression, what happened then. */
  readonly event?: Values | undefined
  /** There, the event that is being matched now. */
  readonly matched?: Values | undefined
  /** The parameters of a message. */
  readonly params?: Values | undefined
  /** The run: how it began, and the payloads that it keeps. */
  readonly run?: RunScope | undefined
  /** What happened before. Without it nothing has. */
  readonly past?: Remembered | undefined
  /** Told of the first moment at which the value may change because time passes. */
  readonly horizon?: Horizon | undefined
}

export interface RunScope {
  readonly start: string
  readonly bindings: Readonly<Record<string, Values>>
  /** Absent for a run that has not begun yet. */
  readonly began?: Position
}

/** The first moment at which something that was read ends. */
export interface Horizon {
  at: Instant
}

/** What is known of names when an expression is compiled. Roots that are absent can't be used. */
export interface Environment {
  readonly contact: Lookup<KnownField>
  readonly event?: Names | undefined
  /** Inside the `where` of a history expression: the event that is being matched now. */
  readonly matched?: Names | undefined
  readonly params?: Fields | undefined
  /** Ids of what keeps a payload, with the names of its fields. */
  readonly bindings?: { get(id: string): Names | undefined } | undefined
  readonly starts?: ReadonlySet<string> | undefined
  readonly tags: { has(name: string): boolean }
  /** Fields of the events that may have happened. */
  readonly events?: { get(name: string): Fields | undefined } | undefined
  readonly segments?: { get(name: string): Condition | undefined } | undefined
  readonly enums?: { get(name: string): ReadonlyMap<string, string> | undefined } | undefined
  /** Told of what must be kept so that history can be looked at. */
  remember?(need: HistoryNeed): void
  /** For whom texts are formatted. */
  reader(attributes: Values): Reader
  /** Told of every name that does not exist. */
  unknown(kind: string, name: string): void
}
/** Declared fields by name. */
export type Fields = ReadonlyMap<string, KnownField>
/** A field, as those see it who read it. `strict`: a value of another type, which it may hold, counts as missing. */
export type KnownField = Field & { readonly strict?: true }
/** What is found by its name. A map is one. */
export interface Lookup<V> {
  get(name: string): V | undefined
  has(name: string): boolean
}
/** By name of the enum, the title of each member, or its name. */
export type Enums = ReadonlyMap<string, ReadonlyMap<string, string>>
/** Payloads hold the defaults of their event already, so that little more than the names of their fields matters. */
type Names = { has(name: string): boolean; get?(name: string): KnownField | undefined }

/** A compiled expression. It never throws, and gives `undefined` for a missing value. */
export type Evaluate = (scope: Scope) => Maybe
export type Condition = (scope: Scope) => boolean

/** Makes a function of an expression of the profile `journey-expr/1`. */
export function compileExpression(expr: Expr, environment: Environment): Evaluate {
  if (typeof expr !== 'object') return () => expr
  const [operator, operands] = Object.entries(expr)[0] as [Operator, never]
  const make = OPERATORS[operator] as (operands: never, context: Context) => Evaluate
  return make(operands, {
    environment,
    compile: (operand) => compileExpression(operand, environment),
    test: (operand) => compileCondition(operand, environment),
  })
}

/** Compiles an expression that is used as a condition: anything but `true` is false. */
export function compileCondition(expr: Expr, environment: Environment): Condition {
  const evaluate = compileExpression(expr, environment)
  return (scope) => evaluate(scope) === true
}

interface Context {
  environment: Environment
  compile(operand: Expr): Evaluate
  test(operand: Expr): Condition
}

type Operation = Exclude<Expr, string | number | boolean>
type KeyOf<T> = T extends unknown ? keyof T : never
type Operator = KeyOf<Operation>
type OperandsOf<T, K> = T extends { [Key in K & string]: infer O } ? O : never
type Operands<K extends Operator> = OperandsOf<Operation, K>
type Two = [Expr, Expr]

/** The closed set of operators. */
const OPERATORS: { [K in Operator]: (operands: Operands<K>, context: Context) => Evaluate } = {
  var: compileVariable,
  money: ([amount, currency]) => constant({ amount, currency }),
  duration: (text) => constant(canonicalDuration(text) ?? text),
  date: constant,
  time: constant,
  datetime: constant,
  list: (items, { compile }) => {
    const parts = items.map(compile)
    return (scope) => parts.map((part) => part(scope)).filter((value) => value !== undefined)
  },

  '===': compileEquality,
  '!==': (operands, context) => {
    const equal = compileEquality(operands, context)
    return (scope) => !equal(scope)
  },
  '<': ordering((order) => order < 0),
  '<=': ordering((order) => order <= 0),
  '>': ordering((order) => order > 0),
  '>=': ordering((order) => order >= 0),

  and: (operands, { test }) => {
    const conditions = operands.map(test)
    return (scope) => conditions.every((condition) => condition(scope))
  },
  or: (operands, { test }) => {
    const conditions = operands.map(test)
    return (scope) => conditions.some((condition) => condition(scope))
  },
  '!': ([operand], { test }) => {
    const condition = test(operand)
    return (scope) => !condition(scope)
  },

  '+': binary((a, b) => addValues(a, b, 1)),
  '-': binary((a, b) => addValues(a, b, -1)),
  '*': binary((a, b) => (typeof a === 'number' && typeof b === 'number' ? finite(a * b) : undefined)),
  div: binary(divide),
  shift: ([value, duration, sign], { compile, environment }) => {
    const of = compile(value)
    const by = compile(duration)
    return (scope) =>
      shiftValue(of(scope), shiftBy(by(scope), sign), environment.reader(scope.attributes).zone)
  },
  scale: binary((a, b) => scale(a, b) ?? scale(b, a)),

  in: binary(
    (item, list) => Array.isArray(list) && item !== undefined && list.some((one) => sameValue(one, item)),
  ),
  contains: binary(
    (text, part) => typeof text === 'string' && typeof part === 'string' && text.includes(part),
  ),
  starts_with: binary(
    (text, part) => typeof text === 'string' && typeof part === 'string' && text.startsWith(part),
  ),
  exists: ([operand], { compile }) => {
    const evaluate = compile(operand)
    return (scope) => evaluate(scope) !== undefined
  },
  coalesce: ([first, second], { compile }) => {
    const value = compile(first)
    const otherwise = compile(second)
    return (scope) => value(scope) ?? otherwise(scope)
  },

  has_tag: (tag, { environment }) => {
    if (!environment.tags.has(tag)) environment.unknown('tag', tag)
    return (scope) => scope.tags.includes(tag)
  },
  in_segment: (name, { environment }) => {
    const holds = environment.segments?.get(name)
    if (holds === undefined) environment.unknown('segment', name)
    // A segment is about the contact: it sees neither the run nor an event.
    return ({ attributes, tags, past, horizon }) => holds?.({ attributes, tags, past, horizon }) === true
  },
  history: (query, { environment }) => {
    const fields = environment.events?.get(query.event)
    const inside = { ...environment, event: fields, matched: environment.event }
    const where = query.where === undefined ? () => true : compileCondition(query.where, inside)
    return compileHistory(query, where, environment)
  },
  started_by: (ids, { environment }) => {
    for (const id of ids) if (!environment.starts?.has(id)) environment.unknown('start', id)
    return (scope) => scope.run !== undefined && ids.includes(scope.run.start)
  },

  cat: (operands, { compile }) => {
    const parts = operands.map(compile)
    return (scope) => {
      let text = ''
      for (const part of parts) {
        const value = part(scope)
        if (value !== undefined) text += typeof value === 'string' ? value : plain(value)
      }
      return text
    }
  },
  format: ([operand, type], { compile, environment }) => {
    const evaluate = compile(operand)
    if (typeof type === 'object') return formatMember(evaluate, type.enum, environment)
    return (scope) => {
      const value = evaluate(scope)
      return value === undefined ? undefined : formatValue(value, type, environment.reader(scope.attributes))
    }
  },
}

/** The title of an enum's member; of a list of members, their titles as a list. */
function formatMember(evaluate: Evaluate, name: string, { enums, reader, unknown }: Environment): Evaluate {
  const titles = enums?.get(name)
  if (titles === undefined) unknown('enum', name)
  const titleOf = (member: Value) => titles?.get(plain(member)) ?? plain(member)
  return (scope) => {
    const value = evaluate(scope)
    if (!Array.isArray(value)) return value === undefined ? undefined : titleOf(value)
    return formatValue(value.map(titleOf), 'list', reader(scope.attributes))
  }
}

function constant(value: Value): Evaluate {
  return () => value
}

function binary(combine: (a: Maybe, b: Maybe) => Maybe) {
  return ([left, right]: Two, { compile }: Context): Evaluate => {
    const a = compile(left)
    const b = compile(right)
    return (scope) => combine(a(scope), b(scope))
  }
}

function ordering(accept: (order: number) => boolean) {
  return binary((a, b) => {
    const order = compareValues(a, b)
    return order !== undefined && accept(order)
  })
}

function compileEquality([left, right]: Two, { compile }: Context): Evaluate {
  const a = compile(left)
  const b = compile(right)
  return (scope) => sameValue(a(scope), b(scope))
}

function divide(a: Maybe, b: Maybe): Maybe {
  if (typeof a === 'number') return typeof b === 'number' ? finite(a / b) : undefined
  if (!isMoney(a)) return undefined
  if (isMoney(b)) return a.currency === b.currency ? finite(a.amount / b.amount) : undefined
  return typeof b === 'number' ? money(divideAmount(a.amount, b), a.currency) : undefined
}

function scale(amount: Maybe, factor: Maybe): Maybe {
  if (!isMoney(amount) || typeof factor !== 'number') return undefined
  return money(scaleAmount(amount.amount, factor), amount.currency)
}

function money(amount: number | undefined, currency: string): Maybe {
  return amount === undefined ? undefined : { amount, currency }
}

function compileVariable(path: string[], { environment }: Context): Evaluate {
  const [root, name = '', field = ''] = path
  switch (root) {
    case 'contact':
      return readOrDefault(
        environment.contact,
        name,
        'contact field',
        environment,
        (scope) => scope.attributes,
      )
    case 'event':
      return read(environment.event, name, 'event field', environment, (scope) => scope.event)
    case 'matched':
      return read(environment.matched, name, 'event field', environment, (scope) => scope.matched)
    case 'param':
      return readOrDefault(environment.params, name, 'parameter', environment, (scope) => scope.params)
    case 'bind': {
      const fields = environment.bindings?.get(name)
      if (fields === undefined) environment.unknown('kept payload', name)
      return read(fields, field, 'event field', environment, (scope) =>
        scope.run !== undefined && Object.hasOwn(scope.run.bindings, name)
          ? scope.run.bindings[name]
          : undefined,
      )
    }
    default:
      environment.unknown('root', String(root))
      return () => undefined
  }
}

function readOrDefault(
  fields: Lookup<KnownField> | undefined,
  name: string,
  kind: string,
  environment: Environment,
  owner: (scope: Scope) => Values | undefined,
): Evaluate {
  const value = read(fields, name, kind, environment, owner)
  const otherwise = fields?.get(name)?.default
  return otherwise === undefined ? value : (scope) => value(scope) ?? otherwise
}

function read(
  names: Names | undefined,
  name: string,
  kind: string,
  environment: Environment,
  owner: (scope: Scope) => Values | undefined,
): Evaluate {
  if (!names?.has(name)) environment.unknown(kind, name)
  // A field may be called "constructor", which every object seems to have.
  const value: Evaluate =
    name in Object.prototype ? (scope) => own(owner(scope), name) : (scope) => owner(scope)?.[name]
  const field = names?.get?.(name)
  return field?.strict ? ofType(field, value) : value
}

/** The value, if it is of the type. */
function ofType(type: ValueType, evaluate: Evaluate): Evaluate {
  return (scope) => {
    const value = evaluate(scope)
    return value !== undefined && checkValue(type, value) !== undefined ? value : undefined
  }
}

function own(values: Values | undefined, name: string): Maybe {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
}
