import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host, ReadResult } from '../source/host.ts'
import { decodeUtf8 } from '../source/utf8.ts'
import { isInside } from './paths.ts'

/** The files of a folder on this machine. */
export function nodeHost(root: string): Host {
  return {
    read(path) {
      const file = join(root, path)
      if (!isInside(root, file)) {
        return { ok: false, reason: 'unreadable', detail: 'it lies outside of the project' }
      }
      return readText(file)
    },
  }
}

/** The text of a file, or why there is none. */
export function readText(file: string): ReadResult {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: false, reason: 'missing' }
    return { ok: false, reason: 'unreadable', detail: systemProblem(error) }
  }
  return decodeUtf8(bytes)
}

/** What people call the errors of the file system. */
const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use by another program',
  EEXIST: 'there is already something of that name',
  EFBIG: 'it is too large',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is not a folder',
  EPERM: 'permission denied',
  EROFS: 'the disk can only be read',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  ERR_STRING_TOO_LONG: 'it is too large',
}

/** Why the system refused something, in plain words. */
export function systemProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return (code !== undefined && PROBLEMS[code]) || message
}
