import type { Session } from '@journey-lang/compiler/editor'

/**
 * A checked project as features see it: plain data about texts as they are now, saved or not. Paths are relative to
 * the project, with `/`.
 */
export type Snapshot = Pick<
  Session,
  | 'program'
  | 'parsed'
  | 'diagnostics'
  | 'diagnosticsOf'
  | 'textOf'
  | 'sources'
  | 'templates'
  | 'templateAt'
  | 'attempt'
>
