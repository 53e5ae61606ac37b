import type { ast, Span } from '@journey-lang/compiler'
import { isStep } from '@journey-lang/compiler/editor'

/**
 * The text of a file without what plays no part at an offset, for checks of many variants of it: other scenarios, and
 * the steps of other journeys, which only scenarios, maps and `moved` look into. Blanks stand in their place, so that
 * everything else stands where it stood.
 */
export function excerpt({ text, declarations }: ast.SourceTree, offset: number): string {
  // What is not closed yet goes on behind its end.
  const around = declarations.findLast(({ span }) => span.start <= offset)
  const looksIntoJourneys = around !== undefined && LOOK_INTO_JOURNEYS.has(around.kind)
  const parts: string[] = []
  let at = 0
  for (const declaration of declarations) {
    const left = declaration === around ? undefined : playsNoPart(declaration, text, looksIntoJourneys)
    if (!left || left.start < at) continue
    parts.push(text.slice(at, left.start), ' '.repeat(left.end - left.start))
    at = left.end
  }
  return parts.join('') + text.slice(at)
}

const LOOK_INTO_JOURNEYS: ReadonlySet<ast.Declaration['kind']> = new Set(['scenario', 'map', 'moved'])

function playsNoPart(
  declaration: ast.Declaration,
  text: string,
  looksIntoJourneys: boolean,
): Span | undefined {
  if (declaration.kind === 'scenario') return declaration.span
  if (declaration.kind !== 'journey' || looksIntoJourneys) return undefined
  const first = declaration.body.find((item) => item.kind === 'stage' || isStep(item))
  const end = declaration.span.end - 1
  return first && text[end] === '}' ? { start: first.span.start, end } : undefined
}
