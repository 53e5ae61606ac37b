import { isAbsolute, relative, sep } from 'node:path'

/** A path seen from a folder, with `/` on every system. */
export function relativePath(from: string, to: string): string {
  return relative(from, to).replaceAll(sep, '/')
}

/** Whether a path is the folder or lies below it. Both are absolute. */
export function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path)
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)
}
