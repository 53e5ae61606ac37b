import type { Module } from '../../modules/bind.ts'
import type { AnySymbol, SegmentSymbol } from '../../modules/symbols.ts'
import { expressionsIn } from '../../syntax/expressions.ts'
import { expectCondition } from '../expressions/infer.ts'
import { NO_FACTS, outcomesOfSegment } from '../facts.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'

/**
 * Checks the segments of a project, which are conditions about the contact alone. Those that a segment asks for come
 * before it, so that what is known of who is in them is known in its condition, too.
 */
export function checkSegments(segments: ReadonlyMap<SegmentSymbol, Scope>, program: Program): void {
  for (const symbol of inOrder(askedBy(segments.keys(), program))) {
    const scope = segments.get(symbol)
    if (!scope) continue
    expectCondition(symbol.declaration.condition, scope)
    outcomesOfSegment(program, symbol, NO_FACTS)
  }
}

/** What segments ask for, directly and by way of others. */
function askedBy(symbols: Iterable<SegmentSymbol>, program: Program): Asked {
  const asked = new Map<SegmentSymbol, readonly SegmentSymbol[]>()
  const waiting = [...symbols].reverse()
  for (let symbol = waiting.pop(); symbol; symbol = waiting.pop()) {
    if (asked.has(symbol)) continue
    const others = segmentsAsked(symbol, program.modules.get(symbol.file)!)
    asked.set(symbol, others)
    waiting.push(...others)
  }
  return asked
}

/** What each segment asks for, by its name. */
type Asked = ReadonlyMap<SegmentSymbol, readonly SegmentSymbol[]>

/** Every segment behind those that it asks for, as far as there are no circles. Without recursion: chains may be long. */
function inOrder(asked: Asked): Set<SegmentSymbol> {
  const done = new Set<SegmentSymbol>()
  const begun = new Set<SegmentSymbol>()
  const open = [...asked.keys()].reverse()
  for (let symbol = open.at(-1); symbol; symbol = open.at(-1)) {
    if (begun.has(symbol)) done.add(open.pop()!)
    else {
      begun.add(symbol)
      for (const other of asked.get(symbol)!) if (!begun.has(other)) open.push(other)
    }
  }
  return done
}

/** Whether any of the segments depends on itself. */
export function hasCircle(symbols: Iterable<SegmentSymbol>, program: Program): boolean {
  const asked = askedBy(symbols, program)
  return [...asked.keys()].some((symbol) => wayBack(symbol, asked) !== undefined)
}

/** Reports segments that depend on themselves: each once, where it is declared. */
export function reportCircles(symbols: readonly SegmentSymbol[], program: Program): void {
  const named = new Map(askedBy(symbols, program))
  for (const symbol of symbols) {
    const way = wayBack(symbol, named)
    if (!way) continue
    const { report } = program.modules.get(symbol.file)!
    const args = { name: symbol.name, by: way.length === 0 ? undefined : way[0]!.name }
    report('segment-in-itself', symbol.declaration.name.span, args)
    // The others of the circle are told by this.
    for (const other of [symbol, ...way]) named.set(other, [])
  }
}

/** The segments by way of which one leads back to itself, if it does. */
function wayBack(symbol: SegmentSymbol, named: Asked): SegmentSymbol[] | undefined {
  const ways: [SegmentSymbol, SegmentSymbol[]][] = [[symbol, []]]
  const seen = new Set<SegmentSymbol>()
  for (const [from, way] of ways) {
    for (const to of named.get(from) ?? []) {
      if (to === symbol) return way
      if (seen.has(to)) continue
      seen.add(to)
      ways.push([to, [...way, to]])
    }
  }
  return undefined
}

/** The segments that the condition of one asks for, before it was checked. */
function segmentsAsked({ declaration }: SegmentSymbol, module: Module): SegmentSymbol[] {
  return expressionsIn(declaration.condition).flatMap((expression) => {
    if (expression.kind !== 'binary' || expression.op !== 'in' || expression.right.kind !== 'path') return []
    const symbol: AnySymbol | undefined = module.scope.get(expression.right.names[0]!.text)
    return symbol?.kind === 'segment' ? [symbol] : []
  })
}
