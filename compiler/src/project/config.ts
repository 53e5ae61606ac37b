import { isZone } from '@journey-lang/runtime/graph'
import { closest, didYouMean } from '../diagnostics/suggest.ts'
import type { RuleSettings } from '../lint/settings.ts'
import { type JsonNode, readJson, type TextProblem } from './json-tree.ts'
import { readRules } from './rules.ts'

/** Name of the file that makes a folder a project. */
export const CONFIG_FILE = 'journey.config.json'

/** The settings of a project. Paths are relative to the project's folder. */
export interface Config {
  /** For people: how the project is called. */
  name?: string
  /** Folders and files that hold the journeys. */
  sources: readonly string[]
  /** IANA zone of contacts that have none of their own. */
  timezone?: string
  /** Folder that builds are written to; never searched for sources. */
  out: string
  /** Levels and options of rules. */
  lint?: RuleSettings
}

/** What holds for a project without a config file, and for settings that are left out. */
export const DEFAULT_CONFIG: Config = { sources: ['.'], out: 'out' }

/** How one setting is checked: its value, or what is wrong with it. */
type Check<T> = (node: JsonNode) => { value: T } | { wrong: TextProblem }

const SETTINGS: { readonly [K in keyof Config]-?: Check<NonNullable<Config[K]>> } = {
  name: textIn('a text, such as "Shop"'),
  sources: folders,
  timezone: zone,
  out: textIn('a folder, such as "out"'),
  lint: readRules,
}

/** Tells editors which schema describes the file. It means nothing here. */
const SCHEMA_KEY = '$schema'

/** Reads the text of a config file. There is always a config; with problems it is not to be relied on. */
export function readConfig(text: string): { config: Config; problems: TextProblem[] } {
  const json = readJson(text)
  if (!json.ok) return { config: DEFAULT_CONFIG, problems: [json.problem] }
  if (json.value.kind !== 'object') {
    const message = 'A config is an object: { "timezone": "Europe/Berlin" }'
    return { config: DEFAULT_CONFIG, problems: [{ message, span: json.value.span }] }
  }
  const problems: TextProblem[] = []
  const settings: Record<string, unknown> = {}
  const seen = new Set<string>()
  for (const { name, nameSpan, value } of json.value.members) {
    if (seen.has(name)) problems.push({ message: `"${name}" is set twice.`, span: nameSpan })
    seen.add(name)
    if (name === SCHEMA_KEY) continue
    if (!Object.hasOwn(SETTINGS, name)) {
      problems.push({ message: unknownSetting(name), span: nameSpan })
      continue
    }
    const result = SETTINGS[name as keyof Config](value)
    if ('wrong' in result) problems.push(result.wrong)
    else settings[name] = result.value
  }
  return { config: { ...DEFAULT_CONFIG, ...settings }, problems }
}

function unknownSetting(name: string): string {
  const known = Object.keys(SETTINGS)
  const list = known.map((setting) => `"${setting}"`).join(', ')
  const suggestion = didYouMean(name, known)
  return `There is no setting "${name}".${suggestion || ` The settings are ${list}.`}`
}

function textIn(expected: string): Check<string> {
  return (node) =>
    node.kind === 'plain' && typeof node.value === 'string' && node.value.trim() !== ''
      ? { value: node.value }
      : { wrong: { message: `Expected ${expected}.`, span: node.span } }
}

function folders(node: JsonNode): { value: string[] } | { wrong: TextProblem } {
  const expected = 'Expected a list of folders of the project, such as ["journeys"].'
  if (node.kind !== 'array' || node.items.length === 0) {
    return { wrong: { message: expected, span: node.span } }
  }
  const paths: string[] = []
  for (const item of node.items) {
    const text = textIn('a folder, such as "journeys"')(item)
    if ('wrong' in text) return text
    const path = text.value.replaceAll('\\', '/').replace(/^\.\/(?=.)/, '')
    if (/^(?:\/|[A-Za-z]:)/.test(path) || path.split('/').includes('..')) {
      const message = `"${text.value}" lies outside of the project. Name a folder below the config file.`
      return { wrong: { message, span: item.span } }
    }
    paths.push(path)
  }
  return { value: paths }
}

function zone(node: JsonNode): { value: string } | { wrong: TextProblem } {
  const text = textIn('a time zone, such as "Europe/Berlin"')(node)
  if ('wrong' in text || isZone(text.value)) return text
  const city = closest(text.value, Intl.supportedValuesOf('timeZone'))
  const advice = city === undefined ? 'Use a name such as "Europe/Berlin".' : `Did you mean "${city}"?`
  return { wrong: { message: `"${text.value}" is not a time zone. ${advice}`, span: node.span } }
}
