import type { NodeId } from './format.ts'
import { maxArrivals } from './limits.ts'
import type { LoadedEdge, LoadedNode, LoadedRepeat } from './loaded.ts'

/**
 * The steps that a run may come to again without a delay in between, and how often it may: those in loops, and those
 * after them. What is left when steps that nothing leads to are taken away, one after the other. A repeat ends by
 * itself, so each around a step multiplies what is allowed by its rounds.
 */
export function findLooping(nodes: ReadonlyMap<NodeId, LoadedNode>): ReadonlyMap<LoadedNode, number> {
  const left = new Set(nodes.values())
  const waysTo = new Map<LoadedNode, number>()
  for (const node of left) {
    for (const { to } of edgesAfter(node)) waysTo.set(to, (waysTo.get(to) ?? 0) + 1)
  }
  const free = [...left].filter((node) => !waysTo.has(node))
  for (const node of free) {
    left.delete(node)
    for (const { to } of edgesAfter(node)) {
      const ways = waysTo.get(to)! - 1
      waysTo.set(to, ways)
      if (ways === 0) free.push(to)
    }
  }
  const looping = new Map([...left].map((node) => [node, maxArrivals(node.kind)]))
  for (const node of left) {
    if (node.kind !== 'repeat') continue
    for (const inside of bodyOf(node)) {
      const allowed = looping.get(inside)
      if (allowed !== undefined) looping.set(inside, allowed * (node.times + 1))
    }
  }
  return looping
}

/** The repeat and the steps of its rounds. */
function bodyOf(repeat: LoadedRepeat): ReadonlySet<LoadedNode> {
  const body = new Set<LoadedNode>([repeat])
  const found = [repeat.body]
  for (const { to, breaks } of found) {
    if (breaks || body.has(to)) continue
    body.add(to)
    found.push(...allEdges(to))
  }
  return body
}

/** The repeats that a step is in. */
export function enclosingRepeats(nodes: ReadonlyMap<NodeId, LoadedNode>, step: LoadedNode): LoadedRepeat[] {
  return [...nodes.values()].filter(
    (node): node is LoadedRepeat => node.kind === 'repeat' && node !== step && bodyOf(node).has(step),
  )
}

/** Where a run can go from a step without a pause. A wait may be satisfied already; most delays hold. */
function edgesAfter(node: LoadedNode): LoadedEdge[] {
  if (node.kind !== 'delay') return allEdges(node)
  return node.holds ? [] : [node.past ?? node.next]
}

/** The ways that lead on from a step. */
export function allEdges(node: LoadedNode): LoadedEdge[] {
  switch (node.kind) {
    case 'send':
    case 'call':
      return node.else === undefined ? [node.next] : [node.next, node.else]
    case 'delay':
      return node.past === undefined ? [node.next] : [node.next, node.past]
    case 'wait': {
      const arms = node.arms.map(({ next }) => next)
      return node.timeout === undefined ? arms : [...arms, node.timeout]
    }
    case 'branch':
      return [node.yes, node.no]
    case 'split':
      return node.arms.map(({ next }) => next)
    case 'repeat':
      return [node.body, node.next]
    case 'match':
      return [...node.arms.map(({ next }) => next), node.else]
    case 'set':
    case 'tag':
    case 'untag':
    case 'notify':
    case 'emit':
    case 'enter':
      return [node.next]
    case 'finish':
      return []
  }
}
