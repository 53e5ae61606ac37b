import {
  type Bundle,
  type Capability,
  FORMAT_VERSION,
  isSchedule,
  type Journey,
  type MappedSpan,
  type Moved,
  SCHEMA_ID,
  type SourceMap,
} from '@journey-lang/runtime'
import type { Program } from '../checker/program.ts'
import { isLibrary } from '../modules/paths.ts'
import type { AnySymbol, SymbolKind, SymbolOf } from '../modules/symbols.ts'
import { LineIndex } from '../source/lines.ts'
import type { Span } from '../source/span.ts'
import type { Scenario } from '../test/scenario.ts'
import {
  lowerAction,
  lowerChannel,
  lowerContact,
  lowerDepartment,
  lowerEnum,
  lowerEvent,
  lowerMessage,
  lowerSegment,
  lowerStages,
  lowerTag,
} from './declarations.ts'
import { lowerJourney } from './journey.ts'
import { lowerCampaign, lowerMap, lowerPersona } from './maps.ts'
import { lowerMoved } from './moved.ts'
import { lowerScenario } from './scenarios.ts'

/** What a program becomes. */
export interface Lowered {
  bundle: Bundle
  sourceMap: SourceMap
  scenarios: Scenario[]
}

/** Turns a checked program into the graph. Only for programs without errors. */
export function lower(program: Program): Lowered {
  const symbols = usedSymbols(program)
  const all = <K extends SymbolKind, T>(kind: K, make: (symbol: SymbolOf<K>) => T): Record<string, T> =>
    Object.fromEntries(
      symbols
        .filter((symbol) => symbol.kind === kind)
        .map((symbol) => [symbol.name, make(symbol as SymbolOf<K>)]),
    )
  const map = new SourceMapBuilder(program)
  const bundle: Bundle = {
    $schema: SCHEMA_ID,
    formatVersion: FORMAT_VERSION,
    requires: [],
    ...(program.timezone !== undefined && { timezone: program.timezone }),
    contact: lowerContact(program),
    ...some({ enums: all('enum', lowerEnum) }),
    ...some({ segments: all('segment', (symbol) => lowerSegment(symbol, program)) }),
    tags: all('tag', lowerTag),
    events: all('event', (symbol) => lowerEvent(symbol, program)),
    channels: all('channel', (symbol) => lowerChannel(symbol, program)),
    messages: all('message', (symbol) => lowerMessage(symbol, program)),
    ...some({ departments: all('department', (symbol) => lowerDepartment(symbol, program)) }),
    stageModels: all('stages', lowerStages),
    ...some({ actions: all('action', (symbol) => lowerAction(symbol, program)) }),
    ...some({ personas: all('persona', (symbol) => lowerPersona(symbol, program)) }),
    ...some({ campaigns: all('campaign', (symbol) => lowerCampaign(symbol, program)) }),
    ...some({ maps: all('map', (symbol) => lowerMap(symbol, program)) }),
    journeys: all('journey', (symbol): Journey => {
      const lowered = lowerJourney(symbol, program)
      map.add(symbol.name, symbol.file, symbol.declaration.name.span, lowered)
      return lowered.journey
    }),
    ...some({ moved: movesOf(program) }),
  }
  bundle.requires = requirements(bundle)
  return { bundle, sourceMap: map.build(), scenarios: scenariosOf(program) }
}

/** In an order of their own, for that of files plays no part. */
function movesOf(program: Program): Moved[] {
  const moves: Moved[] = []
  for (const { tree } of program.modules.values()) {
    for (const declaration of tree.declarations) {
      if (declaration.kind === 'moved') moves.push(lowerMoved(declaration, program))
    }
  }
  const key = ({ journey, from }: Moved) => `${journey} ${from}`
  return moves.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** Parts of a bundle that are left out when they hold nothing. */
function some<P extends Record<string, object>>(parts: P): Partial<P> {
  const held = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)
  return Object.fromEntries(held) as Partial<P>
}

