import { type ast, type Edit, format, parse, type Span } from '@journey-lang/compiler'
import {
  type AnySymbol,
  identitiesOf,
  importEdit,
  journeyFlow,
  type Module,
  partsOf,
  type SymbolOf,
  specifierFor,
  stepsOf,
  textOf,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { CodeAction } from './code-actions.ts'
import { tryScenario } from './scenario/trial.ts'
import { type Errand, walk } from './scenario/walk.ts'
import { type Leg, waysTo } from './ways.ts'

/** Adds a scenario for the journey that the cursor stands in, which comes to the step that it stands in. */
export function newScenario(snapshot: Snapshot, path: string, range: Span): CodeAction[] {
  const journey = journeyAround(snapshot, path, range)
  if (!journey) return []
  const { name } = journey
  const step = stepAround(journey, range)
  const title = step ? `Add a scenario that comes to this step` : `Add a scenario for "${name}"`
  return [{ title, kind: 'refactor.rewrite', edits: () => scenarioFor(snapshot, journey, step) }]
}

/** How many ways to a step are tried, until a scenario takes one of them. */
const MOST_WAYS = 8

/** The edits that write a scenario which comes to a step, at the end of the file of its journey. */
export function scenarioFor(
  snapshot: Snapshot,
  journey: SymbolOf<'journey'>,
  step: ast.Step | undefined,
): Edit[] {
  const flow = journeyFlow(journey, snapshot.program)
  const target = step && flow.nodeOf.get(step)
  const ways: Iterable<readonly Leg[]> = target ? waysTo(flow, target, MOST_WAYS) : [[]]
  let best: Written | undefined
  for (const way of ways) {
    const mayWait = way.some(({ edge: { turn } }) => turn?.kind === 'enough' && turn.step.until)
    for (const patient of mayWait ? [false, true] : [false]) {
      const written = attempt({ journey, way, target: step, patient }, snapshot)
      if (!best || written.worth > best.worth) best = written
      if (best.worth === PASSES) return best.edits
    }
  }
  if (best && best.worth > FAILS) return best.edits
  // What compiles is a beginning, even if it does not come to the step.
  const start = { journey, way: [], target: undefined, patient: false }
  const begun = attempt(start, snapshot)
  return begun.worth > FAILS ? begun.edits : attempt({ ...start, bare: true }, snapshot).edits
}

/** What a scenario is worth: it comes to the step, and all is as it expects. */
const PASSES = 2
/** It does not compile. */
const FAILS = -1

interface Written {
  edits: Edit[]
  worth: number
}

function attempt(errand: Errand, snapshot: Snapshot): Written {
  const { journey, target: step } = errand
  const { program } = snapshot
  const { file, name, declaration } = journey
  const names = new LocalNames(program.modules.get(file)!)
  const id = step && identitiesOf(declaration, program).ids.get(step)
  const lines = walk(errand, snapshot, names.of)
  const title = freeTitle(snapshot, journey, id?.split('/').at(-1) ?? 'it begins')
  const text = snapshot.textOf(file) ?? ''
  const before = text.endsWith('\n') ? '\n' : '\n\n'
  const end = { start: text.length, end: text.length }
  const written = (expectations: readonly string[]): Edit[] => {
    const body = [...lines, ...expectations.map((one) => `expect ${one}`)].map((line) => `  ${line}\n`)
    const scenario = `scenario "${escaped(title)}" for ${name} {\n${body.join('')}}\n`
    return [...names.imports, { file, span: end, text: before + format(parse(file, scenario)) }]
  }
  const choices = expectationsFor(step, journey, snapshot)
  const trial = tryScenario(snapshot, written(choices), file, title)
  const isReached = trial !== undefined && (id === undefined || trial.reached.has(id))
  const met = choices.find((_, index) => isReached && !trial?.unmet.has(index))
  return {
    edits: written([met ?? choices[0]!]),
    worth: !trial ? FAILS : !isReached ? 0 : met === undefined ? 1 : PASSES,
  }
}

/** What can be expected of a run that came to a step, the most telling first. */
function expectationsFor(
  step: ast.Step | undefined,
  { name, file, declaration }: SymbolOf<'journey'>,
  { program, textOf: source }: Snapshot,
): string[] {
  const { ids, holding } = identitiesOf(declaration, program)
  const stands = [...ids]
    .filter(([, id]) => holding.has(id))
    .map(([one, id]) => `waiting at ${one.name ? id : `"${id}"`}`)
  const stage = partsOf(declaration).stages.find(
    ({ span }) => step && span.start <= step.span.start && step.span.end <= span.end,
  )
  const ends = ['finished', ...stands, ...(stage ? [`in stage ${stage.name.text}`] : []), `entered ${name}`]
  switch (step?.kind) {
    case 'send':
      return [`sent ${step.message.text}`, ...ends]
    case 'wait':
    case 'delay': {
      const id = ids.get(step)!
      return [`waiting at ${step.name ? id : `"${id}"`}`, ...ends]
    }
    case 'tag':
      return [`tagged #${step.tag.name.text}`, ...ends]
    case 'untag':
      return [`not tagged #${step.tag.name.text}`, ...ends]
    case 'call-step':
      return [`called ${step.action.text}`, ...ends]
    case 'notify':
      return [`notified ${step.department.text}`, ...ends]
    case 'enter-journey':
      return [`entered ${step.journey.text}`, ...ends]
    case 'set': {
      const text = source(file) ?? ''
      const written = ({ span }: { span: Span }) => text.slice(span.start, span.end)
      return [`${written(step.target)} == ${written(step.value)}`, ...ends]
    }
    case 'finish': {
      const reason = step.reason && textOf(step.reason)
      return [reason === undefined ? 'finished' : `finished "${escaped(reason)}"`, ...ends]
    }
    default:
      return step ? ends : [`entered ${name}`]
  }
}

/** The journey around a stretch of a file. */
function journeyAround(
  { program }: Snapshot,
  path: string,
  { start, end }: Span,
): SymbolOf<'journey'> | undefined {
  for (const symbol of program.modules.get(path)?.exports.values() ?? []) {
    const { span } = symbol.declaration
    if (symbol.kind === 'journey' && span.start <= start && end <= span.end) return symbol
  }
  return undefined
}

/** The innermost step around a place. */
function stepAround(journey: SymbolOf<'journey'>, { start, end }: Span): ast.Step | undefined {
  return stepsOf(journey.declaration)
    .map(([step]) => step)
    .findLast(({ span }) => span.start <= start && end <= span.end)
}

/** A title that no scenario of the file has. */
function freeTitle(
  { parsed }: Snapshot,
  { file, name, declaration }: SymbolOf<'journey'>,
  what: string,
): string {
  const taken = new Set(
    parsed(file)?.tree.declarations.flatMap((one) => (one.kind === 'scenario' ? textOf(one.title) : [])),
  )
  const title = `${declaration.title ? textOf(declaration.title) : name}: ${what}`
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? title : `${title} (${number})`
    if (!taken.has(numbered)) return numbered
  }
}

/** As it is written between quotation marks. */
const escaped = (text: string): string => text.replaceAll(/["\\{}]/g, '\\$&').replaceAll(/\s+/g, ' ')

/** What a file calls declarations, with imports of those that it does not know yet. */
class LocalNames {
  readonly imports: Edit[] = []
  readonly #module: Module
  readonly #imported = new Set<AnySymbol>()

  constructor(module: Module) {
    this.#module = module
  }

  readonly of = (symbol: AnySymbol): string => {
    for (const [name, known] of this.#module.scope) if (known === symbol) return name
    if (!this.#imported.has(symbol)) {
      this.#imported.add(symbol)
      const from = specifierFor(this.#module.tree.path, symbol.file)
      this.imports.push(importEdit(this.#module, symbol.name, from))
    }
    return symbol.name
  }
}
