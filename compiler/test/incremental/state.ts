import { identitiesOf } from '../../src/checker/journeys/identity.ts'
import type { Field, Program } from '../../src/checker/program.ts'
import { typeText } from '../../src/checker/types.ts'
import type { Session } from '../../src/incremental/session.ts'
import { compile, type Diagnostic, memoryHost, review, withTemplatesChecked } from '../../src/index.ts'

export type Texts = Readonly<Record<string, string>>

export const sourcesOf = (texts: Texts): string[] =>
  Object.keys(texts)
    .filter((path) => path.endsWith('.journey'))
    .sort()

/** What is told of each file, and what every name and expression means, in a form that can be compared. */
export interface State {
  told: Record<string, string[]>
  meaning: Record<string, string[]>
}

/** What a check of all files says. */
export async function fromScratch(
  texts: Texts,
  { timezone }: { timezone?: string | undefined } = { timezone: 'Europe/Berlin' },
): Promise<State> {
  const compiled = compile(memoryHost(texts), sourcesOf(texts), { timezone })
  const { diagnostics, program } = review(await withTemplatesChecked(compiled), { lint: true })
  const byFile = new Map<string, Diagnostic[]>()
  for (const one of diagnostics) byFile.set(one.file, [...(byFile.get(one.file) ?? []), one])
  return { told: inWords(byFile), meaning: meaningsOf(program) }
}

/** What a session says. */
export function ofSession(session: Session): State {
  return { told: inWords(session.diagnostics), meaning: meaningsOf(session.program) }
}

function inWords(diagnostics: ReadonlyMap<string, readonly Diagnostic[]>): Record<string, string[]> {
  return Object.fromEntries(
    [...diagnostics]
      .map(([path, found]): [string, string[]] => [path, found.map((one) => JSON.stringify(one)).sort()])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function meaningsOf(program: Program): Record<string, string[]> {
  return Object.fromEntries(
    [...program.modules].map(([path, { tree }]) => [path, meaningsIn(tree.declarations, program)]),
  )
}

function meaningsIn(root: unknown, program: Program): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const key = node as never
    const symbol = program.references.get(key)
    if (symbol) found.push(`${symbol.kind} ${symbol.file} ${JSON.stringify(symbol.declaration.name)}`)
    const type = program.types.get(key)
    if (type) found.push(typeText(type))
    const meaning = program.meanings.get(key)
    if (meaning) found.push('field' in meaning ? `${meaning.kind} ${fieldText(meaning.field)}` : meaning.kind)
    if ('kind' in node && node.kind === 'journey') {
      found.push(...[...identitiesOf(key, program).ids.values()])
    }
    for (const part of Object.values(node)) visit(part)
  }
  visit(root)
  return found
}

const fieldText = ({ name, type, file, declaration }: Field): string =>
  `${name}: ${typeText(type)} ${file} ${JSON.stringify(declaration.span)}`
