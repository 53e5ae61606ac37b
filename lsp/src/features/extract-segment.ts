import { type ast, format, parse, type Span } from '@journey-lang/compiler'
import type { Program } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { CodeAction } from './code-actions.ts'
import { allNodes, type Node, nodesAround } from './nodes.ts'

/** Makes a segment of the condition that is selected, or that the cursor stands in, if it is about the contact alone. */
export function extractSegment(snapshot: Snapshot, path: string, range: Span): CodeAction[] {
  const tree = snapshot.parsed(path)?.tree
  if (!tree) return []
  const selected = withoutBlanks(tree.text, range)
  const around = nodesAround(tree, selected)
  const declaration = around[0]
  const condition = conditionIn(around, selected)
  if (!declaration || !condition || declaration.kind === 'segment') return []
  if (snapshot.program.types.get(condition as never)?.name !== 'boolean') return []
  if (!aboutContact(condition, snapshot.program)) return []
  const name = freeName(snapshot, path)
  const text = tree.text.slice(condition.span.start, condition.span.end)
  const start = lineStart(tree, declaration)
  return [
    {
      title: 'Make a segment of this condition',
      kind: 'refactor.extract',
      edits: [
        {
          file: path,
          span: { start, end: start },
          text: `${format(parse(path, `segment ${name} = ${text}\n`))}\n`,
        },
        { file: path, span: condition.span, text: `contact in ${name}` },
      ],
    },
  ]
}

/** A selection that a hand made may have blanks at its ends. */
function withoutBlanks(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end)
  if (selected.trim() === '') return { start, end }
  return { start: start + selected.search(/\S/), end: start + selected.trimEnd().length }
}

/** What is selected exactly; with nothing selected, the largest condition around. */
function conditionIn(around: readonly Node[], { start, end }: Span): Node | undefined {
  const conditions = around.filter(
    ({ kind }) => kind === 'binary' || kind === 'unary' || kind === 'exists' || kind === 'history',
  )
  if (start === end) return conditions[0]
  return conditions.find(({ span }) => span.start === start && span.end === end)
}

/** No payload, parameter or start plays a part in it. */
function aboutContact(condition: Node, program: Program): boolean {
  for (const node of [condition, ...allNodes(condition)]) {
    if (node.kind === 'started-by') return false
    if (node.kind === 'history') {
      const { window } = node as unknown as ast.HistoryExpression
      if (window?.kind === 'since-start' || window?.kind === 'last-sent') return false
    }
    const meaning = node.kind === 'path' ? program.meanings.get(node as never) : undefined
    if (meaning?.kind === 'param' || meaning?.kind === 'result') return false
    if (meaning?.kind === 'payload' && meaning.source.of !== 'history') return false
  }
  return true
}

function freeName({ program }: Snapshot, path: string): string {
  const taken = new Set([...program.modules.values()].flatMap(({ exports }) => [...exports.keys()]))
  for (const name of program.modules.get(path)?.scope.keys() ?? []) taken.add(name)
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'new_segment' : `new_segment_${number}`
    if (!taken.has(name)) return name
  }
}

/** Where the declaration begins, with the comments right above it. */
function lineStart(tree: ast.SourceTree, { span }: Node): number {
  let start = tree.text.lastIndexOf('\n', span.start - 1) + 1
  for (;;) {
    const before = tree.text.slice(0, start)
    const line = /(?:^|\n)([ \t]*\/\/[^\n]*\n)$/.exec(before)?.[1]
    if (line === undefined) return start
    start -= line.length
  }
}
