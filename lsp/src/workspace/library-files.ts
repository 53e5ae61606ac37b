import { join } from 'node:path'
import { library } from '@journey-lang/compiler/editor'
import { FOLDER, provide } from './temporary-files.ts'

const PREFIX = '<std>/'

const fileOf = (path: string): string => join(FOLDER, 'std', path.slice(PREFIX.length))

/** A file that holds a module of the standard library. */
export function libraryFile(path: string): string {
  const file = fileOf(path)
  provide(file, library[path] ?? '')
  return file
}

/** The module of the standard library that a file holds, if it does. */
export function libraryModule(file: string): string | undefined {
  return file.startsWith(FOLDER) ? Object.keys(library).find((path) => fileOf(path) === file) : undefined
}
