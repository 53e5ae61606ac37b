import type { Environment, Fields } from '../expressions/compile.ts'
import { problem } from '../problems.ts'
import type { Journey, StartTrigger } from './format.ts'
import type { LoadedNode } from './loaded.ts'
import { environmentAt, type Preparation } from './preparation.ts'

/** What preparing the parts of one journey needs. */
export interface Local {
  source: Journey
  preparation: Preparation
  /** The fields of what a run may keep the payload of, by its id. */
  payloads: ReadonlyMap<string, Fields>
  /** Told of every payload that is read later. */
  keep(id: string): void
}

/** A node, or an arm, whose edges do not lead anywhere yet. */
export type Draft = Writable<LoadedNode>
export type Writable<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never

/** Expressions in a journey can read the run; those about a trigger can read its event. */
export function environment(path: string, local: Local, on?: StartTrigger): Environment {
  return {
    ...environmentAt(path, local.preparation),
    event: on !== undefined && 'event' in on ? local.preparation.events.get(on.event) : undefined,
    starts: new Set(local.source.starts.map((start) => start.id)),
    bindings: {
      get: (id) => {
        local.keep(id)
        return local.payloads.get(id)
      },
    },
  }
}

/** Reports names that stand in a list twice. */
export function checkUnique(kind: string, names: string[], path: string, { report }: Preparation): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) report(problem('duplicate_name', { kind, name }, { path }))
    seen.add(name)
  }
}

/** Reports a name that refers to nothing. */
export function unknown(kind: string, name: string, path: string, { report }: Preparation): void {
  report(problem('unknown_name', { kind, name }, { path }))
}
