/** `@journey-lang/runtime/service`: the durable host, its channels and its HTTP API. Needs Node. */
export type * from './engine/engine.ts'
export type * from './http/pages.ts'
export * from './http/unsubscribe-link.ts'
export * from './log.ts'
export * from './store/lane.ts'
export type * from './store/store.ts'
