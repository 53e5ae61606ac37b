/**
 * `@journey-lang/compiler/editor`: what a language server needs beside the compiler: a project that is checked again
 * while it changes, and what its parts mean.
 */
export { identitiesOf, stepsOf } from './checker/journeys/identity.ts'
export { partsOf } from './checker/journeys/parts.ts'
export type { Field, Fields, Meaning, Program } from './checker/program.ts'
export { type Type, typeText } from './checker/types.ts'
export { Session, type SessionOptions } from './incremental/session.ts'
export type { Module } from './modules/bind.ts'
export { textOf } from './modules/load.ts'
export { isLibrary, librarySpecifier, resolveFile, resolveImport } from './modules/paths.ts'
export type { AnySymbol, SymbolKind, SymbolOf } from './modules/symbols.ts'
