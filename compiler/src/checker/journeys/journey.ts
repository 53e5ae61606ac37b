import type { EventSymbol, JourneySymbol } from '../../modules/symbols.ts'
import type { JourneyDeclaration } from '../../syntax/ast.ts'
import { lookup, type Scope, withFacts } from '../scope.ts'
import { checkItems, type Flow, type Jump } from './flow.ts'
import { checkHeader } from './header.ts'
import { identitiesOf, stepsOf } from './identity.ts'
import { withoutLost } from './lost-fields.ts'
import { type JourneyParts, partsOf } from './parts.ts'
import { rounds } from './rounds.ts'

export function checkJourney(symbol: JourneySymbol, scope: Scope): void {
  const { declaration } = symbol
  const { report } = scope.module
  const parts = partsOf(declaration)
  const within = declaration.span
  if (parts.starts.length === 0) {
    report('no-start', declaration.name.span, { journey: symbol.name }, { within })
  }
  const body = checkHeader(parts, scope)
  checkStageNames(parts, scope)

  const stages = new Set(parts.stages.map((stage) => stage.name.text))
  const emitted = emittedBy(declaration, scope)
  const flow: Flow = { stages, stage: '', emitted, splits: new Map(), jumps: [] }
  if (parts.stages.length === 0) {
    if (parts.steps.length === 0) {
      const what = `The journey "${symbol.name}"`
      report('no-steps', declaration.name.span, { what }, { within })
    }
    checkItems(parts.steps, body, flow)
  } else {
    for (const step of parts.steps) report('step-outside-stage', step.keyword, {})
    const begun = parts.stages.reduce((known, { body }) => withoutLost(known, body.items), body.facts)
    for (const [index, stage] of parts.stages.entries()) {
      if (stage.body.items.length === 0) {
        const what = `The stage "${stage.name.text}"`
        report('no-steps', stage.name.span, { what }, { within: stage.span })
      }
      flow.stage = stage.name.text
      const after = checkItems(stage.body.items, withFacts(body, begun), flow)
      const next = parts.stages[index + 1]
      if (after && next) flow.jumps.push({ from: flow.stage, to: next.name.text, held: after.held })
    }
    reportRounds(flow.jumps, scope)
  }

  reportIdentities(symbol, scope)
}

function emittedBy(journey: JourneyDeclaration, { module }: Scope): Set<EventSymbol> {
  const emitted = new Set<EventSymbol>()
  for (const [step] of stepsOf(journey)) {
    const symbol = step.kind === 'emit' ? module.scope.get(step.event.text) : undefined
    if (symbol?.kind === 'event') emitted.add(symbol)
  }
  return emitted
}

/** Stages are those of the model that the journey follows, and each stands once. */
function checkStageNames(parts: JourneyParts, scope: Scope): void {
  const { report, tree } = scope.module
  const follows = parts.follows[0]
  const model = follows && lookup(scope, follows.model, 'stages')
  const seen = new Map<string, { start: number; end: number }>()
  for (const { name } of parts.stages) {
    if (name.text === '') continue
    const first = seen.get(name.text)
    if (first) {
      report(
        'duplicate-name',
        name.span,
        { what: 'The stage', name: name.text },
        {
          related: [{ role: 'first declared here', file: tree.path, span: first }],
        },
      )
    } else seen.set(name.text, name.span)
    const known = model?.declaration.stages.map((stage) => stage.name.text)
    if (model && known && !known.includes(name.text)) {
      report(
        'unknown-stage',
        name.span,
        { stage: name.text, model: model.name, candidates: known },
        {
          related: [{ role: 'declared here', file: model.file, span: model.declaration.name.span }],
        },
      )
    }
  }
}

/**
 * Finds ways back that hold nobody: a contact would go round for ever in one instant. Stages that reach each other
 * form one round, which gets one error, at its first written way back.
 */
function reportRounds(jumps: readonly Jump[], scope: Scope): void {
  const immediate = jumps.filter((jump) => !jump.held)
  const roundOf = rounds(immediate)
  const told = new Set<number>()
  for (const { from, to, span } of immediate) {
    const round = roundOf.get(to)
    if (!span || round === undefined || round !== roundOf.get(from) || told.has(round)) continue
    told.add(round)
    scope.module.report('cycle-without-hold', span, { stage: to })
  }
}

function reportIdentities({ declaration }: JourneySymbol, scope: Scope): void {
  const { report, tree } = scope.module
  const { ids, repeated } = identitiesOf(declaration, scope.program)
  for (const step of ids.keys()) {
    if (step.name && step.name.text !== '' && ids.get(step) !== step.name.text) {
      report('duplicate-step-name', step.name.span, { name: step.name.text })
    }
  }
  for (const [id, steps] of repeated) {
    const waiting = steps.filter((step) => step.kind === 'wait' || step.kind === 'delay')
    if (waiting.length < 2) continue
    const [first, second] = waiting
    report(
      'same-steps',
      second!.keyword,
      { id },
      {
        related: [{ role: 'first declared here', file: tree.path, span: first!.keyword }],
      },
    )
  }
}
