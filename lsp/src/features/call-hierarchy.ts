import type { ast, Span } from '@journey-lang/compiler'
import { type AnySymbol, type Program, partsOf, type SymbolOf, stepsOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { occurrenceAt } from './occurrences.ts'

const CALLABLE = ['journey', 'message', 'action', 'department', 'event'] as const

/** Journeys, what they send, call, notify and emit, and the events that start them. */
export type Callable = SymbolOf<(typeof CALLABLE)[number]>

/** One end of calls, with the places where they are written, which are in the file of what calls. */
export interface Call {
  symbol: Callable
  spans: Span[]
}

/** What is named at an offset, if it can call or be called. */
export function callableAt(snapshot: Snapshot, path: string, offset: number): Callable | undefined {
  const entity = occurrenceAt(snapshot, path, offset)?.entity
  return entity?.kind === 'symbol' && isCallable(entity.symbol) ? entity.symbol : undefined
}

/** A declaration of a file by its name, if it can call or be called. */
export function callableNamed({ program }: Snapshot, file: string, name: string): Callable | undefined {
  const symbol = program.modules.get(file)?.exports.get(name)
  return symbol && isCallable(symbol) ? symbol : undefined
}

function isCallable(symbol: AnySymbol): symbol is Callable {
  return CALLABLE.some((kind) => kind === symbol.kind)
}

/** The journeys that start a journey, send a message, call an action, notify or emit; the events that start a journey. */
export function incomingCalls({ program }: Snapshot, to: Callable): Call[] {
  const fromJourneys = journeysOf(program).flatMap((journey) => {
    const call = callsIn(journey, program).find(({ symbol }) => symbol === to)
    return call ? [{ symbol: journey, spans: call.spans }] : []
  })
  const events = to.kind === 'journey' ? [...eventsThatStart(to, program)] : []
  return [
    ...fromJourneys,
    ...events.map((event) => ({ symbol: event, spans: [event.declaration.name.span] })),
  ]
}

/** What a journey starts, sends, calls, notifies and emits, in the order in which it is written; what an event starts. */
export function outgoingCalls({ program }: Snapshot, from: Callable): Call[] {
  if (from.kind === 'journey') return callsIn(from, program)
  if (from.kind !== 'event') return []
  const started = journeysOf(program).filter((journey) => eventsThatStart(journey, program).has(from))
  // No text of an event says what it starts: the place is its name.
  return started.map((journey) => ({ symbol: journey, spans: [from.declaration.name.span] }))
}

function journeysOf({ modules }: Program): SymbolOf<'journey'>[] {
  return [...modules.values()].flatMap(({ exports }) =>
    [...exports.values()].filter((symbol) => symbol.kind === 'journey'),
  )
}

function callsIn({ declaration }: SymbolOf<'journey'>, { references }: Program): Call[] {
  const calls = new Map<Callable, Span[]>()
  for (const [step] of stepsOf(declaration)) {
    const name = calledBy(step)
    const symbol = name && references.get(name)
    if (!name || !symbol || !isCallable(symbol)) continue
    calls.set(symbol, [...(calls.get(symbol) ?? []), name.span])
  }
  return [...calls].map(([symbol, spans]) => ({ symbol, spans }))
}

function calledBy(step: ast.Step): ast.Name | undefined {
  switch (step.kind) {
    case 'send':
      return step.message
    case 'enter-journey':
      return step.journey
    case 'call-step':
      return step.action
    case 'notify':
      return step.department
    case 'emit':
      return step.event
    default:
      return undefined
  }
}

function eventsThatStart(
  { declaration }: SymbolOf<'journey'>,
  { references }: Program,
): Set<SymbolOf<'event'>> {
  const symbols = partsOf(declaration).starts.flatMap(({ on }) =>
    on.kind === 'on-event' ? (references.get(on.event) ?? []) : [],
  )
  return new Set(symbols.filter((symbol) => symbol.kind === 'event'))
}
