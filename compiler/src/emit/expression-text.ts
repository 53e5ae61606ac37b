import {
  BUILTIN_EVENTS,
  type Bundle,
  type CallNode,
  type Expr,
  type Field,
  type History,
  type HistoryWindow,
  isSchedule,
  type Journey,
  type StartTrigger,
  triggerName,
  type Value,
  type ValueType,
} from '@journey-lang/runtime'
import { clean, cleanPart, hasRightToLeft, isolate, isolateCode } from './bidi.ts'
import { datetimeText, durationText, moneyText, valueText } from './quantity-text.ts'
import { startName, stepName } from './step-name.ts'

/** What the names in an expression stand for. */
export interface Scope {
  bundle: Bundle
  journey?: Journey
  /** The event that a `where` is about: what `event.total` is a field of. */
  event?: string
  /** Inside the `where` of a history expression: the event that the whole condition is about. */
  matched?: string
  /** The message whose content is read, and what it is sent with. */
  message?: string
  args?: Readonly<Record<string, Expr>>
  /** Ids of the starts through which the run can have begun, where not all are possible. */
  startedBy?: ReadonlySet<string>
  /** Of waits that the run has left through a single arm: the arm's name, by the wait's id. */
  leftBy?: ReadonlyMap<string, string>
}

/**
 * How tightly an operator holds its operands together. Where the language's own rules leave a reader in doubt,
 * parentheses are written.
 */
const OR = 1
const AND = 2
const NOT = 3
const COMPARISON = 4
const SUM = 5
const PRODUCT = 6
const WHOLE = 7

type Written = [text: string, strength: number]

/**
 * An expression as the language writes it: `contact.country in [DE, AT] and not contact has #vip`. With the type that is
 * expected of it, values of that type stand as it writes them.
 */
export function expressionText(expr: Expr, scope: Scope, expected?: ValueType): string {
  return write(expr, scope, expected)[0]
}

/** The text that an expression makes, with what is known put in and what is not in braces: `Hello, {contact.name}`. */
export function contentText(expr: Expr, scope: Scope): string {
  const parts = typeof expr === 'object' && 'cat' in expr ? expr.cat : [expr]
  const rightToLeft = parts.some((part) => typeof part === 'string' && hasRightToLeft(part))
  return parts
    .map((part) => (typeof part === 'string' ? cleanPart(part) : hole(part, scope, rightToLeft)))
    .join('')
    .trim()
}

function hole(expr: Expr, scope: Scope, rightToLeft: boolean): string {
  if (typeof expr === 'object' && 'format' in expr) return hole(expr.format[0], scope, rightToLeft)
  const embed = (text: string) => (rightToLeft && !hasRightToLeft(text) ? isolateCode(text) : isolate(text))
  const known = knownValue(expr, scope)
  if (known === undefined) {
    const given = argumentOf(expr, scope)
    // A text in a text is a part of it.
    if (typeof given === 'object' && 'cat' in given) return contentText(given, scope)
    const code = `{${expressionText(given ?? expr, scope, typeOf(expr, scope))}}`
    return rightToLeft ? isolateCode(code) : isolate(code)
  }
  const type = typeOf(expr, scope)
  const title = typeof known === 'string' ? memberTitle(known, type, scope.bundle) : undefined
  if (title !== undefined) return embed(clean(title))
  return embed(
    typeof known === 'string' && !QUANTITIES.has(type?.type ?? '') ? clean(known) : valueText(known, type),
  )
}

/** The title of a member of an enum, where it has one: what people read. */
export function memberTitle(
  member: unknown,
  type: ValueType | undefined,
  { enums }: Bundle,
): string | undefined {
  if (type?.type !== 'enum') return undefined
  return own(enums, type.enum)?.members.find(({ name }) => name === member)?.title
}

/** Types whose values are texts in the graph, but are written in a form of their own. */
const QUANTITIES: ReadonlySet<string> = new Set(['duration', 'date', 'time', 'datetime'])

/** The value of a parameter that is the same whoever the message goes to. */
function knownValue(expr: Expr, scope: Scope): Value | undefined {
  const name = paramName(expr)
  if (name === undefined) return undefined
  const arg = argumentOf(expr, scope)
  return arg === undefined ? paramOf(scope, name)?.default : literalValue(arg)
}

