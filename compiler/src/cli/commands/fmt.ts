import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DEFAULT_CONFIG } from '../../project/config.ts'
import { findProject } from '../../project/find.ts'
import { relativePath } from '../../project/paths.ts'
import { projectsBelow } from '../../project/select.ts'
import { listSources } from '../../project/sources.ts'
import { command } from '../command.ts'
import { misuse } from '../failure.ts'
import { readInputText, readNamedText } from '../input.ts'
import { plural } from '../report/count.ts'
import { type Rewritten, rewriteFiles } from '../rewrite-files.ts'
import { type ExitStatus, STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { openPaths } from '../workspace.ts'

export const fmt = command({
  name: 'fmt',
  summary: 'Lay journeys out in the one style',
  operands: { placeholder: '[PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    check: { kind: 'flag', description: 'Write nothing, and list the files that are not in the style' },
    stdin: { kind: 'flag', description: 'Read standard input, and write it formatted to standard output' },
  },
  notes: [
    'Each PATH is a .journey file or a folder. Files that change are listed on standard output.',
    '"-" is the same as --stdin. What has syntax errors is left as it is; everything around it is formatted.',
    'Ends with status 1 if --check finds files that are not in the style.',
  ],
  examples: [
    { line: 'fmt', does: 'all files of the project around this folder' },
    { line: 'fmt welcome.journey', does: 'one file' },
    { line: 'fmt --check', does: 'for a CI server' },
    { line: 'fmt --stdin < welcome.journey', does: 'for an editor' },
  ],
  async run({ operands, options }, terminal) {
    const { format } = await import('../../format/format.ts')
    const { parse } = await import('../../syntax/parse.ts')
    const formatted: Formatter = (path, text) => format(parse(path, text))
    if (options.stdin || operands.includes('-')) {
      if (operands.some((path) => path !== '-')) {
        throw misuse("Standard input can't be mixed with paths.", 'fmt')
      }
      return formatInput(formatted, options.check, terminal)
    }
    return formatFiles(formatted, operands, options.check, terminal)
  },
})

type Formatter = (path: string, text: string) => string

async function formatInput(formatted: Formatter, check: boolean, terminal: Terminal): Promise<ExitStatus> {
  const text = await readInputText(terminal)
  const result = formatted('<stdin>', text)
  if (!check) terminal.out(result)
  else if (result !== text) {
    terminal.out('<stdin>\n')
    return STATUS.findings
  }
  return STATUS.clean
}

async function formatFiles(
  formatted: Formatter,
  paths: readonly string[],
  check: boolean,
  terminal: Terminal,
): Promise<ExitStatus> {
  const shownAs = (root: string, path: string) => relativePath(terminal.directory, join(root, path))
  const changes = new Map<string, Rewritten[]>()
  let total = 0
  for (const { project, selected } of openPaths(withProjectsBelow(paths, terminal), terminal)) {
    const changed: Rewritten[] = []
    for (const path of project.files.filter(selected)) {
      total++
      const before = await readNamedText(shownAs(project.root, path), terminal)
      const text = formatted(path, before)
      if (text !== before) changed.push({ path, before, text })
    }
    if (changed.length > 0) changes.set(project.root, changed)
  }
  if (!check) for (const [root, changed] of changes) rewriteFiles(root, changed, terminal)
  const shown = [...changes].flatMap(([root, changed]) => changed.map(({ path }) => shownAs(root, path)))
  terminal.out(shown.map((path) => `${path}\n`).join(''))
  const { good, strong } = terminal.style.err
  if (shown.length === 0) terminal.err(`${good('✓')} ${plural(total, 'file')}, all in the style.\n`)
  else if (check)
    terminal.err(`${plural(shown.length, 'file')} to format: ${strong('journey fmt')} does it.\n`)
  else terminal.err(`${good('✓')} Formatted ${shown.length} of ${plural(total, 'file')}.\n`)
  return check && shown.length > 0 ? STATUS.findings : STATUS.clean
}

/** A folder that is in no project stands for the projects below it, too: `journey fmt examples`. */
function withProjectsBelow(paths: readonly string[], terminal: Terminal): string[] {
  return paths.flatMap((path) => {
    const absolute = resolve(terminal.directory, path)
    const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true
    if (!isFolder || findProject(absolute) !== undefined) return [path]
    const below = projectsBelow(absolute)
    const own = listSources(absolute, DEFAULT_CONFIG.sources, DEFAULT_CONFIG.out)
    return below.length > 0 && own.ok && own.files.length === 0 ? below : [path, ...below]
  })
}
