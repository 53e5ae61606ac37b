import { type Problem, type ProblemArgs, type ProblemName, problem } from '../../problems.ts'

/**
 * Why a request is not answered as asked: RFC 9457. A code stays; `title` says what it means in general, `detail` what
 * is wrong this time and what to do.
 */
export const HTTP_PROBLEMS = {
  bad_request: { status: 400, title: 'The request can not be understood' },
  bad_parameter: { status: 400, title: 'A parameter of the address is not as it should be' },
  not_json: { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A token is needed' },
  forbidden: { status: 403, title: 'Requests from there are not answered' },
  not_found: { status: 404, title: 'There is no such thing' },
  wrong_method: { status: 405, title: 'This can not be done there' },
  timeout: { status: 408, title: 'The request took too long to come' },
  conflict: { status: 409, title: 'It is not in a state for that' },
  id_taken: { status: 409, title: 'The id was given to something else before' },
  too_large: { status: 413, title: 'The body is too large' },
  wrong_type: { status: 415, title: 'The body is of a type that is not read' },
  invalid: { status: 422, title: 'The body is JSON, and not as it should be' },
  refused: { status: 422, title: 'It does not fit what the journeys declare' },
  too_many: { status: 429, title: 'Too many attempts' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  failed: { status: 500, title: 'Something went wrong in the service' },
  overloaded: { status: 503, title: 'Too much is waiting already' },
  stopping: { status: 503, title: 'The service is stopping' },
  unavailable: { status: 503, title: 'Nothing can be written at present' },
  no_room: { status: 507, title: 'The disk is full' },
} as const satisfies Record<string, { status: number; title: string }>

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS

/** Where the codes are described. */
const PROBLEM_BASE = 'https://journey-lang.dev/problems/'

export interface HttpProblemExtra {
  readonly headers?: Readonly<Record<string, string>>
  /** More fields of the answer. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** Thrown where it is noticed, and answered in one place. */
export class HttpProblem extends Error {
  readonly code: HttpProblemCode
  readonly extra: HttpProblemExtra

  constructor(code: HttpProblemCode, detail: string, extra: HttpProblemExtra = {}) {
    super(detail)
    this.name = 'HttpProblem'
    this.code = code
    this.extra = extra
  }
}

/** What all problems of a code have in common. */
export function problemHead(code: HttpProblemCode): { type: string; title: string; status: number } {
  return { type: `${PROBLEM_BASE}${code}`, ...HTTP_PROBLEMS[code] }
}

/** The answer to a request with a problem. */
export function problemResponse({ code, message, extra }: HttpProblem): Response {
  const { type, title, status } = problemHead(code)
  const body = { type, title, status, code, detail: message, ...extra.fields }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...extra.headers },
  })
}

/** A problem of the runtime, as the API tells it. */
export interface PublicProblem {
  readonly code: string
  readonly name: string
  readonly detail: string
  readonly line?: number
  readonly column?: number
}

export function publicProblem({ code, name, message, place }: Problem): PublicProblem {
  const { line, column } = place
  return {
    code,
    name,
    detail: message,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }
}

/** Problems of inputs that are told by a code of their own: those that are no fault of who sent it may be sent again. */
const CODES: Partial<Record<ProblemName, HttpProblemCode>> = {
  id_taken: 'id_taken',
  input_failed: 'failed',
  damaged_data: 'unavailable',
}

/** What the runtime does not take in, with its reasons. */
export function refusal(problems: readonly Problem[]): HttpProblem {
  const [first] = problems
  return new HttpProblem((first && CODES[first.name]) ?? 'refused', first?.message ?? 'It was refused.', {
    fields: { problems: problems.map(publicProblem) },
  })
}

/** A problem of the runtime, thrown as a refusal. */
export function refuse<N extends ProblemName>(name: N, args: ProblemArgs<N>): never {
  throw refusal([problem(name, args)])
}
