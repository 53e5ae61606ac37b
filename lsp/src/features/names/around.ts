import type { ast } from '@journey-lang/compiler'
import {
  type AnySymbol,
  type Module,
  type Program,
  partsOf,
  type SymbolOf,
} from '@journey-lang/compiler/editor'
import { type Part, visitAll } from '../nodes.ts'

/** The journey or map around a name. */
export interface Around {
  id: string
  /** Names that are given in it. */
  names: ReadonlyMap<string, ast.Name>
  /** The stage model that it follows. */
  stages?: SymbolOf<'stages'> | undefined
  /** The stages that stand in it. */
  sections: ReadonlyMap<string, ast.Name>
  file: string
  /** The journeys that a map is about. */
  runs?: readonly Around[]
}

/** What a name in a declaration can stand for that is given around it. */
export function aroundOf(declaration: ast.Declaration, module: Module, program: Program): Around | undefined {
  switch (declaration.kind) {
    case 'journey':
      return inJourney(declaration, module.tree.path, program)
    case 'scenario':
      return inJourneyNamed(declaration.journey, program)
    case 'moved':
      return inJourneyNamed(declaration.from.journey, program)
    case 'map':
      return inMap(declaration, module, program)
    default:
      return undefined
  }
}

function inJourneyNamed(name: ast.Name, program: Program): Around | undefined {
  const symbol = program.references.get(name)
  return symbol?.kind === 'journey' ? inJourney(symbol.declaration, symbol.file, program) : undefined
}

function inJourney(journey: ast.JourneyDeclaration, file: string, program: Program): Around {
  const { stages, follows } = partsOf(journey)
  return {
    id: `journey ${file} ${journey.name.text}`,
    names: namesGivenBy(journey),
    stages: modelOf(follows[0]?.model, program),
    sections: new Map(stages.map(({ name }) => [name.text, name])),
    file,
  }
}

function inMap(map: ast.MapDeclaration, module: Module, program: Program): Around {
  const { path } = module.tree
  const follows = map.items.find((item) => item.kind === 'follows')
  const touchpoints = map.items.flatMap((item) =>
    item.kind === 'map-stage' ? item.items.filter((one) => one.kind === 'touchpoint') : [],
  )
  return {
    id: `map ${path} ${map.name.text}`,
    names: new Map(touchpoints.map(({ name }) => [`touchpoint ${name.text}`, name])),
    stages: modelOf(follows?.model, program),
    sections: new Map(),
    file: path,
    runs: journeysOf(map, module, program).map((symbol) =>
      inJourney(symbol.declaration, symbol.file, program),
    ),
  }
}

/** The journeys that a map names; all that its file knows, if it names none. */
function journeysOf(
  { items }: ast.MapDeclaration,
  { scope }: Module,
  { references }: Program,
): SymbolOf<'journey'>[] {
  const named = items.flatMap((item) => (item.kind === 'runs' ? item.names : []))
  const symbols: Iterable<AnySymbol | undefined> =
    named.length > 0 ? named.map((name) => references.get(name)) : scope.values()
  return [...symbols].filter((symbol) => symbol?.kind === 'journey')
}

function modelOf(name: ast.Name | undefined, { references }: Program): SymbolOf<'stages'> | undefined {
  const symbol = name && references.get(name)
  return symbol?.kind === 'stages' ? symbol : undefined
}

const given = new WeakMap<ast.JourneyDeclaration, ReadonlyMap<string, ast.Name>>()

/** As `namesIn`; each of its scenarios asks for them. */
function namesGivenBy(journey: ast.JourneyDeclaration): ReadonlyMap<string, ast.Name> {
  let names = given.get(journey)
  if (!names) {
    names = namesIn(journey)
    given.set(journey, names)
  }
  return names
}

/** Names that a journey gives, with what they are: `step coupon`, `goal bought`, `arm offer_test control`. */
function namesIn(journey: ast.JourneyDeclaration): Map<string, ast.Name> {
  const names = new Map<string, ast.Name>()
  const give = (what: string, name: ast.Name | undefined) => {
    if (name && name.text !== '' && !names.has(`${what} ${name.text}`))
      names.set(`${what} ${name.text}`, name)
  }
  const visit = (node: Part): void => {
    switch (node.kind) {
      case 'goal':
        give('goal', node.name as ast.Name)
        break
      case 'split': {
        const split = node.split as ast.Name
        give('split', split)
        for (const { name } of node.arms as ast.SplitArm[]) give(`arm ${split.text}`, name)
        give('step', node.name as ast.Name | undefined)
        break
      }
      default:
        if (GIVES_NAME.has(node.kind ?? '')) give('step', node.name as ast.Name | undefined)
    }
  }
  for (const item of journey.body) visitAll(item, visit)
  return names
}

/** What can be given a name by which a run's place is known. */
export const GIVES_NAME: ReadonlySet<string> = new Set([
  'split',
  'start',
  'wait',
  'wait-arm',
  'delay',
  'send',
  'call-step',
  'emit',
  'set',
  'tag',
  'untag',
  'notify',
  'if',
  'match',
  'repeat',
  'enter-journey',
  'go-to',
  'finish',
])