/** What is sent for a parameter. */
function argumentOf(expr: Expr, scope: Scope): Expr | undefined {
  const name = paramName(expr)
  return name === undefined ? undefined : own(scope.args, name)
}

function paramName(expr: Expr): string | undefined {
  return typeof expr === 'object' && 'var' in expr && expr.var[0] === 'param' ? expr.var[1] : undefined
}

function literalValue(expr: Expr): Value | undefined {
  if (typeof expr !== 'object') return expr
  if ('money' in expr) return { amount: expr.money[0], currency: expr.money[1] }
  if ('duration' in expr) return expr.duration
  if ('date' in expr) return expr.date
  if ('time' in expr) return expr.time
  if ('datetime' in expr) return expr.datetime
  return undefined
}

function write(expr: Expr, scope: Scope, expected?: ValueType): Written {
  if (typeof expr !== 'object') return [valueText(expr, expected), WHOLE]
  if ('var' in expr) return [pathText(expr.var, scope), WHOLE]
  if ('money' in expr) return [moneyText({ amount: expr.money[0], currency: expr.money[1] }), WHOLE]
  if ('duration' in expr) return [durationText(expr.duration), WHOLE]
  if ('date' in expr) return [clean(expr.date), WHOLE]
  if ('time' in expr) return [clean(expr.time), WHOLE]
  if ('datetime' in expr) return [datetimeText(expr.datetime), WHOLE]
  if ('list' in expr) {
    const element = expected?.type === 'list' ? expected.of : undefined
    return [`[${expr.list.map((item) => write(item, scope, element)[0]).join(', ')}]`, WHOLE]
  }
  if ('and' in expr) return [joined(expr.and, 'and', AND, whereAll(expr.and, scope)), AND]
  if ('or' in expr) return [joined(expr.or, 'or', OR, scope), OR]
  if ('!' in expr) return [`not ${operand(expr['!'][0], NOT, scope)}`, NOT]
  if ('exists' in expr) return [`${operand(expr.exists[0], SUM, scope)} exists`, COMPARISON]
  if ('has_tag' in expr) return [`contact has ${tagText(expr.has_tag)}`, COMPARISON]
  if ('in_segment' in expr) return [`contact in ${isolate(clean(expr.in_segment))}`, COMPARISON]
  if ('history' in expr) return [historyText(expr.history, scope), WHOLE]
  if ('started_by' in expr) return [startedBy(expr.started_by, scope), COMPARISON]
  if ('cat' in expr) return [isolate(`"${contentText(expr, scope)}"`), WHOLE]
  if ('format' in expr) return write(expr.format[0], scope, expected)
  return binary(expr, scope)
}

type Binary = Exclude<
  Extract<Expr, object>,
  | { var: string[] }
  | { money: unknown }
  | { duration: string }
  | { date: string }
  | { time: string }
  | { datetime: string }
  | { list: Expr[] }
  | { and: Expr[] }
  | { or: Expr[] }
  | { '!': [Expr] }
  | { exists: [Expr] }
  | { has_tag: string }
  | { in_segment: string }
  | { history: History }
  | { started_by: string[] }
  | { cat: Expr[] }
  | { format: unknown }
>

function binary(expr: Binary, scope: Scope): Written {
  if ('===' in expr) return compared(expr['==='], '==', scope)
  if ('!==' in expr) return compared(expr['!=='], '!=', scope)
  if ('<' in expr) return compared(expr['<'], '<', scope)
  if ('<=' in expr) return compared(expr['<='], '<=', scope)
  if ('>' in expr) return compared(expr['>'], '>', scope)
  if ('>=' in expr) return compared(expr['>='], '>=', scope)
  if ('contains' in expr) return compared(expr.contains, 'contains', scope)
  if ('starts_with' in expr) return compared(expr.starts_with, 'starts with', scope)
  if ('in' in expr) {
    const [item, list] = expr.in
    const element = typeOf(item, scope)
    const listType = element && { type: 'list' as const, of: element }
    return [`${operand(item, SUM, scope)} in ${operand(list, SUM, scope, listType)}`, COMPARISON]
  }
  // A default binds its own way in every language: always in parentheses when it is part of something else.
  if ('coalesce' in expr) {
    const [left, right] = expr.coalesce
    return [`${operand(left, WHOLE, scope)} ?? ${operand(right, WHOLE, scope, typeOf(left, scope))}`, OR]
  }
  if ('+' in expr) return arithmetic(expr['+'], '+', SUM, scope)
  if ('-' in expr) return arithmetic(expr['-'], '-', SUM, scope)
  if ('*' in expr) return arithmetic(expr['*'], '*', PRODUCT, scope)
  if ('scale' in expr) return arithmetic(expr.scale, '*', PRODUCT, scope)
  if ('shift' in expr) {
    const [value, by, sign] = expr.shift
    return arithmetic([value, by], sign === 1 ? '+' : '-', SUM, scope)
  }
  return arithmetic(expr.div, '/', PRODUCT, scope)
}

