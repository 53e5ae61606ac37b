import type { Style } from './style.ts'

/** Where a command is used: what it reads, and where it writes. */
export interface Terminal {
  /** The working directory. */
  directory: string
  /** Writes a result to standard output. */
  out(text: string): void
  /** Writes anything else to standard error. */
  err(text: string): void
  /** Everything on standard input. */
  input(): Promise<Uint8Array>
  /** Fulfilled when the user, or the system, wants the command to end. Asked a second time, it ends at once. */
  askedToStop(): Promise<void>
  style: { out: Style; err: Style }
  /** Empties the screen. Only there where a person looks at one. */
  clear?(): void
  /** Columns that a line may have, where a person looks at it. */
  width: number
  /** Shows the stack of an unexpected error. */
  debug: boolean
}
