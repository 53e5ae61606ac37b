import type {
  Campaign,
  CampaignResult,
  Handoff,
  JourneyMap,
  Kpi,
  MapStage,
  Money,
  Persona,
  Remark,
  Touchpoint,
  Value,
} from '@journey-lang/runtime'
import { attributesOf, PERSONA_SHARES } from '../checker/declarations/persona.ts'
import { settingNamed } from '../checker/declarations/settings.ts'
import { typeOf } from '../checker/expressions/infer.ts'
import type { Program } from '../checker/program.ts'
import { toIso } from '../checker/values/durations.ts'
import type { CampaignSymbol, MapSymbol, PersonaSymbol } from '../modules/symbols.ts'
import type {
  CampaignDeclaration,
  Expression,
  Handoff as HandoffNode,
  Kpi as KpiNode,
  MapStageItem,
  MapStage as MapStageNode,
  Name,
  NamesLine,
  PersonaBehaviour,
  Remark as RemarkNode,
  Result as ResultNode,
  Setting,
  SettingValue,
  Touchpoint as TouchpointNode,
} from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { texts } from './declarations.ts'
import { declarationContext } from './expressions.ts'
import { lowerFormula } from './formula.ts'
import { declaredName } from './names.ts'
import { lowerConstant, lowerConstants } from './values.ts'

export function lowerCampaign({ declaration }: CampaignSymbol, program: Program): Campaign {
  const date = (name: string) => constantSetting(declaration, name, program) as string
  return { ...texts(declaration), from: date('from'), to: date('to') }
}

function constantSetting({ settings }: CampaignDeclaration, name: string, program: Program): Value {
  return lowerConstant(settingNamed(settings, name)!.value as Expression, program)
}

// ---- Personas

export function lowerPersona({ declaration }: PersonaSymbol, program: Program): Persona {
  const settings = declaration.members.filter((member) => member.kind === 'setting')
  const behaviours = declaration.members.filter((member) => member.kind === 'does')
  const isShare = ({ name }: Setting) => PERSONA_SHARES.has(name.text)
  return {
    ...texts(declaration),
    ...settingValues(settings.filter(isShare), program),
    attributes: lowerConstants(attributesOf(declaration), declarationContext(program)),
    does: behaviours.map((line) => lowerBehaviour(line, program)),
    traits: settingValues(
      settings.filter((setting) => !isShare(setting)),
      program,
    ),
  }
}

function settingValues(settings: readonly Setting[], program: Program): Record<string, Value> {
  return Object.fromEntries(
    settings.map(({ name, value }) => [name.text, lowerTrait(value as Expression, program)]),
  )
}

/** Bare words of a persona are the project's own, and stand for themselves. */
function lowerTrait(value: Expression, program: Program): Value {
  if (value.kind === 'list') return value.items.map((item) => lowerTrait(item, program))
  return value.kind === 'path' ? value.names[0]!.text : lowerConstant(value, program)
}

function lowerBehaviour({ event, share, within, args, doc }: PersonaBehaviour, program: Program) {
  return {
    event: declaredName(event, program),
    share: lowerConstant(share, program) as number,
    ...(within?.kind === 'duration' && { within: toIso(within) }),
    payload: lowerConstants(args, declarationContext(program)),
    ...docOf({ doc }),
  }
}

// ---- Maps

export function lowerMap({ declaration }: MapSymbol, program: Program): JourneyMap {
  const { items } = declaration
  const follows = items.find((item) => item.kind === 'follows')
  const named = (kind: NamesLine['kind']) =>
    items
      .filter((item): item is NamesLine => item.kind === kind)
      .flatMap(({ names }) => names.map((name) => declaredName(name, program)))
  return {
    ...texts(declaration),
    ...(follows && { follows: declaredName(follows.model, program) }),
    personas: named('personas'),
    runs: named('runs'),
    stages: items.filter((item) => item.kind === 'map-stage').map((stage) => lowerStage(stage, program)),
    handoffs: items.filter((item) => item.kind === 'handoff').map(lowerHandoff),
  }
}

