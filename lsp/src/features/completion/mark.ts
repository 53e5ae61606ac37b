import type { Diagnostic } from '@journey-lang/compiler'

/** A word that nobody writes: what is said of it tells what was looked for. */
export const MARK = 'zzcursorzz'

/** Whether a finding is about a place. */
export const isAt = ({ span }: Diagnostic, offset: number): boolean =>
  span.start <= offset && offset <= span.end
