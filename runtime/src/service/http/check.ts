import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { namesInPath, type Operation, schemaOf } from './api/operation.ts'
import { HttpProblem } from './problem.ts'
import { namedSchemas } from './schema.ts'

/** Checks what a request for an operation gives. Throws a problem for what does not fit. */
export interface RequestCheck {
  /** The parameters with their types. */
  params(inPath: Readonly<Record<string, string>>, query: URLSearchParams): Record<string, unknown>
  body(value: unknown): void
}

/** What is in the address are texts; some of them stand for numbers. */
const addresses = new Ajv2020({ strict: false, coerceTypes: true, allErrors: false })
const bodies = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, verbose: true })

/** Makes the checks of an operation ready, when its first request comes. */
export function requestCheck(one: Operation): RequestCheck {
  let checkParams: ValidateFunction | undefined
  let checkBody: ValidateFunction | undefined
  const inQuery = Object.keys(one.params).filter((name) => !namesInPath(one.path).includes(name))
  return {
    params(inPath, query) {
      checkParams ??= addresses.compile(paramsSchema(one))
      const given: Record<string, unknown> = { ...inPath }
      for (const [name, value] of query) {
        if (!inQuery.includes(name)) throw unknownParameter(name, inQuery)
        if (Object.hasOwn(given, name)) {
          throw new HttpProblem('bad_parameter', `"${name}" is given twice. Give it once.`)
        }
        given[name] = value
      }
      if (checkParams(given)) return given
      const { instancePath, message } = checkParams.errors![0]!
      throw new HttpProblem('bad_parameter', `"${instancePath.slice(1)}" ${message}.`)
    },
    body(value) {
      checkBody ??= bodies.compile({ ...one.body!.json, components: { schemas: namedSchemas() } })
      if (checkBody(value)) return
      const errors = checkBody.errors!.slice(0, MAX_ERRORS).map(inWords)
      throw new HttpProblem('invalid', errors[0]!.detail, { fields: { errors } })
    },
  }
}

const MAX_ERRORS = 20

function paramsSchema({ params }: Operation): object {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(params).map(([name, field]) => [name, schemaOf(field)])),
  }
}

function unknownParameter(name: string, known: readonly string[]): HttpProblem {
  const which = known.length === 0 ? 'There are none here.' : `There are: ${known.join(', ')}.`
  return new HttpProblem('bad_parameter', `There is no parameter "${name}". ${which}`)
}

/** What is wrong with a place in a body, and what to do. */
function inWords({ instancePath, keyword, params, message, parentSchema }: ErrorObject) {
  const place = instancePath === '' ? 'The body' : `"${instancePath.slice(1).replaceAll('/', '.')}"`
  const sentence = () => {
    switch (keyword) {
      case 'required':
        return `${place} needs a field "${params.missingProperty}".`
      case 'additionalProperties': {
        const known = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {})
        return `${place} has no field "${params.additionalProperty}". Its fields: ${known.join(', ')}.`
      }
      case 'enum':
        return `${place} must be one of ${(params.allowedValues as string[]).join(', ')}.`
      case 'not':
        return `${place} has fields that exclude each other.`
      default:
        return `${place} ${message}.`
    }
  }
  return { pointer: instancePath, detail: sentence() }
}
