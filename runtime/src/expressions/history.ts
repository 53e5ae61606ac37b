import { canonicalJson } from '../graph/canonical.ts'
import type { Field, History, Value } from '../graph/format.ts'
import { shortHash } from '../graph/hash.ts'
import type { Occurrence } from '../past/history.ts'
import { eachIn, latestIn, prepareWindow, type Tally, type Viewpoint } from '../past/look-back.ts'
import type { Instant } from '../time/instant.ts'
import type { Condition, Environment, Evaluate, Scope, Values } from './compile.ts'
import { divideAmount } from './decimal.ts'
import { readsOnlyEvent } from './reads.ts'
import { addValues, finite, isMoney, type Maybe } from './value.ts'

/** What must be kept of an event, so that a history expression can be answered. */
export interface HistoryNeed {
  readonly event: string
  readonly window: History['window']
  /** For `ever`, when the answer can be added up event by event. Without it the events themselves are kept. */
  readonly tally?: TallyRule
}

/** How an answer grows by one event. */
export interface TallyRule {
  /** The same for expressions that ask the same. */
  readonly key: string
  readonly field?: string
  readonly where: Condition
}

/** Makes a function of a history expression. `where` is its condition, in which `event` is what happened then. */
export function compileHistory(query: History, where: Condition, environment: Environment): Evaluate {
  const { event, field, window, agg } = query
  const fields = environment.events?.get(event)
  if (fields === undefined) environment.unknown('event', event)
  else if (field !== undefined && !fields.has(field)) environment.unknown('event field', field)
  if ('since' in window && environment.starts === undefined) environment.unknown('window', 'since start')
  const type = field === undefined ? undefined : fields?.get(field)

  if ('ever' in window && (query.where === undefined || readsOnlyEvent(query.where))) {
    const tally = { key: tallyKey(query), where, ...(field !== undefined && { field }) }
    environment.remember?.({ event, window, tally })
    return answerFromTally(agg, tally.key, type)
  }
  environment.remember?.({ event, window })
  const look = prepareWindow(event, window)
  const from = (scope: Scope): Viewpoint => ({
    past: scope.past!,
    now: scope.past!.clock ?? Number.NEGATIVE_INFINITY,
    zone: environment.reader(scope.attributes).zone,
    began: scope.run?.began,
  })
  const accepts = accept(field, query.where === undefined ? undefined : where)
  return agg === 'any' || agg === 'none' || agg === 'latest'
    ? (scope) => {
        const found = scope.past && latestIn(look(from(scope)), accepts(scope))
        if (found !== undefined) willChange(scope, found.end)
        if (agg === 'latest') return found?.one.payload?.[field!]
        return (found !== undefined) === (agg === 'any')
      }
    : (scope) => {
        const sum = new Sum(field, type)
        const isAccepted = accepts(scope)
        if (scope.past !== undefined) {
          eachIn(look(from(scope)), (one, end) => {
            if (!isAccepted(one)) return
            sum.add(one.payload)
            willChange(scope, end)
          })
        }
        return sum.result(agg)
      }
}

/** Notes when what was read is over: before that the value can't change because time passes. */
function willChange({ horizon }: Scope, end: Instant): void {
  if (horizon !== undefined && end < horizon.at) horizon.at = end
}

/** Events in which the field is missing do not count. */
function accept(field: string | undefined, where: Condition | undefined) {
  return (scope: Scope) =>
    ({ payload }: Occurrence): boolean => {
      if (field !== undefined && (payload === undefined || !Object.hasOwn(payload, field))) return false
      return where === undefined || where({ ...scope, event: payload, matched: scope.event })
    }
}

/** Adds up a field, or counts. */
class Sum {
  readonly #field: string | undefined
  #count = 0
  #total: Maybe

  constructor(field: string | undefined, type: Field | undefined) {
    this.#field = field
    this.#total = zeroOf(type)
  }

  add(payload: Values | undefined): void {
    this.#count++
    if (this.#field !== undefined) this.#total = addValues(this.#total, payload?.[this.#field], 1)
  }

  result(agg: History['agg']): Maybe {
    if (agg === 'count') return this.#count
    return agg === 'sum' ? this.#total : average(this.#total, this.#count)
  }
}

function zeroOf(type: Field | undefined): Value {
  return type?.type === 'money' ? { amount: 0, currency: type.currency } : 0
}

function average(total: Maybe, count: number): Maybe {
  if (typeof total === 'number') return finite(total / count)
  if (!isMoney(total)) return undefined
  const amount = divideAmount(total.amount, count)
  return amount === undefined ? undefined : { amount, currency: total.currency }
}

/** Names an answer that is added up: `purchased`, `purchased.total`, with a hash of its condition if it has one. */
function tallyKey({ event, field, where }: History): string {
  const of = field === undefined ? event : `${event}.${field}`
  return where === undefined ? of : `${of} where ${shortHash(canonicalJson(where))}`
}

function answerFromTally(agg: History['agg'], key: string, type: Field | undefined): Evaluate {
  const zero = zeroOf(type)
  return ({ past }) => {
    const tallies = past?.past?.tallies
    const tally = tallies !== undefined && Object.hasOwn(tallies, key) ? tallies[key]! : NOTHING
    switch (agg) {
      case 'any':
        return tally.count > 0
      case 'none':
        return tally.count === 0
      case 'count':
        return tally.count
      case 'sum':
        return tally.sum ?? zero
      case 'average':
        return tally.count === 0 ? undefined : average(tally.sum, tally.count)
      case 'latest':
        return tally.latest?.value
    }
  }
}

const NOTHING: Tally = { count: 0 }
