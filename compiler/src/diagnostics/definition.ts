export type Severity = 'error' | 'warning' | 'hint'

/**
 * One kind of diagnostic. `message` says what is wrong and what to do, in one or two plain sentences; it is called
 * late, when somebody wants to read it.
 */
export interface Definition<Args> {
  /** Stable: it never changes and is never used again for something else. */
  code: `J${number}`
  severity: Severity
  /** Told only where the project's config asks for it: not every good project agrees. */
  optional?: boolean
  message(args: Args): string
}

/** Checks the shape of a catalog and keeps each entry's own argument type. */
export function define<const C extends Record<string, Definition<never>>>(catalog: C): C {
  return catalog
}

/** Arguments of a diagnostic that has none. */
export type NoArgs = Record<string, never>
