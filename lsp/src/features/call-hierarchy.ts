import type { Span } from '@journey-lang/compiler'
import { type AnySymbol, type SymbolOf, stepsOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { occurrenceAt } from './occurrences.ts'

/** Journeys, and what they send and call. */
export type Callable = SymbolOf<'journey'> | SymbolOf<'message'> | SymbolOf<'action'>

/** One end of calls, with the places where they are written, which are in the file of the journey that calls. */
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
  return symbol.kind === 'journey' || symbol.kind === 'message' || symbol.kind === 'action'
}

/** The journeys that start a journey, send a message, or call an action. */
export function incomingCalls(snapshot: Snapshot, to: Callable): Call[] {
  const journeys = [...snapshot.program.modules.values()].flatMap(({ exports }) =>
    [...exports.values()].filter((symbol) => symbol.kind === 'journey'),
  )
  return journeys.flatMap((journey) => {
    const call = outgoingCalls(snapshot, journey).find(({ symbol }) => symbol === to)
    return call ? [{ symbol: journey, spans: call.spans }] : []
  })
}

/** What a journey starts, sends and calls, in the order in which it is written. */
export function outgoingCalls({ program }: Snapshot, from: Callable): Call[] {
  if (from.kind !== 'journey') return []
  const calls = new Map<Callable, Span[]>()
  for (const [step] of stepsOf(from.declaration)) {
    const name =
      step.kind === 'send'
        ? step.message
        : step.kind === 'enter-journey'
          ? step.journey
          : step.kind === 'call-step'
            ? step.action
            : undefined
    const symbol = name && program.references.get(name)
    if (!name || !symbol || !isCallable(symbol)) continue
    calls.set(symbol, [...(calls.get(symbol) ?? []), name.span])
  }
  return [...calls].map(([symbol, spans]) => ({ symbol, spans }))
}
