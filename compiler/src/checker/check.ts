import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { bind, type Contacts, type Module } from '../modules/bind.ts'
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
import { kept } from './declarations/fields.ts'
import { checkMessage } from './declarations/message.ts'
import { checkPersona } from './declarations/persona.ts'
import { checkSegments, reportCircles } from './declarations/segment.ts'
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
  const program = emptyProgram(bound, options.timezone)
  checkModules(program, bound.modules, bound, () => host)
  const segments = [...declared(bound.modules, 'segment')]
  reportCircles(
    segments.map(([symbol]) => symbol),
    program,
  )
  return program
}

/** A program of which nothing is known yet but its names. */
export function emptyProgram(
  { modules, references }: Pick<Program, 'modules' | 'references'>,
  timezone: string | undefined,
): Program {
  return {
    modules,
    contact: undefined,
    timezone,
    references,
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
}

/**
 * Checks modules of a program: all of them, or those that changed and what depends on them. What the others mean is
 * known from before. `hostOf` gives what reads the files that a module names.
 */
export function checkModules(
  program: Program,
  modules: ReadonlyMap<string, Module>,
  contacts: Contacts,
  hostOf: (path: string) => Host,
): void {
  for (const [symbol, module] of declared(modules, 'enum')) checkEnum(symbol, moduleScope(program, module))
  const { contact } = contacts
  if (contact && modules.has(contact.file)) program.contact = checkContact(contact, contacts, program)
  const each = <K extends SymbolKind>(kind: K, check: (symbol: SymbolOf<K>, scope: Scope) => void) => {
    for (const [symbol, module] of declared(modules, kind)) check(symbol, moduleScope(program, module))
  }
  each('event', (event, scope) => {
    program.eventFields.set(event, kept(checkEvent(event, scope), program.eventFields.get(event)))
  })
  checkSegments(
    new Map(
      [...declared(modules, 'segment')].map(([symbol, module]) => [symbol, moduleScope(program, module)]),
    ),
    program,
  )
  each('department', checkDepartment)
  each('channel', checkChannel)
  each('message', (message, scope) => checkMessage(message, scope, hostOf(message.file)))
  each('stages', checkStages)
  each('action', checkAction)
  each('campaign', checkCampaign)
  each('persona', checkPersona)
  each('journey', checkJourney)
  each('map', checkMap)
  const moved = new Map<string, Span>()
  for (const module of modules.values()) {
    for (const declaration of module.tree.declarations) {
      const scope = moduleScope(program, module)
      if (declaration.kind === 'scenario') checkScenario(declaration, { ...scope, use: USE.tested })
      else if (declaration.kind === 'moved') checkMoved(declaration, moved, scope)
    }
  }
  if (!program.contact) {
    for (const [{ declaration }, module] of declared(modules, 'journey')) {
      reportNoContact(program, module, declaration.name.span)
    }
  }
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
