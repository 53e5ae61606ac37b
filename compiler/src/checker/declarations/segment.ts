import type { SegmentSymbol } from '../../modules/symbols.ts'
import type { Expression } from '../../syntax/ast.ts'
import { expectCondition } from '../expressions/infer.ts'
import { segmentIn } from '../facts.ts'
import type { Program } from '../program.ts'
import type { Scope } from '../scope.ts'

/** A segment is a condition about the contact alone. */
export function checkSegmentCondition({ declaration }: SegmentSymbol, scope: Scope): void {
  expectCondition(declaration.condition, scope)
}

/** Reports segments that depend on themselves: each once, where it is declared. */
export function checkCircles(symbols: readonly SegmentSymbol[], program: Program): void {
  const named = new Map(symbols.map((symbol) => [symbol, segmentsIn(symbol.declaration.condition, program)]))
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
function wayBack(
  symbol: SegmentSymbol,
  named: ReadonlyMap<SegmentSymbol, readonly SegmentSymbol[]>,
): SegmentSymbol[] | undefined {
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

/** The segments that a condition asks for. */
function segmentsIn(condition: Expression, program: Program): SegmentSymbol[] {
  switch (condition.kind) {
    case 'unary':
      return segmentsIn(condition.operand, program)
    case 'binary': {
      const segment = segmentIn(program, condition)
      if (segment) return [segment]
      return [...segmentsIn(condition.left, program), ...segmentsIn(condition.right, program)]
    }
    case 'history':
      return condition.where ? segmentsIn(condition.where, program) : []
    default:
      return []
  }
}
