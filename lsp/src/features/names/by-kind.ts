import type { ast } from '@journey-lang/compiler'
import type { Part } from '../nodes.ts'
import type { NameFinder } from './finder.ts'

/** The nodes in which names stand that refer to no declaration. */
type AnyNode =
  | ast.Declaration
  | ast.Item
  | ast.WaitArm
  | ast.Expression
  | ast.ScenarioLine
  | ast.Expectation
  | ast.MapItem
  | ast.MapStageItem
  | ast.PersonaMember
  | ast.MovedTarget

/** What is looked at in a node of each kind, besides the names that refer to declarations. */
type Looks = {
  readonly [K in AnyNode['kind']]?: (node: Extract<AnyNode, { kind: K }>, names: NameFinder) => void
}

/** Finds the names in a node that refer to no declaration: fields, steps, stages and the like. */
export function lookInto(node: Part, names: NameFinder): void {
  LOOKS[node.kind as keyof Looks]?.(node as never, names)
}

const LOOKS: Looks = {
  contact(node, names) {
    names.fields(node.fields, 'contact')
  },
  event(node, names) {
    names.fields(node.fields, 'event')
  },
  message(node, names) {
    names.fields(node.params, 'message')
  },
  action(node, names) {
    names.fields([...node.params, ...(node.returns ?? [])], 'action')
  },
  enum(node, names) {
    const of = names.to(node.name)
    if (of?.kind === 'enum')
      for (const member of node.members) names.add(member.name, { kind: 'member', of, member })
  },
  stages(node, names) {
    const of = names.to(node.name)
    if (of?.kind !== 'stages') return
    for (const { name, loopsTo } of node.stages) {
      names.stage(name, of)
      if (loopsTo) names.stage(loopsTo, of)
    }
  },
  path(node, names) {
    const meaning = names.program.meanings.get(node)
    if (meaning) names.path(node, meaning)
  },
  stage(node, names) {
    names.stage(node.name)
  },
  'map-stage'(node, names) {
    names.stage(node.name)
  },
  'go-to'(node, names) {
    names.stage(node.stage)
  },
  'to-stage'(node, names) {
    names.stage(node.stage)
  },
  'in-stage'(node, names) {
    names.stage(node.stage)
  },
  metric(node, names) {
    if (node.measure === 'entered' || node.measure === 'left') names.stage(node.subject)
    else if (node.measure === 'reached') {
      names.goalOfJourneys(node.subject)
    }
  },
  history(node, names) {
    if (node.field) names.field(node.field, names.fieldsOf(node.event)?.get(node.field.text), 'event')
  },
  goal(node, names) {
    if ('goal' in node) names.local('goal', node.goal)
    else names.local('goal', node.name)
  },
  'started-by'(node, names) {
    names.startingPoint(node)
  },
  'waiting-at'(node, names) {
    if ('text' in node.step) names.local('step', node.step)
  },
  moved(node, names) {
    for (const reference of [node.from, ...(node.to.kind === 'to-step' ? [node.to.step] : [])]) {
      if ('text' in reference.step) names.local('step', reference.step)
    }
  },
  split(node, names) {
    names.local('split', node.split)
    for (const { name } of node.arms) names.arm(node.split, name)
  },
  'take-line'(node, names) {
    names.local('split', node.split)
    names.arm(node.split, node.arm)
  },
  send(node, names) {
    names.arguments(node.args, names.paramsOf(node.message), 'message')
  },
  sent(node, names) {
    names.arguments(node.args, names.paramsOf(node.message), 'message')
  },
  'call-step'(node, names) {
    names.arguments(node.args, names.ofAction(node.action, 'actionParams'), 'action')
  },
  called(node, names) {
    names.arguments(node.args, names.ofAction(node.action, 'actionParams'), 'action')
  },
  'answer-line'(node, names) {
    names.arguments(node.args, names.ofAction(node.action, 'actionResults'), 'action')
  },
  emit(node, names) {
    names.arguments(node.args, names.fieldsOf(node.event), 'event')
  },
  'event-line'(node, names) {
    names.arguments(node.args, names.fieldsOf(node.event), 'event')
  },
  does(node, names) {
    names.arguments(node.args, names.fieldsOf(node.event), 'event')
  },
  'contact-line'(node, names) {
    names.contact(node.args)
  },
  'persona-contact'(node, names) {
    names.contact(node.args)
  },
  set(node, names) {
    const meaning = names.program.meanings.get(node.target)
    const name = node.target.names[1]
    if (meaning?.kind !== 'contact-field' && name && node.target.names[0]?.text === 'contact') {
      names.field(name, names.program.contact?.fields.get(name.text), 'contact', 'write')
    }
  },
  touchpoint(node, names) {
    names.local('touchpoint', node.name)
  },
  handoff(node, names) {
    names.local('touchpoint', node.from)
    names.local('touchpoint', node.to)
  },
}
