/**
 * What the compiler asks of the world. The core never touches files itself: the command passes a host that reads
 * the disk, the language server one that knows unsaved text, a test one that holds a few strings.
 *
 * Paths are relative to the project, with `/` on every system.
 */
export interface Host {
  /** The text of a file, or why there is none. */
  read(path: string): ReadResult
}

export type ReadResult =
  | { ok: true; text: string }
  | { ok: false; reason: 'missing' }
  | { ok: false; reason: 'unreadable'; detail: string }
  /** The file is not UTF-8; `offset` is the first bad byte. */
  | { ok: false; reason: 'encoding'; offset: number }

/** A host over texts in memory. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  return {
    read: (path) =>
      Object.hasOwn(files, path) ? { ok: true, text: files[path]! } : { ok: false, reason: 'missing' },
  }
}
