import { catalog } from '../diagnostics/catalog/index.ts'
import { closest, didYouMean } from '../diagnostics/suggest.ts'
import { rules } from '../lint/rules/index.ts'
import {
  isRuleName,
  LEVELS,
  type Level,
  type RuleName,
  type RuleSetting,
  type RuleSettings,
  ruleNames,
  ruleOfCode,
} from '../lint/settings.ts'
import type { JsonMember, JsonNode, TextProblem } from './json-tree.ts'

type Read<T> = { value: T } | { wrong: TextProblem }

const EXAMPLE = '{ "unused-tag": "off" }'
const LEVEL_LIST = LEVELS.map((level) => `"${level}"`).join(', ')

/** Reads the levels of rules: `{ "unused-tag": "off", "sends-per-day": ["warning", { "limit": 3 }] }`. */
export function readRules(node: JsonNode): Read<RuleSettings> {
  if (node.kind !== 'object') return wrong(node, `Expected the levels of rules, such as ${EXAMPLE}.`)
  const settings: Partial<Record<RuleName, RuleSetting>> = {}
  for (const member of node.members) {
    const { name, nameSpan, value } = member
    if (!isRuleName(name)) return { wrong: { message: unknownRule(name), span: nameSpan } }
    if (Object.hasOwn(settings, name)) {
      return { wrong: { message: `"${name}" is set twice.`, span: nameSpan } }
    }
    const setting = readSetting(name, value)
    if ('wrong' in setting) return setting
    settings[name] = setting.value
  }
  return { value: settings }
}

function unknownRule(name: string): string {
  if (Object.hasOwn(catalog, name)) return `"${name}" is an error, and errors have no level.`
  const meant = ruleOfCode(name)
  if (meant !== undefined) return `There is no rule "${name}". Did you mean "${meant}"?`
  return `There is no rule "${name}".${didYouMean(name, ruleNames())}`
}

/** A level, or a list of a level and the options of the rule. */
function readSetting(name: RuleName, node: JsonNode): Read<RuleSetting> {
  if (node.kind !== 'array') {
    const level = readLevel(node)
    return 'wrong' in level ? level : { value: { level: level.value } }
  }
  const [first, second, more] = node.items
  if (!first || more) return wrong(more ?? node, 'Expected a level, or a list of a level and options.')
  const level = readLevel(first)
  if ('wrong' in level) return level
  const options = second ? readOptions(name, second) : { value: {} }
  return 'wrong' in options ? options : { value: { level: level.value, options: options.value } }
}

function readLevel(node: JsonNode): Read<Level> {
  const given = node.kind === 'plain' ? node.value : undefined
  const level = LEVELS.find((one) => one === given)
  if (level) return { value: level }
  const near = typeof given === 'string' ? closest(given, LEVELS) : undefined
  return wrong(
    node,
    `A level is one of ${LEVEL_LIST}.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
  )
}

function readOptions(name: RuleName, node: JsonNode): Read<Record<string, number>> {
  const known = rules.find((rule) => rule.name === name)?.options ?? {}
  const names = Object.keys(known)
  if (names.length === 0) return wrong(node, `The rule "${name}" has no options.`)
  if (node.kind !== 'object') {
    return wrong(node, `Expected options, such as { "${names[0]}": ${known[names[0]!]!.default} }.`)
  }
  const options: Record<string, number> = {}
  for (const member of node.members) {
    const option = readOption(member, known[member.name]?.least, names)
    if ('wrong' in option) return option
    options[member.name] = option.value
  }
  return { value: options }
}

function readOption(
  { name, nameSpan, value }: JsonMember,
  least: number | undefined,
  names: readonly string[],
): Read<number> {
  if (least === undefined) {
    const list = names.map((one) => `"${one}"`).join(', ')
    const advice = didYouMean(name, names) || ` There is ${list}.`
    return { wrong: { message: `There is no option "${name}".${advice}`, span: nameSpan } }
  }
  const given = value.kind === 'plain' ? value.value : undefined
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= least) return { value: given }
  return wrong(value, `Expected a whole number of ${least} or more.`)
}

function wrong(node: JsonNode, message: string): { wrong: TextProblem } {
  return { wrong: { message, span: node.span } }
}