function lowerStage({ name, items, doc }: MapStageNode, program: Program): MapStage {
  const of = <K extends MapStageItem['kind']>(kind: K) =>
    items.filter((item): item is Extract<MapStageItem, { kind: K }> => item.kind === kind)
  const remarks = (kind: RemarkNode['kind']) =>
    items.filter((item): item is RemarkNode => item.kind === kind).map(lowerRemark)
  return {
    name: name.text,
    ...docOf({ doc }),
    plans: remarks('plan'),
    results: of('result').map((result) => lowerResult(result, program)),
    touchpoints: of('touchpoint').map((touchpoint) => lowerTouchpoint(touchpoint, program)),
    kpis: of('kpi').map((kpi) => lowerKpi(kpi, program)),
    pains: remarks('pain'),
    ideas: remarks('idea'),
  }
}

function lowerRemark({ text, doc }: RemarkNode): Remark {
  return { text: textOf(text), ...docOf({ doc }) }
}

function lowerResult({ campaign, text, doc }: ResultNode, program: Program): CampaignResult {
  return { campaign: declaredName(campaign, program), text: textOf(text), ...docOf({ doc }) }
}

function lowerTouchpoint(node: TouchpointNode, program: Program): Touchpoint {
  const { name, via, by, phase, segment, members } = node
  const settings = members.filter((member) => member.kind === 'setting')
  const remarks = (kind: RemarkNode['kind']) =>
    members.filter((member): member is RemarkNode => member.kind === kind).map(lowerRemark)
  const touchpoint: Touchpoint = {
    name: name.text,
    ...texts(node),
    ...(via && { channel: declaredName(via, program) }),
    ...(by && { department: declaredName(by, program) }),
    ...(phase && { phase: phase.text as NonNullable<Touchpoint['phase']> }),
    ...(segment && { segment: declaredName(segment, program) }),
    plans: remarks('plan'),
    pains: remarks('pain'),
    ideas: remarks('idea'),
  }
  for (const { name: setting, value } of settings)
    Object.assign(touchpoint, touchpointPart(setting, value, program))
  return touchpoint
}

function touchpointPart(name: Name, value: SettingValue, program: Program): Partial<Touchpoint> {
  if (value.kind !== 'qualified') return { [name.text]: wordOrText(value as Expression, program) }
  const known = value.qualifier.text
  const inner = lowerConstant(value.value, program)
  return name.text === 'emotion'
    ? { emotion: { value: inner as number, basis: known as NonNullable<Touchpoint['emotion']>['basis'] } }
    : { evidence: { text: inner as string, kind: known as NonNullable<Touchpoint['evidence']>['kind'] } }
}

function wordOrText(value: Expression, program: Program): Value {
  return value.kind === 'path' ? value.names[0]!.text : lowerConstant(value, program)
}

function lowerKpi({ name, formula, target, segment, doc }: KpiNode, program: Program): Kpi {
  const isShare = target !== undefined && typeOf(program, target.value)?.name === 'percent'
  const type = isShare ? 'percent' : typeOf(program, formula)?.name
  return {
    name: name.text,
    formula: lowerFormula(formula, program),
    unit: type as Kpi['unit'],
    ...(target && {
      target: { op: target.op, value: lowerConstant(target.value, program) as number | Money },
    }),
    ...(segment && { segment: declaredName(segment, program) }),
    ...docOf({ doc }),
  }
}

function lowerHandoff({ from, to, settings, doc }: HandoffNode): Handoff {
  const text = (name: 'owner' | 'passes') => {
    const value = settingNamed(settings, name)?.value
    return value?.kind === 'string' ? { [name]: textOf(value) } : {}
  }
  const within = settingNamed(settings, 'within')?.value
  return {
    from: from.text,
    to: to.text,
    ...text('owner'),
    ...text('passes'),
    ...(within?.kind === 'duration' && { within: toIso(within) }),
    ...docOf({ doc }),
  }
}

function docOf({ doc }: { doc?: string | undefined }): { doc?: string } {
  return doc === undefined ? {} : { doc }
}
