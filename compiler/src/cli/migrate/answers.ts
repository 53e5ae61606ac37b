import { type Bundle, canonicalJson, type MigrationPlan, type NodeId } from '@journey-lang/runtime'
import { closest } from '../../diagnostics/suggest.ts'
import { own } from '../../emit/expression-text.ts'

/**
 * The lines that would say where runs go on whose step is gone: one for each step, leading to the step that it most
 * likely became. `before` are the bundles that were in place, latest first, in which such steps are found.
 */
export function missingMoves({ steps }: MigrationPlan, latest: Bundle, before: readonly Bundle[]): string[] {
  const lines = steps.flatMap(({ journey, hash, node, fate }) => {
    if (fate !== 'unanswered' || node === undefined) return []
    const from = before.map(({ journeys }) => own(journeys, journey)).find((one) => one?.hash === hash)
    const to = likelyStep(node, from?.nodes ?? {}, own(latest.journeys, journey)?.nodes ?? {})
    const target = to === undefined ? 'finish' : stepText(journey, to)
    return [`moved ${stepText(journey, node)} to ${target}`]
  })
  return [...new Set(lines)]
}

/**
 * Of the steps of the same kind the new one that does the same, the one whose name is nearest, or the only one; else the
 * nearest at which runs can stand.
 */
function likelyStep(node: NodeId, earlier: Nodes, nodes: Nodes): NodeId | undefined {
  const from = own(earlier, node)
  const ofKind = Object.keys(nodes).filter((id) => nodes[id]!.kind === from?.kind)
  const alike = ofKind.filter((id) => own(earlier, id) === undefined && deedOf(nodes[id]!) === deedOf(from!))
  if (alike.length === 1) return alike[0]
  const near = closest(withoutStage(node), ofKind.map(withoutStage))
  const same = ofKind.find((id) => withoutStage(id) === withoutStage(node) || withoutStage(id) === near)
  if (same !== undefined) return same
  if (ofKind.length === 1) return ofKind[0]
  return closest(
    node,
    Object.keys(nodes).filter((id) => HOLDING.has(nodes[id]!.kind)),
  )
}

type Nodes = Bundle['journeys'][string]['nodes']

/** What a step does, wherever it stands and whatever it is called. */
function deedOf({ edges: _, ...node }: Nodes[string]): string {
  return canonicalJson({ ...node, named: false, stage: '' })
}

const HOLDING: ReadonlySet<string> = new Set(['wait', 'delay', 'send', 'call'])

/** A step that went to another stage keeps the rest of its name. */
function withoutStage(id: NodeId): string {
  return id.slice(id.indexOf('/') + 1)
}

function stepText(journey: string, node: NodeId): string {
  return `${journey}.${NAME.test(node) ? node : JSON.stringify(node)}`
}

/** What `as` can give. Everything else is an identity that stands in quotation marks. */
const NAME = /^[\p{L}_][\p{L}\p{N}_\u200c]*$/u
