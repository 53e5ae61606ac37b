/** A text in the file is not what was written. It has the code that SQLite has for a damaged file. */
export class Damage extends Error {
  readonly errcode = 11

  constructor() {
    super('A text in the data file is damaged. Keep a copy of the file, and restore the last backup.')
    this.name = 'Damage'
  }
}

/**
 * What can be wrong with the file that holds the data. `full` and `busy`, and often `io`, pass: what was refused because
 * of them may be tried again.
 */
export type StoreErrorKind =
  | 'missing'
  | 'empty'
  | 'no_folder'
  | 'folder'
  | 'foreign'
  | 'corrupt'
  | 'newer'
  | 'older'
  | 'in_use'
  | 'read_only'
  | 'no_reader'
  | 'full'
  | 'busy'
  | 'io'

/** Trouble with the file. The message says which file, what is wrong, and what to do. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind
  readonly path: string

  constructor(kind: StoreErrorKind, path: string, options?: ErrorOptions) {
    super(`${path} ${SENTENCES[kind]}`, options)
    this.name = 'StoreError'
    this.kind = kind
    this.path = path
  }

  /** The message for those who need not know where the file lies. */
  get sentence(): string {
    return `the data file ${SENTENCES[this.kind]}`
  }
}

const SENTENCES: Readonly<Record<StoreErrorKind, string>> = {
  missing: 'does not exist. Check the path; `journey serve` makes a new file.',
  empty: 'is an empty file: there are no data in it. Check the path; `journey serve` fills it.',
  no_folder: 'has no folder to be in. Make the folder first, or correct the path.',
  folder: 'is a folder. Name the file in it.',
  foreign: 'is no data file of Journey. Choose another path: nothing was changed in it.',
  corrupt: 'is damaged. Stop the server, keep a copy of the file, and restore the last backup.',
  newer:
    'was written by a newer version of Journey. Use that version, or restore a backup from before the update.',
  older:
    'was written by an earlier version of Journey. Start `journey serve` with it once: that brings it up to date.',
  in_use:
    'is in use by another server. Stop that one first, or choose another file: only one server may write to a file.',
  read_only: 'can not be written to. Give the server the right to write to the file and to its folder.',
  no_reader:
    'can not be read by this user: it takes the right to write to its folder, too, where SQLite notes who reads. Run this as the user of the server.',
  full: 'can not grow: the disk is full. Make room; work goes on by itself then.',
  busy: 'is locked by another program that writes to it. Close that program; work goes on by itself then.',
  io: 'can not be read or written: the disk answers with an error. Look at the disk and at the system log.',
}

/** The primary result codes of SQLite that say something about the file, https://sqlite.org/rescode.html. */
const KINDS: Readonly<Record<number, StoreErrorKind>> = {
  5: 'busy',
  6: 'busy',
  8: 'read_only',
  10: 'io',
  11: 'corrupt',
  13: 'full',
  14: 'io',
  26: 'foreign',
}

/** Puts an error of SQLite into words, if it is about the file. Others stay as they are: they are faults of ours. */
export function storeError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  const kind = KINDS[code]
  return kind === undefined ? error : new StoreError(kind, path, { cause: error })
}

/**
 * Whether an error is about the file as a whole, so that nothing else can be done with it at present either. Else it is
 * of one piece of work: a fault of ours, or a text that is damaged.
 */
export function concernsFile(error: unknown): boolean {
  return storeError(error, '') instanceof StoreError && !isDamage(error)
}

/** Whether it is that a text is not what was written. */
export function isDamage(error: unknown): boolean {
  return error instanceof Damage || (error instanceof StoreError && error.cause instanceof Damage)
}

/** What the file system says, by its codes. */
const SYSTEM_KINDS: Readonly<Record<string, StoreErrorKind>> = {
  ENOENT: 'no_folder',
  ENOTDIR: 'no_folder',
  EISDIR: 'folder',
  EACCES: 'read_only',
  EPERM: 'read_only',
  EROFS: 'read_only',
  ENOSPC: 'full',
}

/** Puts an error of the file system into words. */
export function fileError(error: unknown, path: string): StoreError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new StoreError(SYSTEM_KINDS[code] ?? 'io', path, { cause: error })
}