/** What the project declares, and what it imports from the library. */
function usedSymbols(program: Program): AnySymbol[] {
  const used = new Set<AnySymbol>()
  for (const [path, module] of program.modules) {
    if (isLibrary(path)) continue
    for (const symbol of module.scope.values()) used.add(symbol)
  }
  return [...used]
}

/** The abilities that a bundle asks of its runtime. */
function requirements(bundle: Bundle): Capability[] {
  const channels = Object.values(bundle.channels)
  const contents = Object.values(bundle.messages)
    .flatMap((message) => [message, ...(message.variants ?? [])])
    .flatMap(({ content }) => Object.values(content))
  const journeys = Object.values(bundle.journeys)
  const starts = journeys.flatMap((journey) => journey.starts)
  const kinds = new Set(journeys.flatMap(({ nodes }) => Object.values(nodes).map(({ kind }) => kind)))
  // Maps are measured, and not executed.
  const { maps: _, ...executed } = bundle
  const needs: [Capability, boolean][] = [
    ['actions', kinds.has('call')],
    ['frequency-caps', channels.some((channel) => 'limit' in channel)],
    ['history', uses(executed, 'history')],
    ['holdout', journeys.some(({ holdout }) => holdout !== undefined)],
    ['keyed-runs', starts.some((start) => start.key !== undefined)],
    ['liquid', contents.some((content) => 'liquid' in content)],
    ['notifications', kinds.has('notify')],
    ['quiet-hours', channels.some((channel) => 'quiet' in channel)],
    ['scheduled-starts', starts.some(({ on }) => isSchedule(on))],
    ['segments', bundle.segments !== undefined || uses(executed, 'in_segment')],
  ]
  return needs.filter(([, needed]) => needed).map(([capability]) => capability)
}

/** Whether an expression of the bundle uses an operator. */
function uses(part: unknown, operator: 'history' | 'in_segment'): boolean {
  if (part === null || typeof part !== 'object') return false
  const values = Object.values(part)
  if (values.length === 1 && operator in part && isOperand(values[0], operator)) return true
  return values.some((value) => uses(value, operator))
}

/** A field may be called like an operator. */
function isOperand(value: unknown, operator: 'history' | 'in_segment'): boolean {
  if (operator === 'in_segment') return typeof value === 'string'
  return value !== null && typeof value === 'object' && 'agg' in value
}

function scenariosOf(program: Program): Scenario[] {
  const scenarios: Scenario[] = []
  for (const [path, { tree }] of program.modules) {
    for (const declaration of tree.declarations) {
      if (declaration.kind === 'scenario') scenarios.push(lowerScenario(declaration, path, program))
    }
  }
  return scenarios
}

class SourceMapBuilder {
  readonly #program: Program
  readonly #files: string[]
  readonly #lines = new Map<string, LineIndex>()
  readonly #journeys: SourceMap['journeys'] = {}

  constructor(program: Program) {
    this.#program = program
    this.#files = [...program.modules.keys()].filter((path) => !isLibrary(path)).sort()
  }

  add(name: string, file: string, span: Span, { starts, steps }: ReturnType<typeof lowerJourney>): void {
    const mapped = <V extends { span: Span }>(map: Map<string, V>) =>
      Object.fromEntries([...map].map(([id, node]) => [id, this.#mapped(file, node.span)]))
    this.#journeys[name] = { span: this.#mapped(file, span), starts: mapped(starts), nodes: mapped(steps) }
  }

  build(): SourceMap {
    return { version: 1, files: this.#files, journeys: this.#journeys }
  }

  #mapped(file: string, span: Span): MappedSpan {
    let lines = this.#lines.get(file)
    if (!lines) {
      lines = new LineIndex(this.#program.modules.get(file)!.tree.text)
      this.#lines.set(file, lines)
    }
    const start = lines.position(span.start)
    const end = lines.position(span.end)
    return [this.#files.indexOf(file), start.line, start.column, end.line, end.column]
  }
}
