import type { ErrorObject, ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { namesInPath, type Operation, schemaOf } from './api/operation.ts'
import { CURSOR_PATTERN, STANDING_PATTERN } from './api/values.ts'
import { NAME_PATTERN } from './line.ts'
import { HttpProblem } from './problem.ts'
import { namedSchemas } from './schema.ts'

/** Checks what a request for an operation gives. Throws a problem for what does not fit. */
export interface RequestCheck {
  /** The parameters with their types. */
  params(inPath: Readonly<Record<string, string>>, query: URLSearchParams): Record<string, unknown>
  body(value: unknown): void
}

/** What is in the address are texts; some of them stand for numbers. */
const addresses = new Ajv2020({ strict: false, coerceTypes: true, allErrors: false, verbose: true })
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
      const numbers = inQuery.filter((name) => schemaOf(one.params[name]!).type === 'integer')
      for (const [name, value] of query) {
        if (!inQuery.includes(name)) throw unknownParameter(name, inQuery)
        if (Object.hasOwn(given, name)) {
          throw new HttpProblem('bad_parameter', `"${name}" is given twice. Give it once.`)
        }
        // "1e2" is a number of JSON, and nobody's count.
        if (numbers.includes(name) && !/^-?\d+$/.test(value)) {
          throw new HttpProblem('bad_parameter', `"${name}" must be a whole number.`)
        }
        given[name] = value
      }
      if (checkParams(given)) return given
      throw new HttpProblem('bad_parameter', inWords(checkParams.errors![0]!).detail)
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
      case 'type':
        return `${place} must be ${TYPES[params.type as string] ?? `of the type ${params.type}`}.`
      case 'minLength':
        return `${place} must not be empty.`
      case 'maxLength':
        return `${place} must have at most ${params.limit} characters.`
      case 'minimum':
        return `${place} must be at least ${params.limit}.`
      case 'maximum':
        return `${place} must be at most ${params.limit}.`
      case 'pattern':
        return `${place} must be ${patternInWords(params.pattern as string)}.`
      case 'not':
        return `${place} has both ${quotedNames(parentSchema)}. Give one of them.`
      default:
        return `${place} ${message}.`
    }
  }
  return { pointer: instancePath, detail: sentence() }
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

const CURSORS: ReadonlySet<string> = new Set([CURSOR_PATTERN, STANDING_PATTERN])

function patternInWords(pattern: string): string {
  if (pattern === NAME_PATTERN) return 'a text without control characters, and not "." or ".."'
  return CURSORS.has(pattern) ? 'the "next" of the part before' : `as ${pattern} says`
}

/** The fields that exclude each other. */
function quotedNames(schema: unknown): string {
  const { not } = schema as { not?: { required?: readonly string[] } }
  return (not?.required ?? []).map((name) => `"${name}"`).join(' and ')
}
