import { describe, expect, test } from 'vitest'
import vectors from '../../schema/expressions.vectors.json' with { type: 'json' }
import {
  compileExpression,
  type Environment,
  type Fields,
  type Scope,
} from '../../src/expressions/compile.ts'
import type { Expr, Field, Value } from '../../src/graph/format.ts'

interface Case {
  expr: Expr
  value?: Value
  language?: string
}

const { contact, defaults, tags, event, params, start, bindings, language, zone } = vectors.scope
const scope: Scope = { attributes: contact, tags, event, params, run: { start, bindings } } as never

/** The vectors do not depend on types, so any will do. */
function fields(values: object, withDefaults: Record<string, Value> = {}): Fields {
  const declared = new Map<string, Field>(Object.keys(values).map((name) => [name, { type: 'string' }]))
  for (const [name, value] of Object.entries(withDefaults))
    declared.set(name, { type: 'string', default: value })
  return declared
}

function environment(reader: string): Environment {
  return {
    contact: fields(contact, defaults),
    event: fields(event),
    params: fields(params),
    bindings: new Map(Object.entries(bindings).map(([id, payload]) => [id, fields(payload)])),
    starts: new Set([start, 'purchased']),
    tags: { has: () => true },
    reader: () => ({ language: reader, zone }),
    unknown: () => undefined,
  }
}

const plainSpaces = (value: Value | undefined) =>
  typeof value === 'string' ? value.replace(/\s/gu, ' ') : value

describe.each(vectors.groups)('$name', ({ cases }) => {
  test.each((cases as Case[]).map((one) => [JSON.stringify(one.expr), one] as const))('%s', (_, one) => {
    const evaluate = compileExpression(one.expr, environment(one.language ?? language))
    expect(plainSpaces(evaluate(scope))).toStrictEqual(one.value)
  })
})
