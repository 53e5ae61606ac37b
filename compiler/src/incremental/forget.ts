import type { Program } from '../checker/program.ts'
import type { AnySymbol } from '../modules/symbols.ts'
import type { SourceTree } from '../syntax/ast.ts'

/** Takes what the nodes of a tree mean out of a program, before its file is checked again. */
export function forgetTree(program: Program, tree: SourceTree): void {
  const { references, types, meanings, startedBy, identities, armNames, exhaustive } = program
  const byNode = [types, meanings, startedBy, identities, armNames, exhaustive] as Keyed[]
  const byName = [references] as Keyed[]
  const waiting: object[] = [tree.declarations]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    // Names have no kind. Nor have places, of which nothing is known.
    if (!Array.isArray(part)) for (const map of 'kind' in part ? byNode : byName) map.delete(part)
    for (const inner of Array.isArray(part) ? part : Object.values(part)) {
      if (typeof inner === 'object' && inner !== null) waiting.push(inner)
    }
  }
}

type Keyed = Pick<Set<object>, 'delete'>

/** Takes what was found of a declaration out of a program. What stays declared keeps its fields until they are checked. */
export function forgetSymbol(program: Program, symbol: AnySymbol, gone: boolean): void {
  const bySymbol: Pick<Map<AnySymbol, unknown>, 'delete'>[] = [
    program.segmentFacts,
    program.messageChannels,
    ...(gone
      ? [program.eventFields, program.messageParams, program.actionParams, program.actionResults]
      : []),
  ] as Pick<Map<AnySymbol, unknown>, 'delete'>[]
  for (const map of bySymbol) map.delete(symbol)
}
