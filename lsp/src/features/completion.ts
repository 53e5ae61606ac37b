import type { Diagnostic, Span } from '@journey-lang/compiler'
import { expectedWords, type Session, type SymbolOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { wordsAround } from './completion/around.ts'
import { beyond } from './completion/beyond.ts'
import {
  type Asked,
  type Completion,
  type CompletionItem,
  isLeftOut,
  itemsOf,
  MOST_ELSEWHERE,
  plain,
  symbolsOf,
} from './completion/items.ts'
import { isAt, MARK } from './completion/mark.ts'
import {
  beginsLine,
  inComment,
  namesIn,
  pathsIn,
  rulesIn,
  stringAround,
  wordAround,
} from './completion/texts.ts'
import { nodesAround } from './nodes.ts'
import { excerptAround } from './stretch.ts'
import { templateCompletion } from './template-completion.ts'

export type { Completion, CompletionItem } from './completion/items.ts'

/**
 * What can be written at an offset. The compiler is asked: with a word there that nothing has for a name, its findings
 * say what was looked for, as they do for a word that is misspelt; and the parser says which keywords it would take.
 */
export function completion(
  snapshot: Snapshot & Pick<Session, 'probe'>,
  path: string,
  offset: number,
): Completion | undefined {
  if (snapshot.templateAt(path)) return templateCompletion(snapshot, path, offset)
  const module = snapshot.program.modules.get(path)
  const text = module && excerptAround(module.tree, { start: offset, end: offset })
  if (text === undefined) return undefined
  if (inComment(text, path, offset)) return rulesIn(text, offset)
  const span = wordAround(text, offset)
  const put = (word: string) => text.slice(0, span.start) + word + text.slice(span.end)
  const inText = stringAround(text, path, span.start)
  if (inText?.kind === 'text') return namesIn(snapshot, path, text, inText)
  if (inText) return pathsIn(snapshot, path, text, inText)

  const around = wordsAround(text, path, span)
  const prefix = text.slice(span.start, offset)
  const asked: Asked = { snapshot, path, prefix, around, symbols: new Map(), at: span.start }
  const items = new Map<string, CompletionItem>()
  const add = (list: readonly CompletionItem[]) => {
    for (const item of list) {
      if (item.label !== MARK && item.label !== '' && !items.has(item.label)) items.set(item.label, item)
    }
  }
  const { items: told, alone } = beyond(
    around,
    () => symbolsOf('tag', asked),
    () => journeyOfScenario(snapshot, path, span),
  )
  add(told)
  if (alone) return { span, items: told.slice() }
  const meant: string[] = []
  // Behind a colon or an operator stands a value, and no name of an argument.
  for (const form of VALUES.has(around.before[0] ?? '') ? [''] : FORMS) {
    for (const finding of snapshot.probe(path, put(MARK + form))) {
      if (!isAt(finding, span.start)) continue
      if (form === '') meant.push(...quoted(finding))
      add(itemsOf(finding, asked))
    }
  }
  if (VALUES.has(around.before[0] ?? '')) add(wanted(snapshot.probe(path, put(`"${MARK}"`)), asked))
  const expected = words(asked, put(MARK), span.start, meant).filter((word) => !isLeftOut(word, asked))
  add(expected.map((label) => ({ label, kind: 'keyword' })))
  // Behind a value that can be asked about, anything can be asked.
  if (expected.includes('exists')) add(OPERATORS.map((label) => ({ label, kind: 'keyword' })))
  const list = [...items.values()]
  return { span, items: list, incomplete: list.filter(({ edits }) => edits).length >= MOST_ELSEWHERE }
}

/** Behind which a value stands. */
const VALUES: ReadonlySet<string> = new Set([':', '=', '==', '!='])

const OPERATORS = ['and', 'or', 'in', 'has', 'contains', 'starts with']

/** What a value has to be, told by what is said of a text in its place. */
function wanted(findings: readonly Diagnostic[], asked: Asked): CompletionItem[] {
  return findings.flatMap((finding) => {
    const { expected } = finding.args as { expected?: unknown }
    if (!isAt(finding, asked.at)) return []
    if (expected === 'true or false') return plain(['true', 'false'], 'value')
    if (expected === 'a message') return symbolsOf('message', asked)
    return []
  })
}

/** The journey that the scenario around a place is about. */
function journeyOfScenario(
  { parsed, program }: Snapshot,
  path: string,
  span: Span,
): SymbolOf<'journey'> | undefined {
  const tree = parsed(path)?.tree
  const scenario = tree?.declarations.findLast(({ span: { start } }) => start <= span.start)
  const symbol = scenario?.kind === 'scenario' ? program.references.get(scenario.journey) : undefined
  return symbol?.kind === 'journey' ? symbol : undefined
}

/** The keywords that fit. */
function words({ snapshot, path }: Asked, text: string, at: number, meant: readonly string[]): string[] {
  if (text[at - 1] === '#' || text[at - 1] === '.') return []
  const { tree } = snapshot.parsed(path)!
  const inScenario = nodesAround(tree, { start: at, end: at })[0]?.kind === 'scenario'
  const all = inScenario && beginsLine(text, at) ? [...meant, ...SCENARIO_WORDS] : meant
  return expectedWords(path, text, { start: at, end: at + MARK.length }, all)
}

/** A word as it is, as the name of an argument or setting, and before a block. */
const FORMS = ['', ': 0', ' { }']

/** Words with which the lines of a scenario begin; an event can stand in their place. */
const SCENARIO_WORDS = [
  'contact',
  'as',
  'at',
  'after',
  'tag',
  'untag',
  'start',
  'take',
  'fail',
  'answer',
  'expect',
]

/** The words in quotation marks of what was expected. */
function quoted({ args }: Diagnostic): string[] {
  const { expected } = args as { expected?: unknown }
  return typeof expected === 'string' ? [...expected.matchAll(/"(\p{L}+)/gu)].map(([, word]) => word!) : []
}
