import { nameOfJsonType, type Problem, problem, type Result } from '../problems.ts'
import { type Bundle, CAPABILITIES, FORMAT_VERSION } from './format.ts'
import type { LoadedBundle } from './loaded.ts'
import { prepareBundle } from './prepare.ts'
import { validateGraph } from './validate.ts'

const SUPPORTED: ReadonlySet<string> = new Set(CAPABILITIES)

/**
 * Makes a parsed bundle ready to execute, or says why it can't be: another major version of the format, a capability
 * that this runtime lacks, a shape that breaks the JSON Schema, a name that refers to nothing.
 */
export function loadBundle(json: unknown): Result<LoadedBundle> {
  const problems = [...checkVersion(json)]
  if (problems.length === 0) problems.push(...validateGraph(json))
  if (problems.length > 0) return { ok: false, problems }
  return prepareBundle(json as Bundle)
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
