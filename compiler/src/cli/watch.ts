import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLibrary } from '../modules/paths.ts'
import { CONFIG_FILE } from '../project/config.ts'
import { relativePath } from '../project/paths.ts'
import { openProject } from '../project/project.ts'
import { selectProjects } from '../project/select.ts'
import { Failure, misuse } from './failure.ts'
import { plural } from './report/count.ts'
import { visible } from './report/visible.ts'
import { tellFailure } from './tell-failure.ts'
import type { Terminal } from './terminal.ts'
import type { Compiled } from './workspace.ts'

/**
 * How often the files are looked at, in milliseconds. Looking costs little, and works where the system tells nothing:
 * in containers, on network drives, and with editors that put a new file in the place of the old one.
 */
const PAUSE = 200

/** What makes a file another one: `undefined` if there is none. */
type Look = Map<string, string | undefined>

/**
 * Does something, and does it again whenever a file changes that it depends on: the configs and sources of the
 * projects, and what was read beside them. `action` gives what it compiled. Only the user ends it.
 */
export async function watch(
  command: string,
  paths: readonly string[],
  terminal: Terminal,
  action: () => Promise<readonly Compiled[]>,
): Promise<never> {
  if (paths.includes('-')) throw misuse('--watch needs files: standard input does not change.', command)
  const selected = selectProjects(terminal.directory, paths)
  if (!selected.ok) throw new Failure(selected.problem.message)
  const roots = selected.selections.map(({ root }) => root)
  let read: string[] = []
  for (;;) {
    // Looked at before they are read, so that a change in the meantime is not missed.
    const before = lookAt(roots, read)
    terminal.clear?.()
    try {
      read = (await action()).flatMap(filesRead)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      await tellFailure(error, terminal)
    }
    for (const file of read) if (!before.has(file)) before.set(file, stateOf(file))
    terminal.err(`\nWatching ${plural(before.size, 'file')}. Press Ctrl+C to stop.\n`)
    const changed = await nextChange(before, () => lookAt(roots, read))
    const names = changed.map((file) => visible(relativePath(terminal.directory, file)))
    terminal.err(`Changed: ${names.join(', ')}\n\n`)
  }
}

/** The files that changed, once they have stayed as they are for a moment: programs write in several steps. */
async function nextChange(before: Look, look: () => Look): Promise<string[]> {
  for (let last = before; ; ) {
    await sleep(PAUSE)
    const now = look()
    if (differences(before, now).length > 0 && differences(last, now).length === 0) {
      return differences(before, now)
    }
    last = now
  }
}

function differences(a: Look, b: Look): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((file) => a.get(file) !== b.get(file)).sort()
}

function lookAt(roots: readonly string[], read: readonly string[]): Look {
  const files = roots.flatMap((root) => {
    const opened = openProject(root)
    const sources = opened.ok ? opened.project.files : []
    return [CONFIG_FILE, ...sources].map((file) => join(root, file))
  })
  return new Map([...files, ...read].map((file) => [file, stateOf(file)]))
}

function stateOf(file: string): string | undefined {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(file)
    return [ino, size, mtimeMs, ctimeMs].join(' ')
  } catch {
    return undefined
  }
}

/** Everything that was asked of the disk, also in vain: a template that is missing may come. */
function filesRead({ project, read }: Compiled): string[] {
  return [...read].filter((file) => !isLibrary(file)).map((file) => join(project.root, file))
}
