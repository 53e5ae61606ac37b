import { problem } from '../problems.ts'
import type { Journey, NodeId } from './format.ts'
import { type Draft, type Local, unknown, type Writable } from './journey-parts.ts'
import type { LoadedArm, LoadedEdge, LoadedMatchArm, LoadedNode, LoadedSplitArm } from './loaded.ts'
import { joinPath } from './validate.ts'

/** Makes edges lead to nodes, once all nodes are there. */
export function linkNodes(nodes: Map<NodeId, Draft>, source: Journey, path: string, local: Local): void {
  const { report } = local.preparation
  const find = (id: NodeId, at: string): LoadedNode => {
    if (!nodes.has(id)) unknown('step', id, at, local.preparation)
    return nodes.get(id) as LoadedNode
  }
  find(source.entry, `${path}.entry`)
  for (const [id, node] of nodes) {
    const at = joinPath(`${path}.nodes`, id)
    const edges = new Map(Object.entries<NodeId>(source.nodes[id]!.edges))
    const follow = (name: string): LoadedEdge => {
      const to = edges.get(name)
      if (to === undefined) report(problem('missing_edge', { node: id, edge: name }, { path: at }))
      const breaks = source.nodes[id]!.breaks?.includes(name) && { breaks: true as const }
      return { name, to: to === undefined ? (node as LoadedNode) : find(to, at), ...breaks }
    }
    linkNode(node, follow, (edge) => edges.has(edge))
  }
}

function linkNode(node: Draft, follow: (edge: string) => LoadedEdge, has: (edge: string) => boolean): void {
  switch (node.kind) {
    case 'send':
    case 'call':
      node.next = follow('next')
      if (has('else')) node.else = follow('else')
      break
    case 'split':
      for (const arm of node.arms as Writable<LoadedSplitArm>[]) arm.next = follow(arm.name)
      break
    case 'repeat':
      node.body = follow('body')
      node.next = follow('next')
      break
    case 'delay':
      node.next = follow('next')
      if (has('past')) node.past = follow('past')
      break
    case 'set':
    case 'tag':
    case 'untag':
    case 'notify':
    case 'emit':
    case 'enter':
      node.next = follow('next')
      break
    case 'wait':
      for (const arm of node.arms as Writable<LoadedArm>[]) arm.next = follow(arm.name)
      if (node.limit !== undefined) node.timeout = follow('timeout')
      break
    case 'match':
      for (const arm of node.arms as Writable<LoadedMatchArm>[]) arm.next = follow(arm.name)
      node.else = follow('else')
      break
    case 'branch':
      node.yes = follow('then')
      node.no = follow('else')
      break
    case 'finish':
      break
  }
}
