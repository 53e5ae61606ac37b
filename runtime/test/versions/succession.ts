/** A contact's way through one bundle after the other. */
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from '../../src/hosts/memory.ts'
import { type Bundle, type LoadedBundle, loadBundle, unwrap, versionsOf } from '../../src/index.ts'
import { input, type Line, moment } from '../helpers.ts'

/** An input, another bundle that is put in place, or a moment until which the clock goes on. */
export type Step = Line | { deploy: Bundle } | { until: string }

export interface Succession {
  host: MemoryHost
  /** The bundle that is in place at last. */
  loaded: LoadedBundle
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
  let loaded = unwrap(loadBundle(first))
  const host = createMemoryHost(loaded, options)
  host.post({ kind: 'contact', contact: 'c1', attributes: { email: 'c1@example.com', ...attributes } })
  for (const step of steps) {
    if (Array.isArray(step)) host.post(input(...(step as Line)))
    else if ('until' in step) host.advanceTo(moment(step.until))
    else if ('deploy' in step) {
      loaded = loadAfter(step.deploy, places, host)
      places.unshift(step.deploy)
      host.deploy(loaded)
    }
  }
  return { host, loaded }
}
