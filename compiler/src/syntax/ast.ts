/**
 * The syntax tree: a value of one file, with no meaning attached. The parser always returns one, however broken the
 * text is; what could not be read stands in it as an `error` node with its span.
 */
import type { Span } from '../source/span.ts'
import type { Declaration } from './ast/declarations.ts'

export type * from './ast/base.ts'
export type * from './ast/declarations.ts'
export type * from './ast/expressions.ts'
export type * from './ast/journeys.ts'
export type * from './ast/maps.ts'
export type * from './ast/personas.ts'
export type * from './ast/scenarios.ts'

/** The result of parsing one file. */
export interface SourceTree {
  path: string
  text: string
  declarations: Declaration[]
  comments: Comment[]
}

export interface Comment {
  text: string
  span: Span
  /** `///`: documents what follows. */
  documentation: boolean
}
