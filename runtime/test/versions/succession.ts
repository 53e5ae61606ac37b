/** A contact's way through one bundle after the other. */
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from '../../src/hosts/memory.ts'
import {
  type Bundle,
  type LoadedBundle,
  loadBundle,
  type MigrationPlan,
  planMigration,
  unwrap,
  versionsOf,
} from '../../src/index.ts'
import { input, type Line, moment } from '../helpers.ts'

/** An input, another bundle that is put in place, a migration to it, or a moment until which the clock goes on. */
export type Step = Line | { deploy: Bundle } | 'migrate' | { until: string }

export interface Succession {
  host: MemoryHost
  /** The bundle that is in place at last. */
  loaded: LoadedBundle
  /** What the last migration was said to do, a line for each row of the plan. */
  plan: string[]
}

/** Loads a bundle with the versions that the runs of a host are on. */
export function loadAfter(source: Bundle, earlier: readonly Bundle[], host: MemoryHost): LoadedBundle {
  const runs = [...host.contacts()].flatMap((contact) => contact.runs)
  return unwrap(loadBundle(source, earlier, versionsOf(runs)))
}

/** Plays a log for contact `c1`, who has an address, through a bundle and those that come after it. */
export function succeed(
  first: Bundle,
  steps: readonly Step[],
  { attributes = {}, ...options }: MemoryHostOptions & { attributes?: object } = {},
): Succession {
  const places = [first]
  let plan: string[] = []
  let loaded = unwrap(loadBundle(first))
  const host = createMemoryHost(loaded, options)
  host.post({ kind: 'contact', contact: 'c1', attributes: { email: 'c1@example.com', ...attributes } })
  for (const step of steps) {
    if (Array.isArray(step)) host.post(input(...(step as Line)))
    else if (step === 'migrate') {
      plan = planText(planMigration(loaded, host.contacts(), host.now))
      for (const { id } of [...host.contacts()]) host.post({ kind: 'migrate', contact: id, at: host.now })
    } else if ('until' in step) host.advanceTo(moment(step.until))
    else if ('deploy' in step) {
      loaded = loadAfter(step.deploy, places, host)
      places.unshift(step.deploy)
      host.deploy(loaded)
    }
  }
  return { host, loaded, plan }
}

/** `w stays`, `w > w2 arrives`, with the number of runs if there are several, and with what else is told of them. */
export function planText({ steps }: MigrationPlan): string[] {
  return steps.map(({ node, to, fate, runs, atOnce, lacks }) => {
    const place = [node, to === node ? undefined : to].filter((part) => part !== undefined).join(' > ')
    const more = [
      runs === 1 ? '' : ` ${runs}`,
      atOnce === 0 ? '' : `, at once ${atOnce}`,
      ...Object.entries(lacks).map(([value, count]) => `, lacks ${value} ${count}`),
    ]
    return `${place} ${fate}${more.join('')}`.trim()
  })
}
