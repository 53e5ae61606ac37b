import type { ast, Span } from '@journey-lang/compiler'
import { type AnySymbol, identitiesOf, stepsOf, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { nodesAround } from './nodes.ts'

/** A step that a text names. */
export interface WrittenStep {
  /** The text with its quotation marks. */
  span: Span
  /** Where the step stands. */
  file: string
  step: ast.Step
}

/**
 * The step that a text at an offset names: by its identity, as `waiting at "shipping/send hello"` and `moved` do, or by
 * the reason with which it ends a run, as `finished "did not buy"` does.
 */
export function writtenStepAt(
  { parsed, program }: Pick<Snapshot, 'parsed' | 'program'>,
  path: string,
  offset: number,
): WrittenStep | undefined {
  const tree = parsed(path)?.tree
  const around = tree ? nodesAround(tree, { start: offset, end: offset }) : []
  const [declaration, literal] = [around[0] as unknown as ast.Declaration | undefined, around.at(-1)]
  if (literal?.kind !== 'string' || !declaration) return undefined
  const journey = journeyOf(declaration, program.references)
  if (!journey) return undefined
  const text = textOf(literal as unknown as ast.StringLiteral)
  const step =
    around.at(-2)?.kind === 'finished'
      ? stepsOf(journey.declaration)
          .map(([one]) => one)
          .find((one) => one.kind === 'finish' && one.reason !== undefined && textOf(one.reason) === text)
      : [...identitiesOf(journey.declaration, program).ids].find(([, id]) => id === text)?.[0]
  return step && { span: literal.span, file: journey.file, step }
}

/** The journey of which a declaration names steps. */
function journeyOf(
  declaration: ast.Declaration,
  references: ReadonlyMap<ast.Name, AnySymbol>,
): (AnySymbol & { kind: 'journey' }) | undefined {
  const name =
    declaration.kind === 'scenario'
      ? declaration.journey
      : declaration.kind === 'moved'
        ? declaration.from.journey
        : undefined
  const symbol = name && references.get(name)
  return symbol?.kind === 'journey' ? symbol : undefined
}
