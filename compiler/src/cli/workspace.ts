import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Compilation } from '../compile.ts'
import { type Diagnostic, severityOf } from '../diagnostics/diagnostic.ts'
import type { Lowered } from '../lower/lower.ts'
import { isLibrary } from '../modules/paths.ts'
import { relativePath } from '../project/paths.ts'
import { openProject, type Project, type ProjectProblem } from '../project/project.ts'
import {
  isSelected,
  projectAround,
  projectsBelow,
  type Selection,
  selectProjects,
} from '../project/select.ts'
import { EXTENSION } from '../project/sources.ts'
import type { Host } from '../source/host.ts'
import { Failure } from './failure.ts'
import { readInputText } from './input.ts'
import { countFindings } from './report/count.ts'
import { errorAt, findingOf } from './report/finding.ts'
import { Texts } from './report/texts.ts'
import type { Terminal } from './terminal.ts'

/** A compiled project, and what the user asked about in it. */
export interface Compiled {
  project: Project
  compilation: Compilation
  /** Whether the rules of the linter were looked at. */
  linted: boolean
  /** All files that were asked for, relative to the project; some of them may not be there. */
  read: ReadonlySet<string>
  /** Whether a file belongs to what was asked about. */
  selected(file: string): boolean
  /** For reports: the texts of the project, named as seen from the working directory. */
  texts: Texts
}

/** What standard input is called among the files of a project. */
const INPUT_FILE = '<stdin>'

/** Compiles each project that the paths belong to; `-` is a text on standard input. With `lint` it is linted, too. */
export async function compilePaths(
  paths: readonly string[],
  terminal: Terminal,
  { lint = false } = {},
): Promise<Compiled[]> {
  if (paths.includes('-')) {
    if (paths.length > 1) throw new Failure('"-" (standard input) can\'t be mixed with other paths.')
    return [await compileText(await readInputText(terminal), terminal, lint)]
  }
  const compiled: Compiled[] = []
  for (const { project, selected } of openPaths(paths, terminal)) {
    compiled.push(await compileProject(project, selected, terminal, lint))
  }
  return compiled
}

/** Opens each project that the paths belong to, and tells which files they stand for. */
export function openPaths(
  paths: readonly string[],
  terminal: Terminal,
): Pick<Compiled, 'project' | 'selected'>[] {
  const found = selectProjects(terminal.directory, paths)
  if (!found.ok) throw new Failure(found.problem.message)
  return found.selections.map((selection) => {
    const project = open(selection.root, terminal)
    checkNotEmpty(project, selection, terminal)
    return { project, selected: (file: string) => isSelected(selection, file) }
  })
}

/** Compiles the one project that the paths belong to. */
export async function compileOne(paths: readonly string[], terminal: Terminal): Promise<Compiled> {
  const [first, second] = await compilePaths(paths, terminal)
  if (!second) return first!
  throw new Failure('The paths belong to several projects. Name those of one project.')
}

/** Compiles a text that has no file. Below a config file it is one more file of that project. */
export async function compileText(text: string, terminal: Terminal, lint = false): Promise<Compiled> {
  const { root } = projectAround(terminal.directory)
  const opened = open(root, terminal)
  const project: Project = {
    ...opened,
    files: [...(opened.hasConfig ? opened.files : []), INPUT_FILE],
    host: withFile(opened.host, INPUT_FILE, text),
  }
  return compileProject(project, (file) => file === INPUT_FILE, terminal, lint)
}

/** Compiles the same again from another host, such as one that knows newer texts. */
export function recompile(compiled: Compiled, host: Host, terminal: Terminal): Promise<Compiled> {
  return compileProject({ ...compiled.project, host }, compiled.selected, terminal, compiled.linted)
}

async function compileProject(
  project: Project,
  selected: (file: string) => boolean,
  terminal: Terminal,
  lint: boolean,
): Promise<Compiled> {
  const [{ compile, withTemplatesChecked }, { review }] = await Promise.all([
    import('../compile.ts'),
    import('../lint/review.ts'),
  ])
  const { timezone, lint: rules } = project.config
  const read = new Set<string>()
  const host: Host = {
    read(path) {
      read.add(path)
      return project.host.read(path)
    },
  }
  const checked = await withTemplatesChecked(compile(host, project.files, { timezone }))
  const compilation = review(checked, { rules, lint })
  const texts = new Texts(
    (file) => compilation.files.get(file)?.text ?? templateText(project.host, file),
    (file) =>
      file === INPUT_FILE || isLibrary(file)
        ? file
        : relativePath(terminal.directory, join(project.root, file)),
  )
  return { project, compilation, linted: lint, read, selected, texts }
}

