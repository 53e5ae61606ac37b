/** Paths of modules: relative to the project, with `/`. */

/** Where the standard library's modules stand: no file of a project can have such a path. */
const LIBRARY = '<std>/'

/** How an import names a module of the library: `std/events`. */
export function librarySpecifier(path: string): string {
  return `std/${path.slice(LIBRARY.length).replace(/\.journey$/, '')}`
}

/** The path that an import names, seen from a file; undefined if imports can't name such a thing. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (/^std\/[\w-]+$/.test(specifier)) return `${LIBRARY}${specifier.slice('std/'.length)}.journey`
  if (!/^\.\.?\//.test(specifier) || !specifier.endsWith('.journey')) return undefined
  return joinPath(folderOf(from), specifier)
}

/** A path relative to a file of the project, as `file("…")` names it. */
export function resolveFile(from: string, relative: string): string {
  return joinPath(folderOf(from), relative)
}

/** Whether a module belongs to the standard library. */
export function isLibrary(path: string): boolean {
  return path.startsWith(LIBRARY)
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

function joinPath(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