function compared([left, right]: [Expr, Expr], operator: string, scope: Scope): Written {
  const leftText = operand(left, SUM, scope, typeOf(right, scope))
  return [`${leftText} ${operator} ${operand(right, SUM, scope, typeOf(left, scope))}`, COMPARISON]
}

function arithmetic(pair: [Expr, Expr], operator: string, strength: number, scope: Scope): Written {
  const left = operand(pair[0], strength, scope)
  return [`${left} ${operator} ${operand(pair[1], strength + 1, scope)}`, strength]
}

function joined(parts: Expr[], word: string, strength: number, scope: Scope): string {
  return parts.map((part) => operand(part, strength + 1, scope)).join(` ${word} `)
}

function operand(expr: Expr, strength: number, scope: Scope, expected?: ValueType): string {
  const [text, own] = write(expr, scope, expected)
  return own < strength ? `(${text})` : text
}

function pathText(path: string[], scope: Scope): string {
  const [root = '', first = '', ...rest] = path
  if (root === 'param') {
    const arg = own(scope.args, first)
    if (arg !== undefined) return operand(arg, WHOLE, scope, paramOf(scope, first))
    return isolate(clean(first))
  }
  if (root === 'event') return dotted([scope.event ?? 'event', first, ...rest])
  if (root === 'bind' && callOf(first, scope)) return dotted(path.slice(1))
  if (root === 'matched') return dotted([scope.matched ?? 'event', first, ...rest])
  if (root === 'bind') return dotted([boundEvent(first, rest[0] ?? '', scope) ?? 'event', ...rest])
  return dotted(path)
}

function dotted(path: string[]): string {
  return path.map((name) => isolate(clean(name))).join('.')
}

/** The step whose answer is read: it goes by the name that the step has for it. */
function callOf(id: string, { journey }: Scope): CallNode | undefined {
  const node = own(journey?.nodes, id)
  return node?.kind === 'call' ? node : undefined
}

/**
 * A payload is called by the name that was given with `as`, or after its event, as in the source; other ids of steps are
 * not for people. Where it may be of several events, it is one that has the field, and if possible one that can have
 * happened here.
 */
function boundEvent(id: string, field: string, scope: Scope): string | undefined {
  const having = sourcesOf(id, scope).filter(({ event }) => eventField(event, field, scope) !== undefined)
  const possible = having.find(({ name }) =>
    id === 'start' ? scope.startedBy?.has(name) : scope.leftBy?.get(id) === name,
  )
  return (possible ?? having[0])?.called
}

interface Source {
  name: string
  event: string
  /** What its payload is called. */
  called: string
}

/** The starts or arms that can have brought a payload. */
function sourcesOf(id: string, { journey }: Scope): Source[] {
  if (id === 'start') {
    return (journey?.starts ?? []).flatMap((start) => {
      const { id: name, on } = start
      return 'event' in on ? [{ name, event: on.event, called: startName(start) ?? on.event }] : []
    })
  }
  const node = own(journey?.nodes, id)
  if (node?.kind !== 'wait') return []
  const only = node.arms.length === 1 ? stepName(id, node) : undefined
  return node.arms.flatMap((arm) =>
    'on' in arm && 'event' in arm.on
      ? [{ name: arm.name, event: arm.on.event, called: only ?? arm.on.event }]
      : [],
  )
}

/** What is known in each part of an `and`: it only matters where the others hold. */
function whereAll(parts: readonly Expr[], scope: Scope): Scope {
  let { startedBy } = scope
  for (const part of parts) {
    if (typeof part === 'object' && 'started_by' in part) startedBy = narrowed(startedBy, part.started_by)
  }
  return startedBy === undefined ? scope : { ...scope, startedBy }
}

