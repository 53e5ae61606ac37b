import type { Bundle, Instant, Journey, NodeId, SourceMap } from '@journey-lang/runtime'
import type { Deployment, VersionCount } from '@journey-lang/runtime/service'
import { own } from '../../emit/expression-text.ts'
import { type Possible, possibleAt } from '../../emit/possible.ts'
import type { Context } from '../../emit/words.ts'

/** A journey as it was deployed once. */
export interface Version {
  name: string
  bundle: Bundle
  journey: Journey
  sourceMap?: SourceMap
  /** What the way to each step tells, for its words. */
  possible: ReadonlyMap<NodeId, Possible>
  /** It is the one that new runs take. */
  latest: boolean
}

/** Every version of every journey that was put in place. */
export class Versions {
  /** The latest first. */
  readonly #deployments: readonly Deployment[]
  readonly #made = new Map<Journey, Version>()

  constructor(deployments: readonly Deployment[]) {
    this.#deployments = deployments
  }

  /** The version with this hash; of several bundles with it, the latest, whose titles and texts count. */
  byHash(name: string, hash: string): Version | undefined {
    return this.#first(name, ({ versions }) => own(versions, name) === hash)
  }

  /** The version that a run took which began at a moment. */
  at(name: string, moment: Instant): Version | undefined {
    return this.#first(name, ({ at, versions }) => at <= moment && own(versions, name) !== undefined)
  }

  /** The latest version; of a journey that is gone, the last that there was. */
  latest(name: string): Version | undefined {
    return this.#first(name, ({ versions }) => own(versions, name) !== undefined)
  }

  /** The version that has a step: the latest, or else one of those that somebody is on. */
  withStep(name: string, node: NodeId, inUse: readonly VersionCount[]): Version | undefined {
    const has = (version: Version | undefined) => own(version?.journey.nodes, node) !== undefined
    const latest = this.latest(name)
    if (has(latest)) return latest
    return inUse
      .filter(({ journey, live }) => journey === name && live > 0)
      .map(({ hash }) => this.byHash(name, hash))
      .find(has)
  }

  /** Any journey, for words that are about none. */
  any(): Version | undefined {
    const [name] = Object.keys(this.newest?.journeys ?? {})
    return name === undefined ? undefined : this.latest(name)
  }

  /** The bundle that was put in place last. */
  get newest(): Bundle | undefined {
    return this.#deployments[0]?.bundle
  }

  #first(name: string, fits: (deployment: Deployment) => boolean): Version | undefined {
    const found = this.#deployments.find(fits)
    const journey = own(found?.bundle.journeys, name)
    return found && journey && this.#make(name, journey, found)
  }

  #make(name: string, journey: Journey, { bundle, sourceMap }: Deployment): Version {
    const made = this.#made.get(journey)
    if (made) return made
    const version: Version = {
      name,
      bundle,
      journey,
      ...(sourceMap && { sourceMap }),
      possible: possibleAt(journey),
      latest: own(this.#deployments[0]?.versions, name) === journey.hash,
    }
    this.#made.set(journey, version)
    return version
  }
}

/** Where the words of a step, or of the whole journey, are about. */
export function contextOf({ bundle, journey, possible }: Version, node?: NodeId): Context {
  return { bundle, journey, ...(node === undefined ? {} : possible.get(node)) }
}

/** Where a step, a starting point or the journey is written: `welcome.journey:12`. */
export function placeOf(
  { name, sourceMap }: Version,
  part: { node: NodeId } | { start: string } | 'journey',
): string | undefined {
  const mapped = own(sourceMap?.journeys, name)
  const span =
    part === 'journey'
      ? mapped?.span
      : 'node' in part
        ? own(mapped?.nodes, part.node)
        : own(mapped?.starts, part.start)
  const file = span && sourceMap?.files[span[0]]
  return span && file !== undefined ? `${file}:${span[1]}` : undefined
}
