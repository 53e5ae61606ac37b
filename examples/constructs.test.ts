import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ast, parse } from '@journey-lang/compiler'
import { describe, expect, test } from 'vitest'
import { wholeLanguage } from '../compiler/test/syntax/whole-language.ts'

/** Every kind of node, by the union that it belongs to: a kind that is new to the language is missing here. */
type Kind = Exclude<
  | ast.Declaration['kind']
  | ast.MovedTarget['kind']
  | ast.SettingValue['kind']
  | ast.Item['kind']
  | ast.StartOn['kind']
  | ast.WaitLimit['kind']
  | ast.Expression['kind']
  | ast.HistoryWindow['kind']
  | ast.PersonaMember['kind']
  | ast.MapItem['kind']
  | ast.MapStageItem['kind']
  | ast.TouchpointMember['kind']
  | ast.ScenarioLine['kind']
  | ast.Expectation['kind']
  | PartOf<ast.Declaration | ast.MapItem | ast.Item>,
  'error'
>

/** The kinds of what stands in lists of a node: fields, members, variants, arms. */
type PartOf<T> = T extends unknown ? PartIn<T[keyof T]> : never
type PartIn<V> = V extends readonly { kind: infer K extends string }[] ? K : never

/** What one kind of node can be, where that is another construct for who writes it. */
const variants = {
  binary: (node: ast.BinaryExpression) => node.op,
  history: (node: ast.HistoryExpression) => node.aggregate,
  metric: (node: ast.MetricExpression) => node.measure,
  wait: (node: ast.WaitStep) => node.form,
  enter: (node: ast.EnterLine) => (node.rule === 'once' ? 'once' : node.after ? 'again after' : 'again'),
  'fail-line': (node: { what: 'send' | 'call' }) => node.what,
} satisfies { [K in Kind]?: (node: never) => string }

type Variant<K extends keyof typeof variants> = ReturnType<(typeof variants)[K]>

const kinds: Record<Exclude<Kind, keyof typeof variants>, true> = {
  import: true,
  contact: true,
  field: true,
  'tag-declaration': true,
  event: true,
  channel: true,
  enum: true,
  'enum-member': true,
  segment: true,
  department: true,
  action: true,
  campaign: true,
  moved: true,
  'to-step': true,
  'to-stage': true,
  'to-finish': true,
  setting: true,
  range: true,
  rate: true,
  qualified: true,
  message: true,
  variant: true,
  stages: true,
  'stage-definition': true,
  persona: true,
  'persona-contact': true,
  does: true,
  journey: true,
  follows: true,
  start: true,
  'on-event': true,
  'on-tag': true,
  manually: true,
  'on-segment': true,
  'on-change': true,
  'at-date': true,
  every: true,
  goal: true,
  exit: true,
  holdout: true,
  stage: true,
  send: true,
  delay: true,
  'wait-arm': true,
  'up-to': true,
  forever: true,
  if: true,
  match: true,
  'match-arm': true,
  split: true,
  'split-arm': true,
  repeat: true,
  tag: true,
  untag: true,
  set: true,
  'call-step': true,
  notify: true,
  emit: true,
  'enter-journey': true,
  'go-to': true,
  finish: true,
  string: true,
  number: true,
  percent: true,
  money: true,
  duration: true,
  time: true,
  date: true,
  datetime: true,
  boolean: true,
  'tag-literal': true,
  list: true,
  path: true,
  call: true,
  unary: true,
  exists: true,
  'started-by': true,
  last: true,
  'last-sent': true,
  'since-start': true,
  ever: true,
  map: true,
  personas: true,
  runs: true,
  'map-stage': true,
  plan: true,
  pain: true,
  idea: true,
  result: true,
  touchpoint: true,
  kpi: true,
  handoff: true,
  scenario: true,
  'contact-line': true,
  'at-line': true,
  'after-line': true,
  'event-line': true,
  'tag-line': true,
  'start-line': true,
  'persona-line': true,
  'take-line': true,
  'answer-line': true,
  'expect-line': true,
  sent: true,
  suppressed: true,
  called: true,
  notified: true,
  tagged: true,
  'in-stage': true,
  'waiting-at': true,
  finished: true,
  exited: true,
  entered: true,
  condition: true,
}

const varied: { [K in keyof typeof variants]: Record<Variant<K>, true> } = {
  binary: {
    or: true,
    and: true,
    '==': true,
    '!=': true,
    '<': true,
    '<=': true,
    '>': true,
    '>=': true,
    in: true,
    has: true,
    contains: true,
    'starts with': true,
    '??': true,
    '+': true,
    '-': true,
    '*': true,
    '/': true,
  },
  history: { any: true, no: true, count: true, sum: true, average: true, latest: true },
  metric: { entered: true, left: true, sent: true, opened: true, clicked: true, reached: true },
  wait: { for: true, until: true, any: true },
  enter: { once: true, again: true, 'again after': true },
  'fail-line': { send: true, call: true },
}

const constructs = [
  ...Object.keys(kinds),
  ...Object.entries(varied).flatMap(([kind, forms]) => Object.keys(forms).map((form) => `${kind}: ${form}`)),
]

/** The constructs in a tree. */
function constructsIn(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found
  if ('kind' in node && typeof node.kind === 'string') {
    const form = Object.hasOwn(variants, node.kind) && variants[node.kind as keyof typeof variants]
    found.add(form ? `${node.kind}: ${form(node as never)}` : node.kind)
  }
  for (const part of Object.values(node)) constructsIn(part, found)
  return found
}

const parsed = (path: string, text: string) => constructsIn(parse(path, text).tree)

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.journey'))
  .sort()

describe('the examples', () => {
  const found = files.map((name) => parsed(name, readFileSync(`${folder}${name}`, 'utf8')))
  const used = new Set(found.flatMap((one) => [...one]))

  test('have every construct of the language', () => {
    expect(constructs.filter((construct) => !used.has(construct))).toEqual([])
  })

  test('have no other one', () => {
    expect([...used].filter((construct) => !constructs.includes(construct))).toEqual([])
  })
})

test('the list knows all that the parser makes', () => {
  const made = parsed('whole.journey', wholeLanguage)
  expect([...made].filter((construct) => !constructs.includes(construct))).toEqual([])
})
