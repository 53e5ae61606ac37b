import type { Expr, NodeId, Run, RunId } from '@journey-lang/runtime'
import { own, type Scope } from '../../emit/expression-text.ts'
import type { Context } from '../../emit/words.ts'
import { type Facts, factsOf, type Tense } from './facts.ts'
import type { Knowledge } from './knowledge.ts'
import { momentText } from './times.ts'
import { contextOf, placeOf, type Version } from './versions.ts'

/** One moment of one run, with all that is known then: sentences are made of it. */
export interface Scene {
  version: Version
  run: RunId
  /** The run as it stands now, if it still is kept. */
  state?: Run
  knowledge: Knowledge
  zone: string
  /** The event that is being told of. */
  event?: { name: string; payload: Readonly<Record<string, unknown>> }
}

/** What stands with a sentence about a step. */
export function at({ version }: Pick<Scene, 'version'>, node: NodeId): { node: NodeId; place?: string } {
  const place = placeOf(version, { node })
  return { node, ...(place !== undefined && { place }) }
}

export function wordsOf({ version }: Pick<Scene, 'version'>, node?: NodeId): Context {
  return contextOf(version, node)
}

/** The facts that a condition looks at, as a list that is left out when there are none. */
export function because(
  scene: Scene,
  condition: Expr | undefined,
  { tense = 'was', node, scope = {} }: { tense?: Tense; node?: NodeId; scope?: Partial<Scope> } = {},
): { because?: string[] } {
  if (condition === undefined) return {}
  const found = factsOf(condition, { ...wordsOf(scene, node), ...scope }, factsIn(scene), tense)
  return found.length === 0 ? {} : { because: found }
}

function factsIn({ knowledge, run, state, event, zone }: Scene): Facts {
  return {
    attribute: (field) => knowledge.attribute(field),
    hasTag: (tag) => knowledge.hasTag(tag),
    payload(binding, field) {
      const payload =
        binding === 'event'
          ? event?.payload
          : (knowledge.payload(run, binding) ?? own(state?.bindings, binding))
      if (payload === undefined) return undefined
      const value = own(payload, field)
      return value === undefined ? {} : { value: value as never }
    },
    lastOf(name) {
      const last = knowledge.lastOf(name)
      return typeof last === 'number' ? momentText(last, zone) : last
    },
  }
}