/** Those of some starts that were possible before. */
export function narrowed(
  before: ReadonlySet<string> | undefined,
  ids: Iterable<string>,
): ReadonlySet<string> {
  return new Set([...ids].filter((id) => before?.has(id) ?? true))
}

function startedBy(ids: string[], scope: Scope): string {
  const names = ids.map((id) => {
    const start = scope.journey?.starts.find((candidate) => candidate.id === id)
    const name = start && startName(start)
    if (name !== undefined) return isolate(clean(name))
    return start === undefined ? 'hand' : startText(start.on)
  })
  return `started by ${names.join(' or ')}`
}

/** What begins a run, as `started by` names it. */
function startText(on: StartTrigger): string {
  if ('manually' in on) return 'hand'
  if ('event' in on) return isolate(clean(on.event))
  if ('tag' in on || 'untag' in on) return tagText('tag' in on ? on.tag : on.untag)
  if ('change' in on) return dotted(['contact', on.change])
  if (isSchedule(on)) return isolate(clean(triggerName(on)))
  return isolate(clean('enter' in on ? on.enter : on.leave))
}

const AGGREGATE_WORDS: Readonly<Record<History['agg'], string>> = {
  any: 'any',
  none: 'no',
  count: 'count of',
  sum: 'sum of',
  average: 'average of',
  latest: 'latest',
}

/** History as the language writes it: `no purchased where purchased.total > 20 EUR in last 30 days`. */
function historyText({ agg, event, field, where, window }: History, scope: Scope): string {
  const of = dotted(field === undefined ? [event] : [event, field])
  const inside = { ...scope, event, ...(scope.event !== undefined && { matched: scope.event }) }
  const condition = where === undefined ? '' : ` where ${expressionText(where, inside)}`
  return `${AGGREGATE_WORDS[agg]} ${of}${condition} ${windowText(window)}`
}

function windowText(window: HistoryWindow): string {
  if ('last' in window) return `in last ${durationText(window.last)}`
  if ('lastSent' in window) return `in last ${window.lastSent} sent`
  return 'since' in window ? 'since start' : 'ever'
}

/** A tag as the language writes it: `#vip`. */
export function tagText(tag: string): string {
  // The sign belongs to the name: in Persian it stands to the right of it.
  return isolate(`#${clean(tag)}`)
}

/** The type that an expression has, as far as writing its neighbours needs it. */
export function typeOf(expr: Expr, scope: Scope): ValueType | undefined {
  if (typeof expr !== 'object') return undefined
  if ('var' in expr) return fieldOf(expr.var, scope)
  if ('coalesce' in expr) return typeOf(expr.coalesce[0], scope)
  if ('history' in expr) return eventField(expr.history.event, expr.history.field ?? '', scope)
  if ('+' in expr) return typeOf(expr['+'][0], scope) ?? typeOf(expr['+'][1], scope)
  if ('-' in expr) return typeOf(expr['-'][0], scope) ?? typeOf(expr['-'][1], scope)
  if ('shift' in expr) return typeOf(expr.shift[0], scope)
  return undefined
}

function fieldOf(path: string[], scope: Scope): Field | undefined {
  const [root, first = '', second = ''] = path
  if (root === 'contact') return own(scope.bundle.contact.fields, first)
  if (root === 'param') return paramOf(scope, first)
  if (root === 'event') return eventField(scope.event, first, scope)
  const call = root === 'bind' ? callOf(first, scope) : undefined
  if (call) return own(own(scope.bundle.actions, call.action)?.returns, second)
  if (root === 'matched') return eventField(scope.matched, first, scope)
  if (root === 'bind') return eventField(boundEvent(first, second, scope), second, scope)
  return undefined
}

/** Events about messages need no declaration; one in the bundle adds fields to them. */
function eventField(event: string | undefined, field: string, { bundle }: Scope): Field | undefined {
  const name = event ?? ''
  return own(own(bundle.events, name)?.fields, field) ?? own(own(BUILTIN_EVENTS, name)?.fields, field)
}

function paramOf(scope: Scope, name: string): Field | undefined {
  return own(own(scope.bundle.messages, scope.message ?? '')?.params, name)
}

/** An own property: names come from users, and `constructor` is a fine name for an event. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined
}
