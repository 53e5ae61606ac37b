import { nameOfJsonType, type Problem, problem, type Result } from '../problems.ts'
import { checkHashes } from './check-bundle.ts'
import { type Bundle, CAPABILITIES, FORMAT_VERSION } from './format.ts'
import type { JourneyVersion, LoadedBundle } from './loaded.ts'
import { prepareBundle } from './prepare.ts'
import { validateGraph } from './validate.ts'

const SUPPORTED: ReadonlySet<string> = new Set(CAPABILITIES)

/**
 * Makes a parsed bundle ready to execute, or says why it can't be: another major version of the format, a capability
 * that this runtime lacks, a shape that breaks the JSON Schema, a hash that is not that of its journey, a name that
 * refers to nothing.
 *
 * `earlier` are bundles that were in place before, latest first. Runs that began under one of them stay on its version
 * of their journey: their steps and conditions are as they were, and all that those name (messages, channels, actions,
 * segments, fields) is the latest, or what it was where it is gone or no longer fits. With `needed`, as `versionsOf`
 * finds them, only those versions are made ready. Nobody comes into a journey by an earlier version.
 */
export function loadBundle(
  json: unknown,
  earlier: readonly unknown[] = [],
  needed?: readonly JourneyVersion[],
): Result<LoadedBundle> {
  const bundles = [json, ...earlier]
  const malformed = bundles.flatMap((one, index) => inBundle(index, checkShape(one)))
  if (malformed.length > 0) return { ok: false, problems: malformed }
  const wrong = (bundles as Bundle[]).flatMap((one, index) => inBundle(index, wrongHashes(one)))
  const prepared = prepareBundle(json as Bundle, earlier as readonly Bundle[], needed)
  if (wrong.length === 0) return prepared
  return { ok: false, problems: [...wrong, ...(prepared.ok ? [] : prepared.problems)] }
}

/** The problems of an earlier bundle say which. The first is the latest. */
function inBundle(index: number, problems: readonly Problem[]): readonly Problem[] {
  if (index === 0) return problems
  return problems.map((found) => {
    const path = [`earlier[${index - 1}]`, found.place.path].filter((part) => part !== undefined).join('.')
    return { ...found, place: { ...found.place, path } }
  })
}

function checkShape(json: unknown): readonly Problem[] {
  const unreadable = checkVersion(json)
  return unreadable.length > 0 ? unreadable : validateGraph(json)
}

/** A newer minor version may hash what this one does not know. */
function wrongHashes(bundle: Bundle): readonly Problem[] {
  const found: Problem[] = []
  if (minor(bundle.formatVersion) <= minor(FORMAT_VERSION)) checkHashes(bundle, (one) => found.push(one))
  return found
}

// Version and capabilities come first: a graph of tomorrow should be refused for what it is, and not for a field.
function checkVersion(json: unknown): Problem[] {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return [problem('not_a_bundle', { found: nameOfJsonType(json) })]
  }
  const { formatVersion, requires } = json as { formatVersion?: unknown; requires?: unknown }
  if (typeof formatVersion === 'string' && major(formatVersion) !== major(FORMAT_VERSION)) {
    return [
      problem('other_format_version', { found: formatVersion, supported: `${major(FORMAT_VERSION)}.x` }),
    ]
  }
  const missing = Array.isArray(requires) ? requires.filter((name) => !SUPPORTED.has(name)).map(String) : []
  return missing.length > 0 ? [problem('missing_capability', { missing }, { path: 'requires' })] : []
}

function major(version: string): string {
  return version.split('.')[0]!
}

function minor(version: string): number {
  return Number(version.split('.')[1])
}
