import type { ast, Span } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import { allNodes } from './nodes.ts'

export interface Fold {
  span: Span
  kind: 'region' | 'comment' | 'imports'
}

/** What can be folded: everything in braces, imports that stand together, comments of several lines. */
export function folding({ parsed }: Pick<Snapshot, 'parsed'>, path: string): Fold[] {
  const tree = parsed(path)?.tree
  if (!tree) return []
  const blocks = [...allNodes({ declarations: tree.declarations })]
    .filter(
      ({ span }) => tree.text[span.end - 1] === '}' && tree.text.slice(span.start, span.end).includes('\n'),
    )
    .map(({ span }) => ({ span, kind: 'region' as const }))
  return [...imports(tree), ...comments(tree), ...unique(blocks, tree.text)]
}

/** Of several that end together and begin in one line, such as a stage and its block, one is enough. */
function unique(folds: readonly Fold[], text: string): Fold[] {
  const lineOf = (offset: number) => text.lastIndexOf('\n', offset - 1)
  const keyed = folds.map((fold) => [`${lineOf(fold.span.start)} ${fold.span.end}`, fold] as const)
  // The outer one stands first, and is the one that stays.
  return [...new Map(keyed.toReversed()).values()].reverse()
}

function imports({ declarations }: ast.SourceTree): Fold[] {
  const all = declarations.filter(({ kind }) => kind === 'import')
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last || first === last) return []
  return [{ span: { start: first.span.start, end: last.span.end }, kind: 'imports' }]
}

function comments({ comments: all, text }: ast.SourceTree): Fold[] {
  const folds: Fold[] = []
  let run: Span | undefined
  const end = () => {
    if (run && text.slice(run.start, run.end).includes('\n')) folds.push({ span: run, kind: 'comment' })
    run = undefined
  }
  for (const { span } of all) {
    const alone = /(?:^|\n)[ \t]*$/.test(text.slice(0, span.start))
    const follows = run && /^\r?\n[ \t]*$/.test(text.slice(run.end, span.start))
    if (!follows) end()
    if (alone) run = { start: run?.start ?? span.start, end: span.end }
  }
  end()
  return folds
}
