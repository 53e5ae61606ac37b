import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeUtf8 } from '../source/utf8.ts'
import { Failure } from './failure.ts'
import { writeFiles } from './output-files.ts'
import type { Terminal } from './terminal.ts'

/** A source file that gets another text. */
export interface Rewritten {
  /** Relative to the folder, with `/`. */
  path: string
  /** What it held when the new text was made. */
  before: string
  text: string
}

/**
 * Gives files another text, all of them or none; see `writeFiles`. A file must still be what it was, for others may
 * write it, too; a byte order mark stays.
 */
export function rewriteFiles(folder: string, files: readonly Rewritten[], terminal: Terminal): string[] {
  const output = files.map(({ path, before, text }) => ({
    path,
    text: byteOrderMark(join(folder, path), before) + text,
  }))
  return writeFiles(folder, output, terminal)
}

function byteOrderMark(path: string, before: string): string {
  const bytes = readFileSync(path)
  const now = decodeUtf8(bytes)
  if (!now.ok || now.text !== before) {
    throw new Failure('A file was changed by something else meanwhile. Nothing was written.', {
      hint: 'Try again.',
    })
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : ''
}
