import { existsSync, readdirSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { didYouMean } from '../diagnostics/suggest.ts'
import { findProject } from './find.ts'
import { systemProblem } from './node-host.ts'
import { isInside, relativePath } from './paths.ts'
import { EXTENSION } from './sources.ts'

/** A project, and the part of it that is asked about. */
export interface Selection {
  /** Absolute path of the project. */
  root: string
  /** Files and folders below it, relative with `/`; the empty text is all of it. */
  parts: string[]
}

/** Why a path that was given can't be used. */
export interface PathProblem {
  message: string
}

/**
 * The projects that paths belong to: of each, the nearest folder upward with a config file. Without one, a folder is
 * a project itself, and a file belongs to the working directory, or to its own folder if it lies elsewhere. Without
 * paths it is the whole project around the working directory.
 */
export function selectProjects(
  directory: string,
  paths: readonly string[],
): { ok: true; selections: Selection[] } | { ok: false; problem: PathProblem } {
  if (paths.length === 0) return { ok: true, selections: [projectAround(directory)] }
  const selections = new Map<string, Selection>()
  for (const path of paths) {
    const absolute = resolve(directory, path)
    const found = statOf(absolute)
    if (typeof found === 'string') return { ok: false, problem: { message: missing(path, absolute, found) } }
    const isFolder = found.isDirectory()
    if (!isFolder && !absolute.endsWith(EXTENSION)) {
      const message = `"${path}" is neither a ${EXTENSION} file nor a folder.`
      return { ok: false, problem: { message } }
    }
    const folder = isFolder ? absolute : dirname(absolute)
    const root = findProject(folder) ?? (!isFolder && isInside(directory, absolute) ? directory : folder)
    const selection = selections.get(root) ?? { root, parts: [] }
    selection.parts.push(relativePath(root, absolute))
    selections.set(root, selection)
  }
  return { ok: true, selections: [...selections.values()] }
}

/** All of the project that a folder belongs to. */
export function projectAround(directory: string): Selection {
  return { root: findProject(directory) ?? directory, parts: [''] }
}

/** Whether a file of the project belongs to the part that is asked about. */
export function isSelected({ parts }: Selection, file: string): boolean {
  return parts.some((part) => part === '' || file === part || file.startsWith(`${part}/`))
}

function statOf(path: string): Stats | string {
  try {
    return statSync(path)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : systemProblem(error)
  }
}

function missing(path: string, absolute: string, problem: string): string {
  if (problem !== '') return `"${path}" can't be read: ${problem}.`
  // The first part of the path that is not there is the one that is misspelt.
  let wrong = absolute
  while (dirname(wrong) !== wrong && !existsSync(dirname(wrong))) wrong = dirname(wrong)
  return `There is no file or folder "${path}".${didYouMean(basename(wrong), neighbours(dirname(wrong)))}`
}

function neighbours(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The folders directly or nearly below that are projects, for someone who stands one level too high. */
export function projectsBelow(folder: string): string[] {
  const children = (path: string): string[] => {
    try {
      return readdirSync(path, { withFileTypes: true })
        .filter(
          (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules',
        )
        .map((entry) => join(path, entry.name))
    } catch {
      return []
    }
  }
  const near = children(folder).flatMap((child) => [child, ...children(child)])
  return near.filter((path) => findProject(path) === path).sort()
}
