import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { CONFIG_FILE } from '../../project/config.ts'
import { relativePath } from '../../project/paths.ts'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import { type OutputFile, writeFiles } from '../output-files.ts'
import { packageFile } from '../package-file.ts'
import { STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { version } from '../version.ts'

const WORKFLOW = '.github/workflows/journey.yml'

/** What a new project consists of: the files of `compiler/template`. */
const FILES = [CONFIG_FILE, 'shop.journey', 'welcome.journey', 'mails/hello.liquid', WORKFLOW]

/** One that is there already stays as it is: a repository often has one. */
const IGNORED = '.gitignore'

export const init = command({
  name: 'init',
  summary: 'Begin a project: a journey with scenarios, a config, and a workflow for CI',
  operands: { placeholder: '[DIR]', least: 0, most: 1 },
  options: {},
  notes: [
    'DIR is made if need be; without it, the project is begun in the working directory. No file is overwritten.',
  ],
  examples: [
    { line: 'init', does: 'in this folder' },
    { line: 'init shop', does: 'in a new folder' },
  ],
  async run({ operands }, terminal) {
    const folder = resolve(terminal.directory, operands[0] ?? '.')
    refuseToOverwrite(folder, terminal)
    for (const path of writeFiles(folder, newFiles(folder), terminal)) terminal.out(`${path}\n`)
    terminal.err(await nextSteps(folder, terminal))
    return STATUS.clean
  },
})

function refuseToOverwrite(folder: string, { directory }: Terminal): void {
  const found = FILES.filter((path) => existsSync(join(folder, path)))
  if (found.length === 0) return
  const shown = found.map((path) => `"${relativePath(directory, join(folder, path))}"`).join(', ')
  throw new Failure(`There is already ${shown}, and nothing is overwritten.`, {
    hint: 'Begin in another folder: journey init DIR.',
  })
}

function newFiles(folder: string): OutputFile[] {
  const files = FILES.map((path) => {
    const text = template(path)
    if (path === CONFIG_FILE) return { path, text: configText(text, folder) }
    return { path, text: path === WORKFLOW ? text.replaceAll('{version}', version()) : text }
  })
  // Without its dot in the package: npm takes it for a file about what to publish.
  if (!existsSync(join(folder, IGNORED))) files.push({ path: IGNORED, text: template('gitignore') })
  return files
}

function template(path: string): string {
  return readFileSync(packageFile(`template/${path}`), 'utf8')
}

/** The config of the template, with the name of the folder and the time zone of this machine. */
function configText(text: string, folder: string): string {
  const config = {
    ...(JSON.parse(text) as object),
    name: basename(folder).trim() || 'My project',
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  return `${JSON.stringify(config, undefined, 2)}\n`
}

async function nextSteps(folder: string, { directory, style: { err: style } }: Terminal): Promise<string> {
  const { columns } = await import('../table.ts')
  const path = relativePath(directory, folder)
  const steps = [
    ...(path === '' ? [] : [[`cd ${/^[\w./-]+$/.test(path) ? path : `"${path}"`}`, '']]),
    ['journey check', 'find mistakes'],
    ['journey test', 'run the scenarios'],
    ['journey graph > welcome.svg', 'draw the journey'],
  ]
  const repository = repositoryAround(dirname(folder))
  const elsewhere = !existsSync(join(folder, '.git')) && repository !== undefined
  const root = elsewhere ? relativePath(directory, repository) || '.' : ''
  return [
    `\n${style.good('✓')} A new project. Next:`,
    '',
    ...columns(steps).map((line) => `  ${line.trimEnd()}`),
    '',
    'Then change welcome.journey, and say in a scenario what you expect.',
    ...(elsewhere
      ? [`GitHub looks for workflows at the root of a repository: move .github to "${root}".`]
      : []),
    '',
  ].join('\n')
}

/** The nearest folder upward that holds a repository of Git. */
function repositoryAround(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current
    if (dirname(current) === current) return undefined
  }
}
