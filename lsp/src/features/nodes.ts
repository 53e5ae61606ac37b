import type { ast, Span } from '@journey-lang/compiler'

/** A node of a tree, of whatever kind. */
export type Node = { span: Span; kind?: string } & Readonly<Record<string, unknown>>

/** The nodes around a stretch of a file, from the declaration inwards. Names are nodes, too. */
export function nodesAround(tree: ast.SourceTree, { start, end }: Span): Node[] {
  const declaration = (tree.declarations as unknown as Node[]).findLast((one) => holds(one, start, end))
  return declaration ? (wayTo(declaration, start, end) ?? []) : []
}

/** A block may lie outside of the span of what it belongs to, such as the arm of a wait: it is looked for in there, too. */
function wayTo(node: Node, start: number, end: number): Node[] | undefined {
  // At a border, the one behind it counts.
  for (const part of partsOf(node).reverse()) {
    const way = wayTo(part, start, end)
    if (way) return holds(node, start, end) ? [node, ...way] : way
  }
  return holds(node, start, end) ? [node] : undefined
}

function holds({ span }: Node, start: number, end: number): boolean {
  return span.start <= start && end <= span.end && span.end > span.start
}

/** The parts of a node, in the order of the text. Lists without a span of their own are looked through. */
export function partsOf(node: object): Node[] {
  const parts: Node[] = []
  const add = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) add(each)
    else if (isNode(value)) parts.push(value)
  }
  for (const value of Object.values(node)) add(value)
  return parts.sort((a, b) => a.span.start - b.span.start)
}

/** Every node of a tree, outer ones first. */
export function* allNodes(root: object): Generator<Node> {
  for (const part of partsOf(root)) {
    yield part
    yield* allNodes(part)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'span' in value
}

/** Anything that stands in a tree, spans and names included. */
export type Part = Readonly<Record<string, unknown>> & { kind?: string }

/** Visits everything in a node, from the outside in, in no order of the text: the quick way through a whole tree. */
export function visitAll(root: object, visit: (part: Part) => void): void {
  if (!Array.isArray(root)) visit(root as Part)
  for (const part of Object.values(root)) if (typeof part === 'object' && part !== null) visitAll(part, visit)
}
