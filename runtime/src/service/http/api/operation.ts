import type { Input } from '../../../core/inputs.ts'
import type { Instant } from '../../../time/instant.ts'
import type { Engine, Receipt } from '../../engine/engine.ts'
import type { Line } from '../lines.ts'
import type { HttpProblemCode } from '../problem.ts'
import type { JsonSchema, Optional, Schema, TypeOf } from '../schema.ts'

/** What operations work with. */
export interface ApiContext {
  readonly engine: Engine
  readonly clock: () => Instant
  /** `engine.post`, counted. */
  post(inputs: readonly Input[]): Promise<readonly Receipt[]>
}

/** A request, read and found valid. */
export interface Call<P, B> {
  readonly params: P
  readonly body: B
  /** The text of the body. */
  readonly text: string
  /** By which a repeated request is known. */
  readonly idempotencyKey?: RequestKey
}

/** The header that names a request, among those of its operation. */
export interface RequestKey {
  readonly operation: string
  readonly key: string
}

export interface Answer {
  readonly status: number
  readonly body: unknown
}

type Fields = Readonly<Record<string, Schema<unknown> | Optional<unknown>>>
type Params<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Optional<infer T> ? T | undefined : TypeOf<F[K]>
}

export type Method = 'get' | 'post' | 'patch'

/** One thing that can be asked for: everything that the API does and says of itself is read off these. */
export interface Operation {
  readonly id: string
  readonly method: Method
  /** With its parameters in braces: `/v1/contacts/{id}`. */
  readonly path: string
  /** Under which heading it is described. */
  readonly area: string
  /** One line, in the imperative, without a full stop. */
  readonly summary: string
  readonly description?: string
  /** Those in the path by the braces, the others after the `?`. */
  readonly params: Fields
  readonly body?: Schema<unknown>
  /** A request may have a header `Idempotency-Key`. */
  readonly idempotent?: true
  /** What a body of one JSON value on each line does in place of one value. */
  readonly lines?: {
    readonly description: string
    take(lines: AsyncIterable<readonly Line[]>, context: ApiContext): Promise<Answer>
  }
  /** By status, what it answers when all goes well. */
  readonly gives: Readonly<Record<number, { description: string; schema: Schema<unknown> }>>
  /** Problems that it has by itself, beside those of every operation. */
  readonly fails: readonly HttpProblemCode[]
  /** For the document, and for its test. */
  readonly example?: { readonly body?: unknown; readonly params?: Readonly<Record<string, string>> }
  run(call: Call<Record<string, unknown>, unknown>, context: ApiContext): Answer | Promise<Answer>
}

interface Declared<P extends Fields, B> extends Omit<Operation, 'params' | 'body' | 'run'> {
  readonly params: P
  readonly body?: Schema<B>
  run(call: Call<Params<P>, B>, context: ApiContext): Answer | Promise<Answer>
}

/** Declares an operation: its `run` gets its parameters and its body with their types. */
export function operation<const P extends Fields, B = undefined>(declared: Declared<P, B>): Operation {
  return declared as unknown as Operation
}

/** The names of the parameters in a path, in order. */
export function namesInPath(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}

export function schemaOf(field: Schema<unknown> | Optional<unknown>): JsonSchema {
  return 'optional' in field ? field.optional.json : field.json
}
