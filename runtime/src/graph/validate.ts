import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type Problem, problem } from '../problems.ts'
import type { Bundle } from './format.ts'
import { graphSchema } from './schema.ts'

let validator: ValidateFunction<Bundle> | undefined

/** What keeps a value from being a bundle, by its JSON Schema. Empty when it is one. */
export function validateGraph(value: unknown): Problem[] {
  // Compiling the schema takes some milliseconds: once, and only when a graph is read.
  validator ??= new Ajv2020({ discriminator: true, allowUnionTypes: true }).compile<Bundle>(graphSchema)
  if (validator(value)) return []
  const { instancePath, message = 'is not valid' } = mostTelling(validator.errors ?? [])
  const path = readablePath(instancePath)
  return [problem('malformed_graph', { path, detail: message }, path === '' ? {} : { path })]
}

/** Alternatives give an error each. The one that got furthest is most likely about what was meant. */
function mostTelling(errors: ErrorObject[]): ErrorObject {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length
  return errors.reduce((best, error) => (depth(error) > depth(best) ? error : best))
}

/** A JSON pointer as one would write it in code: `journeys.welcome.nodes["subscription/send offer"].kind`. */
function readablePath(pointer: string): string {
  const segments = pointer.split('/').slice(1)
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')).reduce(joinPath, '')
}

/** Adds a step to a readable path. */
export function joinPath(path: string, segment: string): string {
  if (/^\d+$/.test(segment)) return `${path}[${segment}]`
  if (!/^[\p{L}_$][\p{L}\p{N}_$\u200c]*$/u.test(segment)) return `${path}[${JSON.stringify(segment)}]`
  return path === '' ? segment : `${path}.${segment}`
}
