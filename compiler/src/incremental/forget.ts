import type { Program } from '../checker/program.ts'
import type { AnySymbol } from '../modules/symbols.ts'
import type { SourceTree } from '../syntax/ast.ts'

/** Takes what the nodes of a tree mean out of a program, before its file is checked again. */
export function forgetTree(program: Program, tree: SourceTree): void {
  const byNode: Pick<Map<unknown, unknown>, 'delete'>[] = [
    program.references,
    program.types,
    program.meanings,
    program.startedBy,
    program.identities,
    program.armNames,
    program.exhaustive,
  ]
  const waiting: object[] = [...tree.declarations]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!Array.isArray(node)) for (const map of byNode) map.delete(node)
    for (const key in node) {
      // Places are the most numerous objects of a tree, and mean nothing.
      const part = key === 'span' ? undefined : (node as Record<string, unknown>)[key]
      if (typeof part === 'object' && part !== null) waiting.push(part)
    }
  }
}

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
