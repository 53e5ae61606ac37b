import { operations } from './api/index.ts'
import { namesInPath, type Operation, schemaOf } from './api/operation.ts'
import { problemSchema } from './api/values.ts'
import { HTTP_PROBLEMS, type HttpProblemCode } from './problem.ts'
import { type JsonSchema, namedSchemas } from './schema.ts'

/** The version of the API: a change that breaks clients gets another path than `/v1`. */
const VERSION = '1.0'

/** What every operation may answer with, whatever is asked. */
const COMMON: readonly HttpProblemCode[] = [
  'bad_request',
  'bad_parameter',
  'unauthorized',
  'forbidden',
  'wrong_method',
  'failed',
]
/** What every operation that writes may answer with. */
const WRITING: readonly HttpProblemCode[] = ['overloaded', 'unavailable', 'no_room']
/** What every operation with a body may answer with. */
const READING: readonly HttpProblemCode[] = ['not_json', 'timeout', 'too_large', 'wrong_type', 'invalid']

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Names this request, in place of an `id` in the body: the same request with the same key about the same contact changes nothing; another request with it gets 409. Keys of other operations are other keys.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
} as const

/** The OpenAPI document: what the API does, for machines. */
export function openApiDocument(): JsonSchema {
  const paths: Record<string, Record<string, object>> = {}
  for (const one of operations) {
    paths[one.path] ??= {}
    paths[one.path]![one.method] = describe(one)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Journey',
      version: VERSION,
      description: 'Brings in what happens, and tells where contacts are. `journey serve` answers it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ area }) => area))].map((name) => ({ name })),
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of the service. One that only listens on this machine may need none.',
        },
      },
    },
  }
}

function describe(one: Operation): object {
  const { id, area, summary, description, body, lines, example } = one
  return {
    operationId: id,
    tags: [area],
    summary,
    ...(description !== undefined && { description }),
    parameters: [...parametersOf(one), ...(one.idempotent ? [IDEMPOTENCY_KEY] : [])],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: body.json,
            ...(example?.body !== undefined && { example: example.body }),
          },
          ...(lines && {
            'application/x-ndjson': { schema: { type: 'string', description: lines.description } },
          }),
        },
      },
    }),
    responses: { ...answersOf(one), ...problemsOf(one) },
  }
}

function parametersOf({ path, params }: Operation): object[] {
  const inPath = namesInPath(path)
  return Object.entries(params).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field)
    return {
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: !('optional' in field),
      ...(description !== undefined && { description }),
      schema,
    }
  })
}

function answersOf({ gives }: Operation): Record<string, object> {
  return Object.fromEntries(
    Object.entries(gives).map(([status, { description, schema }]) => [
      status,
      { description, content: { 'application/json': { schema: schema.json } } },
    ]),
  )
}

/** The problems that an operation may answer with. */
function problemCodesOf({ method, body, fails, idempotent }: Operation): HttpProblemCode[] {
  return [
    ...COMMON,
    ...(method === 'get' ? [] : WRITING),
    ...(body ? READING : []),
    ...fails,
    ...(idempotent ? (['id_taken'] as const) : []),
  ]
}

function problemsOf(one: Operation): Record<string, object> {
  const byStatus = Map.groupBy(problemCodesOf(one), (code) => HTTP_PROBLEMS[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${HTTP_PROBLEMS[code].title} (\`${code}\`).`).join(' '),
        content: { 'application/problem+json': { schema: problemSchema.json } },
      },
    ]),
  )
}
