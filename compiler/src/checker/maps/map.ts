import { offeredRemoval } from '../../diagnostics/removal.ts'
import type { JourneySymbol, MapSymbol, PersonaSymbol, StagesSymbol } from '../../modules/symbols.ts'
import type { Span } from '../../source/span.ts'
import type { Handoff, Kpi, MapStage, MapStageItem, Name, NamesLine } from '../../syntax/ast.ts'
import { checkSettings, plainValue, type SettingRules, settingNamed } from '../declarations/settings.ts'
import { checkDuration } from '../durations.ts'
import { expectConstant } from '../expressions/constants.ts'
import { infer } from '../expressions/infer.ts'
import { checkTextSetting, plainText } from '../plain-text.ts'
import { lookup, type Scope } from '../scope.ts'
import { checkSegment } from '../segments.ts'
import { comparable, describe, isOrdered, type Type } from '../types.ts'
import { checkFormula, type Measured } from './formula.ts'
import { checkTouchpoint } from './touchpoint.ts'

export function checkMap({ declaration }: MapSymbol, scope: Scope): void {
  const { report } = scope.module
  const { items } = declaration
  const stages = items.filter((item) => item.kind === 'map-stage')
  const handoffs = items.filter((item) => item.kind === 'handoff')
  const lines = (kind: NamesLine['kind']) =>
    items.filter((item): item is NamesLine => item.kind === kind).flatMap(({ names }) => names)
  const follows = items.filter((item) => item.kind === 'follows')
  for (const { span } of follows.slice(1)) {
    report(
      'repeated-header',
      { start: span.start, end: span.start + 'follows'.length },
      { line: 'follows' },
      {
        fixes: [offeredRemoval('Remove this line', scope.module.tree, span)],
      },
    )
  }
  const model = follows[0] && lookup(scope, follows[0].model, 'stages')
  checkPersonas(lines('personas'), scope)
  const runs = found(lines('runs'), (name) => lookup(scope, name, 'journey'))
  checkUnique(
    stages.map(({ name }) => name),
    'The stage',
    scope,
  )
  checkUnique(touchpointNames(stages), 'The touchpoint', scope)
  checkUnique(
    partsOf(stages, 'kpi').map(({ name }) => name),
    'The KPI',
    scope,
  )

  const measured: Measured = {
    model,
    stages: (model?.declaration.stages ?? stages).map(({ name }) => name.text),
    journeys: runs.length > 0 ? runs : journeysIn(scope),
  }
  for (const stage of stages) checkStage(stage, model, scope, measured)
  for (const handoff of handoffs) checkHandoff(handoff, touchpointNames(stages), scope)
}

function found<S>(names: readonly Name[], find: (name: Name) => S | undefined): S[] {
  return names.flatMap((name) => find(name) ?? [])
}

function journeysIn(scope: Scope): JourneySymbol[] {
  return [...scope.module.scope.values()].filter((symbol) => symbol.kind === 'journey')
}

function partsOf<K extends MapStageItem['kind']>(stages: readonly MapStage[], kind: K) {
  return stages.flatMap(({ items }) =>
    items.filter((item): item is Extract<MapStageItem, { kind: K }> => item.kind === kind),
  )
}

function touchpointNames(stages: readonly MapStage[]): Name[] {
  return partsOf(stages, 'touchpoint').map(({ name }) => name)
}

function checkUnique(names: readonly Name[], what: string, scope: Scope): void {
  const { report, tree } = scope.module
  const seen = new Map<string, Span>()
  for (const { text, span } of names) {
    if (text === '') continue
    const first = seen.get(text)
    if (!first) seen.set(text, span)
    else {
      const related = [{ role: 'first declared here' as const, file: tree.path, span: first }]
      report('duplicate-name', span, { what, name: text }, { related })
    }
  }
}

/** The personas of a map are parts of one whole. */
function checkPersonas(names: readonly Name[], scope: Scope): void {
  const personas = found(names, (name) => lookup(scope, name, 'persona'))
  const whole = [...new Set(personas)].reduce((sum, persona) => sum + shareOf(persona), 0)
  // Shares are decimals: 10% ten times is a little more than 1.
  if (whole < 1.000_001) return
  const last = names.at(-1)!
  scope.module.report('shares-above-whole', last.span, { percent: Math.round(whole * 100) })
}

function shareOf({ declaration }: PersonaSymbol): number {
  const settings = declaration.members.filter((member) => member.kind === 'setting')
  const value = settingNamed(settings, 'share')?.value
  return value?.kind === 'percent' ? value.value : 0
}

function checkStage(
  { name, items }: MapStage,
  model: StagesSymbol | undefined,
  scope: Scope,
  measured: Measured,
): void {
  if (model && name.text !== '' && !measured.stages.includes(name.text)) {
    const args = { stage: name.text, model: model.name, candidates: measured.stages }
    scope.module.report('unknown-stage', name.span, args, {
      related: [{ role: 'declared here', file: model.file, span: model.declaration.name.span }],
    })
  }
  for (const item of items) {
    switch (item.kind) {
      case 'plan':
      case 'pain':
      case 'idea':
        plainText(item.text, scope)
        break
      case 'result':
        lookup(scope, item.campaign, 'campaign')
        plainText(item.text, scope)
        break
      case 'touchpoint':
        checkTouchpoint(item, scope)
        break
      case 'kpi':
        checkKpi(item, scope, measured)
    }
  }
}

function checkKpi({ formula, target, segment }: Kpi, scope: Scope, measured: Measured): void {
  const type = checkFormula(formula, scope, measured)
  if (segment) checkSegment(segment, scope)
  if (!target) return
  const wanted = infer(target.value, scope, type)
  expectConstant(target.value, scope, 'A target')
  if (!fitsTarget(type, wanted)) {
    const args = { expected: describe(type), found: describe(wanted) }
    scope.module.report('type-mismatch', target.value.span, args)
  }
}

function fitsTarget(type: Type, target: Type): boolean {
  return (
    type.name === 'unknown' || target.name === 'unknown' || (isOrdered(target) && comparable(type, target))
  )
}

/** What closes a gap: somebody, something and a time. */
const HANDOFF_PARTS = ['owner', 'passes', 'within'] as const

const handoffRules: SettingRules = {
  owner: checkTextSetting,
  passes: checkTextSetting,
  within: (setting, scope) => {
    const value = plainValue(setting, 'a length of time', scope)
    if (value) checkDuration(value, scope)
  },
}

function checkHandoff(handoff: Handoff, touchpoints: readonly Name[], scope: Scope): void {
  const { report } = scope.module
  const { from, to, settings, span } = handoff
  const candidates = touchpoints.map(({ text }) => text)
  for (const end of [from, to]) {
    if (end.text === '' || candidates.includes(end.text)) continue
    report('unknown-name', end.span, { what: 'touchpoint of this map', name: end.text, candidates })
  }
  const known = checkSettings(settings, handoffRules, 'A hand-off', scope)
  const missing = HANDOFF_PARTS.filter((part) => !settingNamed(settings, part))
  if (!known || missing.length === 0 || from.text === '' || to.text === '') return
  const place = { start: span.start, end: to.span.end }
  report('open-handoff', place, { from: from.text, to: to.text, missing }, { within: span })
}
