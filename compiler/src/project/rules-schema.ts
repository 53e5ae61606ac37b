import { definitionOf } from '../diagnostics/diagnostic.ts'
import { rules } from '../lint/rules/index.ts'
import { LEVELS, levelOf, type RuleName, ruleNames } from '../lint/settings.ts'

const LEVEL = { enum: LEVELS }

/** The JSON Schema (2020-12) of the levels of rules in a config. */
export const rulesSchema = {
  description: 'Levels of rules, and their options.',
  type: 'object',
  properties: Object.fromEntries(ruleNames().map((name) => [name, schemaOf(name)])),
  additionalProperties: false,
  examples: [{ 'unused-tag': 'off' }],
}

function schemaOf(name: RuleName): object {
  const { code } = definitionOf(name)
  const tuples = [tupleOf(LEVEL)]
  const options = Object.entries(rules.find((rule) => rule.name === name)?.options ?? {})
  if (options.length > 0) {
    const properties = options.map(([option, { description, default: value, least }]) => [
      option,
      { description, type: 'integer', minimum: least, default: value },
    ])
    const object = { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
    tuples.push(tupleOf(LEVEL, object))
  }
  return {
    description: `${code}: journey explain ${name}`,
    default: levelOf(name, {}),
    anyOf: [LEVEL, ...tuples],
  }
}

function tupleOf(...items: readonly object[]): object {
  return { type: 'array', prefixItems: items, minItems: items.length, items: false }
}
