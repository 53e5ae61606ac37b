/** What a filter can ask for. */
export interface FilterThis {
  context: { opts: object; globals: object }
}

export type Filter = (this: FilterThis, value: unknown, ...args: unknown[]) => unknown

/** What has filters: Liquid. */
export interface Filtering {
  readonly filters: Record<string, unknown>
  registerFilter(name: string, filter: Filter): void
}

/** Puts a filter of our own around one of Liquid's. */
export function reregister(engine: Filtering, name: string, around: (original: Filter) => Filter): void {
  engine.registerFilter(name, around(engine.filters[name] as Filter))
}