/** Findings may stand in a template, too. */
function templateText(host: Host, file: string): string | undefined {
  const result = host.read(file)
  return result.ok ? result.text : undefined
}

/** A host that knows another text of one file. */
export function withFile(host: Host, file: string, text: string): Host {
  return { read: (path) => (path === file ? { ok: true, text } : host.read(path)) }
}

function open(root: string, terminal: Terminal): Project {
  const opened = openProject(root)
  if (opened.ok) return opened.project
  throw projectFailure(opened.problem, terminal)
}

function projectFailure(problem: ProjectProblem, terminal: Terminal): Failure {
  const shown = relativePath(terminal.directory, problem.path) || '.'
  if (problem.kind === 'unreadable') return new Failure(`"${shown}" can't be read: ${problem.problem}.`)
  const texts = new Texts(
    () => problem.text,
    () => shown,
  )
  return new Failure(`${shown} is not a valid config.`, {
    texts,
    findings: problem.problems.map(({ message, span }) => errorAt({ file: shown, span }, message)),
  })
}

/** A path that stands for no file of its project is a mistake that should not look like a clean result. */
function checkNotEmpty(project: Project, { root, parts }: Selection, terminal: Terminal): void {
  const missed = parts.find(
    (part) => !project.files.some((file) => isSelected({ root, parts: [part] }, file)),
  )
  if (missed === undefined) return
  if (missed.endsWith(EXTENSION)) {
    const file = relativePath(terminal.directory, join(root, missed))
    throw new Failure(`"${file}" does not belong to the project around it.`, {
      hint: `Its sources are ${project.config.sources.join(', ')}; dot folders, node_modules and "${project.config.out}" are left out.`,
    })
  }
  const folder = join(root, missed)
  const shown = (path: string) => relativePath(terminal.directory, path)
  const graph = join(folder, 'graph.json')
  const below = projectsBelow(folder).map(shown)
  const hints = [
    ...(existsSync(graph) ? [`It holds a graph: ${shown(graph)}.`] : []),
    ...(below.length > 0 ? [`There are projects below it: ${below.join(', ')}.`] : []),
  ]
  throw new Failure(
    `There are no .journey files in ${shown(folder) || 'this folder'}.`,
    hints.length === 0 ? {} : { hint: hints.join(' ') },
  )
}

/** The files that were asked about, relative to the project. */
export function filesOf({ project, selected }: Compiled): string[] {
  return project.files.filter(selected)
}

/** The diagnostics of what was asked about. Those in a template also belong to the files that use it. */
export function reportedDiagnostics({ compilation, selected }: Compiled): Diagnostic[] {
  const ofTemplate = (file: string) => !file.endsWith(EXTENSION) && file !== INPUT_FILE
  return compilation.diagnostics.filter(
    ({ file, related }) =>
      selected(file) || (ofTemplate(file) && related.some((place) => selected(place.file))),
  )
}

/**
 * For commands that need the graph: it, or nothing when the project has errors. Errors and warnings of the whole
 * project are written to standard error first, for a graph is made of all files.
 */
export async function lowerProject(compiled: Compiled, terminal: Terminal): Promise<Lowered | undefined> {
  const { compilation, texts } = compiled
  const { renderFinding } = await import('./report/pretty.ts')
  const style = terminal.style.err
  const findings = compilation.diagnostics
    .filter((diagnostic) => severityOf(diagnostic) !== 'hint')
    .map((diagnostic) => findingOf(diagnostic))
  for (const finding of findings) {
    terminal.err(`${renderFinding(finding, texts, { style, width: terminal.width })}\n`)
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    terminal.err(`${countFindings(findings)}\n`)
    return undefined
  }
  const { lower } = await import('../lower/lower.ts')
  return lower(compilation.program)
}
