import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { bind, type Module } from '../modules/bind.ts'
import { type AnySymbol, type SymbolKind, type SymbolOf, USE } from '../modules/symbols.ts'
import type { Host } from '../source/host.ts'
import type { Span } from '../source/span.ts'
import type { SourceTree } from '../syntax/ast.ts'
import { checkAction } from './declarations/action.ts'
import { checkCampaign } from './declarations/campaign.ts'
import { checkChannel } from './declarations/channel.ts'
import { checkContact } from './declarations/contact.ts'
import { checkDepartment } from './declarations/department.ts'
import { checkEnum } from './declarations/enum.ts'
import { checkEvent } from './declarations/event.ts'
import { checkMessage } from './declarations/message.ts'
import { checkPersona } from './declarations/persona.ts'
import { checkSegments } from './declarations/segment.ts'
import { checkStages } from './declarations/stages.ts'
import { checkJourney } from './journeys/journey.ts'
import { checkMap } from './maps/map.ts'
import { checkMoved } from './moved.ts'
import { reportNoContact } from './no-contact.ts'
import type { Program } from './program.ts'
import { checkScenario } from './scenarios.ts'
import { moduleScope, type Scope } from './scope.ts'

/**
 * Checks a project. Declarations come first, in the order in which they build on each other, so that the order in a
 * file plays no part.
 */
export function checkProgram(
  files: ReadonlyMap<string, SourceTree>,
  options: { timezone?: string | undefined },
  host: Host,
  diagnostics: Diagnostic[],
): Program {
  const bound = bind(files, diagnostics)
  const program: Program = {
    modules: bound.modules,
    contact: undefined,
    timezone: options.timezone,
    references: bound.references,
    types: new Map(),
    meanings: new Map(),
    eventFields: new Map(),
    messageParams: new Map(),
    messageChannels: new Map(),
    actionParams: new Map(),
    actionResults: new Map(),
    templates: new Map(),
    startedBy: new Map(),
    segmentFacts: new Map(),
    identities: new Map(),
    armNames: new Map(),
    exhaustive: new Set(),
  }
  for (const [symbol, module] of declared(bound.modules, 'enum')) {
    checkEnum(symbol, moduleScope(program, module))
  }
  if (bound.contact) program.contact = checkContact(bound.contact, bound, program)
  const each = <K extends SymbolKind>(kind: K, check: (symbol: SymbolOf<K>, scope: Scope) => void) => {
    for (const [symbol, module] of declared(bound.modules, kind)) check(symbol, moduleScope(program, module))
  }
  each('event', (event, scope) => {
    program.eventFields.set(event, checkEvent(event, scope))
  })
  const segments = [...declared(bound.modules, 'segment')]
  checkSegments(new Map(segments.map(([symbol, module]) => [symbol, moduleScope(program, module)])), program)
  each('department', checkDepartment)
  each('channel', checkChannel)
  each('message', (message, scope) => checkMessage(message, scope, host))
  each('stages', checkStages)
  each('action', checkAction)
  each('campaign', checkCampaign)
  each('persona', checkPersona)
  each('journey', checkJourney)
  each('map', checkMap)
  const moved = new Map<string, Span>()
  for (const module of bound.modules.values()) {
    for (const declaration of module.tree.declarations) {
      const scope = moduleScope(program, module)
      if (declaration.kind === 'scenario') checkScenario(declaration, { ...scope, use: USE.tested })
      else if (declaration.kind === 'moved') checkMoved(declaration, moved, scope)
    }
  }
  if (!program.contact) {
    for (const [{ declaration }, module] of declared(bound.modules, 'journey')) {
      reportNoContact(program, module, declaration.name.span)
    }
  }
  return program
}

function* declared<K extends SymbolKind>(
  modules: ReadonlyMap<string, Module>,
  kind: K,
): Generator<[SymbolOf<K>, Module]> {
  for (const module of modules.values()) {
    for (const symbol of module.exports.values() as Iterable<AnySymbol>) {
      if (symbol.kind === kind) yield [symbol as SymbolOf<K>, module]
    }
  }
}
