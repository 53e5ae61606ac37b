import type { Span } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import { nodesAround } from './nodes.ts'

/** The stretches around an offset that make sense as a selection, the smallest first. */
export function selectionAt({ parsed }: Pick<Snapshot, 'parsed'>, path: string, offset: number): Span[] {
  const tree = parsed(path)?.tree
  if (!tree) return []
  const around = nodesAround(tree, { start: offset, end: offset }).map(({ span }) => span)
  const all = [{ start: 0, end: tree.text.length }, ...around].reverse()
  return all.filter((span, index) => {
    const inner = all[index - 1]
    return !inner || inner.start !== span.start || inner.end !== span.end
  })
}
