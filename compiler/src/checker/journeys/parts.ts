import type {
  EnterLine,
  ExitLine,
  FollowsLine,
  GoalLine,
  HeaderLine,
  HoldoutLine,
  Item,
  JourneyDeclaration,
  StageSection,
  StartLine,
  Step,
} from '../../syntax/ast.ts'

/** The body of a journey, sorted. */
export interface JourneyParts {
  follows: FollowsLine[]
  starts: StartLine[]
  enters: EnterLine[]
  goals: GoalLine[]
  exits: ExitLine[]
  holdouts: HoldoutLine[]
  stages: StageSection[]
  /** Steps that stand directly in the journey. */
  steps: Step[]
  /** Header lines that come after the first step or stage. */
  misplaced: HeaderLine[]
}

export function partsOf(journey: JourneyDeclaration): JourneyParts {
  const parts: JourneyParts = {
    follows: [], starts: [], enters: [], goals: [], exits: [], holdouts: [], stages: [], steps: [], misplaced: [],
  } // biome-ignore format: a list of parts
  for (const item of journey.body) {
    if (isHeader(item) && (parts.stages.length > 0 || parts.steps.length > 0)) parts.misplaced.push(item)
    switch (item.kind) {
      case 'follows':
        parts.follows.push(item)
        break
      case 'start':
        parts.starts.push(item)
        break
      case 'enter':
        parts.enters.push(item)
        break
      case 'goal':
        parts.goals.push(item)
        break
      case 'exit':
        parts.exits.push(item)
        break
      case 'holdout':
        parts.holdouts.push(item)
        break
      case 'stage':
        parts.stages.push(item)
        break
      case 'error':
        break
      default:
        parts.steps.push(item)
    }
  }
  return parts
}

const HEADER: ReadonlySet<Item['kind']> = new Set(['follows', 'start', 'enter', 'goal', 'exit', 'holdout'])

export function isHeader(item: Item): item is HeaderLine {
  return HEADER.has(item.kind)
}

export function isStep(item: Item): item is Step {
  return item.kind !== 'error' && item.kind !== 'stage' && !isHeader(item)
}
