import type { Bundle, Statistics } from '@journey-lang/runtime'
import type { Terminal } from './terminal.ts'

/**
 * Names for the files of journeys, without an ending. Where names differ only in ways that some file systems do not
 * see, the later ones get a number.
 */
export function fileNames(journeys: readonly string[]): string[] {
  const taken = new Map<string, number>()
  return journeys.map((journey) => {
    const seen = journey.normalize('NFC').toLowerCase()
    const count = (taken.get(seen) ?? 0) + 1
    taken.set(seen, count)
    return count === 1 ? journey : `${journey}-${count}`
  })
}

/** Pictures of journeys, drawn with Graphviz. Where Graphviz can't, a plainer picture is drawn, and that is told. */
export async function drawSvgs(
  bundle: Bundle,
  journeys: readonly string[],
  statistics: Statistics | undefined,
  terminal: Terminal,
): Promise<string[]> {
  const [{ toSvg }, { graphvizLayout }] = await Promise.all([
    import('../emit/svg.ts'),
    import('../emit/graphviz-node.ts'),
  ])
  const graphviz = graphvizLayout()
  try {
    const pictures: string[] = []
    for (const journey of journeys) {
      const onFallback = (reason: unknown) =>
        terminal.err(`note: "${journey}" is drawn in a plainer way: ${textOf(reason)}\n`)
      pictures.push(
        await toSvg(bundle, journey, {
          layout: graphviz.layout,
          onFallback,
          ...(statistics && { statistics }),
        }),
      )
    }
    return pictures
  } finally {
    await graphviz.close()
  }
}

function textOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason)
}
