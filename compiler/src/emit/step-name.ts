import { type Node, type NodeId, type Start, triggerName } from '@journey-lang/runtime'

/**
 * The name that a step was given with `as`: scenarios, tables and traces call it by that. `undefined` when its id is
 * the one that follows from its stage, kind and subject.
 */
export function stepName(id: NodeId, node: Node): string | undefined {
  const derived = node.stage === undefined ? subjectOf(node) : `${node.stage}/${subjectOf(node)}`
  return id === END || isNumbered(id, derived) ? undefined : id
}

/** The name that a start was given with `as`; `undefined` when its id is what it listens to. */
export function startName({ id, on }: Start): string | undefined {
  return isNumbered(id, triggerName(on)) ? undefined : id
}

/** Where a run ends that walks off the last step: nobody wrote that step. */
const END: NodeId = '(end)'

/** Equal identities are told apart by a number: `delay`, `delay#2`. */
function isNumbered(id: string, base: string): boolean {
  return id.startsWith(base) && /^(?:#\d+)?$/u.test(id.slice(base.length))
}

function subjectOf(node: Node): string {
  switch (node.kind) {
    case 'send':
      return `send ${node.message}`
    case 'wait':
      return `wait ${node.arms.map((arm) => ('on' in arm ? triggerName(arm.on) : 'until')).join(' or ')}`
    case 'tag':
    case 'untag':
      return `${node.kind} ${node.tag}`
    case 'set':
      return `set ${node.field}`
    case 'branch':
      return 'if'
    case 'split':
      return `split ${node.split}`
    case 'call':
      return `call ${node.action}`
    case 'notify':
      return `notify ${node.department}`
    case 'emit':
      return `emit ${node.event}`
    case 'enter':
      return `enter ${node.journey}`
    default:
      return node.kind
  }
}
