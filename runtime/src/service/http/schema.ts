/**
 * JSON Schemas with the TypeScript types of what they accept: what the API takes and gives is written down once, and
 * validation, the OpenAPI document and the types of handlers are read off it.
 */

/** A JSON Schema (2020-12) of values of a type. */
export interface Schema<T> {
  readonly json: JsonSchema
  /** Only a type. */
  readonly type?: T
}

export type JsonSchema = { readonly [keyword: string]: unknown }

/** A field that may be missing. */
export interface Optional<T> {
  readonly optional: Schema<T>
}

/** The type of what a schema accepts. */
export type TypeOf<S> = S extends Schema<infer T> ? T : S extends Optional<infer T> ? T : never

type Fields = Readonly<Record<string, Schema<unknown> | Optional<unknown>>>
type OptionalNames<F> = { [K in keyof F]: F[K] extends Optional<unknown> ? K : never }[keyof F]
type ObjectOf<F> = Flat<
  { readonly [K in Exclude<keyof F, OptionalNames<F>>]: TypeOf<F[K]> } & {
    readonly [K in OptionalNames<F>]?: TypeOf<F[K]>
  }
>
type Flat<T> = { [K in keyof T]: T[K] }

/** What else may be said of a value: a description, an example, bounds. */
type More = JsonSchema

const schema = <T>(json: JsonSchema): Schema<T> => ({ json })

export const text = (more: More = {}): Schema<string> => schema({ type: 'string', ...more })
export const integer = (more: More = {}): Schema<number> => schema({ type: 'integer', ...more })
export const yesNo = (more: More = {}): Schema<boolean> => schema({ type: 'boolean', ...more })
export const oneOf = <const T extends readonly string[]>(values: T, more: More = {}): Schema<T[number]> =>
  schema({ type: 'string', enum: values, ...more })
export const list = <T>(items: Schema<T>, more: More = {}): Schema<readonly T[]> =>
  schema({ type: 'array', items: items.json, ...more })
export const mapOf = <T>(values: Schema<T>, more: More = {}): Schema<Readonly<Record<string, T>>> =>
  schema({ type: 'object', additionalProperties: values.json, ...more })
/** A value of a type that is written down elsewhere. */
export const raw = <T>(json: JsonSchema): Schema<T> => schema(json)
export const optional = <T>(of: Schema<T>): Optional<T> => ({ optional: of })

/** An object with these fields and no others. */
export function object<const F extends Fields>(fields: F, more: More = {}): Schema<ObjectOf<F>> {
  const required = Object.keys(fields).filter((name) => !('optional' in fields[name]!))
  return schema({
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        'optional' in field ? field.optional.json : field.json,
      ]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...more,
  })
}

const components = new Map<string, JsonSchema>()

/** Gives a schema a name in the OpenAPI document. Elsewhere it is referred to. */
export function named<T>(name: string, { json }: Schema<T>): Schema<T> {
  if (components.has(name)) throw new Error(`There are two schemas "${name}"`)
  components.set(name, json)
  return schema({ $ref: `#/components/schemas/${name}` })
}

/** The schemas that have names. */
export function namedSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1)))
}
