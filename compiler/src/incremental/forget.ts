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
  const waiting: unknown[] = [...tree.declarations]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if (!Array.isArray(node)) for (const map of byNode) map.delete(node)
    for (const part of Object.values(node)) if (typeof part === 'object') waiting.push(part)
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
