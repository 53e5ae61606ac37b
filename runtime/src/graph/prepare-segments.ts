import { compileCondition } from '../expressions/compile.ts'
import { type Reads, readsOf } from '../expressions/reads.ts'
import { problem } from '../problems.ts'
import { canonicalJson } from './canonical.ts'
import type { Bundle, Segment } from './format.ts'
import { shortHash } from './hash.ts'
import type { LoadedSegment } from './loaded.ts'
import { environmentAt, type Preparation } from './preparation.ts'
import { joinPath } from './validate.ts'

/** The segment that everybody is in. It is in every project, and never declared. */
export const EVERYONE = 'everyone'

/** Makes segments ready as they are asked for, since they may name each other. One that names itself is reported. */
export function prepareSegments(
  { segments = {}, contact }: Bundle,
  preparation: () => Preparation,
): { get(name: string): LoadedSegment | undefined; all(): ReadonlyMap<string, LoadedSegment> } {
  const ready = new Map<string, LoadedSegment>([[EVERYONE, everyone]])
  const underWay = new Set<string>()
  const circular = new Set<string>()

  function get(name: string): LoadedSegment | undefined {
    const known = ready.get(name)
    if (known !== undefined || !Object.hasOwn(segments, name)) return known
    const path = joinPath('segments', name)
    if (underWay.has(name)) {
      if (!circular.has(name)) preparation().report(problem('segment_in_itself', { name }, { path }))
      circular.add(name)
      return everyone
    }
    underWay.add(name)
    const segment = prepare(name, segments[name]!, path)
    underWay.delete(name)
    ready.set(name, segment)
    return segment
  }

  function prepare(name: string, { when }: Segment, path: string): LoadedSegment {
    const reads = readsOf(when)
    const others = [...reads.segments].flatMap((other) => get(other) ?? [])
    // Times follow the contact's zone, and texts its language.
    const always = [contact.timezone, contact.language].filter((field) => field !== undefined)
    return {
      name,
      holds: compileCondition(when, environmentAt(path, preparation())),
      reads: withOthers({ ...reads, fields: new Set([...reads.fields, ...always]) }, others),
      definition: shortHash(canonicalJson([when, ...others.map(({ definition }) => definition)])),
    }
  }

  return {
    get,
    all() {
      for (const name of Object.keys(segments)) get(name)
      return ready
    },
  }
}

const everyone: LoadedSegment = {
  name: EVERYONE,
  holds: () => true,
  reads: readsOf(true),
  definition: EVERYONE,
}

function withOthers(reads: Reads, others: readonly LoadedSegment[]): Reads {
  const all = [reads, ...others.map((other) => other.reads)]
  const union = <T>(of: (one: Reads) => ReadonlySet<T>) => new Set(all.flatMap((one) => [...of(one)]))
  return {
    roots: union((one) => one.roots),
    fields: union((one) => one.fields),
    events: union((one) => one.events),
    segments: union((one) => one.segments),
    tags: all.some((one) => one.tags),
    timed: all.some((one) => one.timed),
    run: all.some((one) => one.run),
    reader: all.some((one) => one.reader),
  }
}
