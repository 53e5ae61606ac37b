import { describe, expect, test } from 'vitest'
import vectors from '../../schema/expressions.vectors.json' with { type: 'json' }
import {
  compileExpression,
  type Environment,
  type Fields,
  type Scope,
} from '../../src/expressions/compile.ts'
import type { Expr, Field, Value } from '../../src/graph/format.ts'
import { MemoryPlan } from '../../src/graph/prepare-memory.ts'
import { addToHistory, type History, type Occurrence } from '../../src/past/history.ts'
import type { Past } from '../../src/past/look-back.ts'
import { remember } from '../../src/past/remember.ts'
import { moment } from '../helpers.ts'

interface Case {
  expr: Expr
  value?: Value
  language?: string
}

const { contact, defaults, tags, event, params, start, bindings, language, zone } = vectors.scope
const { events, past, segments, now, began } = vectors.scope

/** The vectors do not depend on types, so any will do. */
function fields(values: object, withDefaults: Record<string, Value> = {}): Fields {
  const declared = new Map<string, Field>(Object.keys(values).map((name) => [name, { type: 'string' }]))
  for (const [name, value] of Object.entries(withDefaults))
    declared.set(name, { type: 'string', default: value })
  return declared
}

/** Compiles an expression, and lets happen what it looks back at. */
function evaluate(expr: Expr, reader: string): Value | undefined {
  const plan = new MemoryPlan()
  const environment: Environment = {
    contact: fields(contact, defaults),
    event: fields(event),
    params: fields(params),
    bindings: new Map(Object.entries(bindings).map(([id, payload]) => [id, fields(payload)])),
    starts: new Set([start, 'purchased']),
    tags: { has: () => true },
    events: new Map(Object.entries(events).map(([name, declared]) => [name, declaredFields(declared)])),
    segments: {
      get: (name) => {
        if (name === 'everyone') return () => true
        const when = compileExpression(segments[name as keyof typeof segments] as Expr, environment)
        return (scope) => when(scope) === true
      },
    },
    remember: (need) => plan.add(need),
    reader: () => ({ language: reader, zone }),
    unknown: () => undefined,
  }
  const compiled = compileExpression(expr, environment)
  const run = { start, bindings, began: [moment(began), 0] as const }
  const scope = { attributes: contact, tags, event, params, run, past: remembered(plan) }
  return compiled(scope as never as Scope)
}

function declaredFields(declared: object): Fields {
  return new Map(Object.entries(declared) as [string, Field][])
}

function remembered(plan: MemoryPlan): Scope['past'] {
  const clock = moment(now)
  let kept: Past | undefined
  let history: History = []
  past.forEach(({ event: name, at, payload }, index) => {
    const one = { trigger: `event ${name}`, position: [moment(at), index + 1], payload } as Occurrence
    history = addToHistory(history, one)
    const memory = plan.memories.get(name)
    if (memory !== undefined) kept = remember(kept, name, memory, one, clock)
  })
  return { clock, history, ...(kept && { past: kept }) }
}

const plainSpaces = (value: Value | undefined) =>
  typeof value === 'string' ? value.replace(/\s/gu, ' ') : value

describe.each(vectors.groups)('$name', ({ cases }) => {
  test.each((cases as Case[]).map((one) => [JSON.stringify(one.expr), one] as const))('%s', (_, one) => {
    expect(plainSpaces(evaluate(one.expr, one.language ?? language))).toStrictEqual(one.value)
  })
})
