import { compileCondition, compileExpression, type Evaluate, type Fields } from '../expressions/compile.ts'
import { problem } from '../problems.ts'
import { nominalLength, parseDuration } from '../time/duration.ts'
import {
  type DelayNode,
  type Expr,
  type Node,
  type NodeId,
  type SplitNode,
  type WaitArm,
  WHOLE,
} from './format.ts'
import { checkUnique, type Draft, environment, type Local, unknown } from './journey-parts.ts'
import type { LoadedArm, LoadedDelay, LoadedEdge } from './loaded.ts'
import { prepareTarget } from './prepare-calendar.ts'
import { checkTrigger, prepareWhere } from './prepare-triggers.ts'
import { triggerKey } from './triggers.ts'

/** Makes a step ready but for its edges. */
export function draftNode(id: NodeId, node: Node, path: string, local: Local): Draft {
  const base = { id, ...(node.stage !== undefined && { stage: node.stage }) }
  const unlinked = undefined as unknown as LoadedEdge
  switch (node.kind) {
    case 'send': {
      const message = local.preparation.messages.get(node.message)
      if (message === undefined) unknown('message', node.message, path, local.preparation)
      return {
        ...base,
        kind: 'send',
        message: message!,
        args: prepareArguments(node.args, message?.params ?? new Map(), path, local),
        next: unlinked,
      }
    }
    case 'delay':
      return { ...base, kind: 'delay', ...prepareDelay(node, path, local), next: unlinked }
    case 'wait':
      checkArms(node.arms, path, local)
      return {
        ...base,
        kind: 'wait',
        arms: node.arms.map((arm) => prepareArm(arm, path, local)),
        sinceStart: node.since === 'start',
        ...(node.limit !== undefined && { limit: parseDuration(node.limit)! }),
      }
    case 'branch':
      return {
        ...base,
        kind: 'branch',
        when: compileCondition(node.when, environment(path, local)),
        yes: unlinked,
        no: unlinked,
      }
    case 'split':
      checkArms(node.arms, path, local)
      checkShares(node, path, local)
      return {
        ...base,
        kind: 'split',
        split: node.split,
        arms: node.arms.map((arm) => ({ ...arm, next: unlinked })),
      }
    case 'repeat':
      return {
        ...base,
        kind: 'repeat',
        times: node.times,
        until:
          node.until === undefined ? () => false : compileCondition(node.until, environment(path, local)),
        body: unlinked,
        next: unlinked,
      }
    case 'call': {
      const action = local.preparation.actions.get(node.action)
      if (action === undefined) unknown('action', node.action, path, local.preparation)
      const args = prepareArguments(node.args, action?.params ?? new Map(), path, local)
      return { ...base, kind: 'call', action: action!, args, next: unlinked }
    }
    case 'notify':
      if (!local.preparation.departments.has(node.department))
        unknown('department', node.department, path, local.preparation)
      return {
        ...base,
        kind: 'notify',
        department: node.department,
        text: compileExpression(node.text, environment(path, local)),
        next: unlinked,
      }
    case 'emit': {
      const fields = local.preparation.events.get(node.event)
      if (fields === undefined) unknown('event', node.event, path, local.preparation)
      const args = prepareArguments(node.args, fields ?? new Map(), path, local)
      return { ...base, kind: 'emit', event: node.event, args, next: unlinked }
    }
    case 'enter':
      checkEntered(node.journey, path, local)
      return { ...base, kind: 'enter', journey: node.journey, next: unlinked }
    case 'match':
      checkArms(node.arms, path, local)
      return {
        ...base,
        kind: 'match',
        on: compileExpression(node.on, environment(path, local)),
        arms: node.arms.map(({ name, is }) => ({
          name,
          is: is.map((value) => compileExpression(value, environment(path, local))),
          next: unlinked,
        })),
        else: unlinked,
      }
    case 'set': {
      if (!local.preparation.contact.has(node.field))
        unknown('contact field', node.field, path, local.preparation)
      const value = compileExpression(node.value, environment(path, local))
      return { ...base, kind: 'set', field: node.field, value, next: unlinked }
    }
    case 'tag':
    case 'untag':
      checkTrigger({ tag: node.tag }, path, local)
      return { ...base, kind: node.kind, tag: node.tag, next: unlinked }
    case 'finish':
      return { ...base, kind: 'finish', ...(node.reason !== undefined && { reason: node.reason }) }
  }
}

function checkArms(arms: readonly { name: string }[], path: string, { preparation }: Local): void {
  checkUnique(
    'arm',
    arms.map((arm) => arm.name),
    path,
    preparation,
  )
}

function checkShares({ split, arms }: SplitNode, path: string, { preparation }: Local): void {
  const sum = arms.reduce((total, arm) => total + arm.share, 0)
  if (sum !== WHOLE) preparation.report(problem('bad_shares', { split, sum }, { path }))
}

function checkEntered(name: string, path: string, { preparation }: Local): void {
  const { journeys } = preparation
  const starts = Object.hasOwn(journeys, name) ? journeys[name]!.starts : undefined
  if (starts === undefined) unknown('journey', name, path, preparation)
  else if (!starts.some(({ on }) => 'manually' in on))
    unknown('start by hand of the journey', name, path, preparation)
}

function prepareDelay(node: DelayNode, path: string, local: Local): Pick<LoadedDelay, 'ends' | 'holds'> {
  if ('for' in node) {
    const duration = parseDuration(node.for)!
    return { ends: { for: duration }, holds: nominalLength(duration) > 0 }
  }
  return {
    ends: { until: prepareTarget(node.until, environment(path, local)) },
    holds: !('at' in node.until),
  }
}

function prepareArguments(
  args: Record<string, Expr>,
  params: Fields,
  path: string,
  local: Local,
): Map<string, Evaluate> {
  const prepared = new Map<string, Evaluate>()
  for (const [name, expr] of Object.entries(args)) {
    if (!params.has(name)) {
      // What an earlier version gave, and nobody asks for any more.
      if (local.preparation.isEarlier) continue
      unknown('parameter', name, path, local.preparation)
    }
    prepared.set(name, compileExpression(expr, environment(path, local)))
  }
  return prepared
}

function prepareArm(arm: WaitArm, path: string, local: Local): LoadedArm {
  const next = undefined as unknown as LoadedEdge
  if ('until' in arm) {
    return { name: arm.name, where: compileCondition(arm.until, environment(path, local)), next }
  }
  return { name: arm.name, on: triggerKey(arm.on), where: prepareWhere(arm.where, arm.on, path, local), next }
}
