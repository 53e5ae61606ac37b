import {
  type Compilation,
  codeOf,
  compile,
  type Diagnostic,
  type Fix,
  LineIndex,
  memoryHost,
  messageOf,
} from '../../src/index.ts'

/** A project: the text of its one file, or texts by path. */
export type Sources = string | Readonly<Record<string, string>>

/** The path of the only file of a project that is given as one text. */
export const MAIN = 'main.journey'

export function filesOf(sources: Sources): Readonly<Record<string, string>> {
  return typeof sources === 'string' ? { [MAIN]: sources } : sources
}

/** Compiles all .journey files of a project. */
export function compileSources(sources: Sources): Compilation {
  const files = filesOf(sources)
  const paths = Object.keys(files).filter((path) => path.endsWith('.journey'))
  return compile(memoryHost(files), paths)
}

/** The findings as a person reads them, one a line: for assertions that fail in a way that helps. */
export function inWords({ files, diagnostics }: Pick<Compilation, 'files' | 'diagnostics'>): string[] {
  return diagnostics.map((diagnostic) => {
    const text = files.get(diagnostic.file)?.text ?? ''
    const { line, column } = new LineIndex(text).position(diagnostic.span.start)
    return `${diagnostic.file}:${line}:${column} ${codeOf(diagnostic)} ${messageOf(diagnostic)}`
  })
}

/** The codes of findings, in their order. */
export function codesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(codeOf)
}

/** The files of a project after a fix was applied. */
export function applyFix(sources: Sources, { edits }: Fix): Record<string, string> {
  const files = { ...filesOf(sources) }
  // From the end, so that the places of the others stay where they are.
  for (const { file, span, text } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const before = files[file]!
    files[file] = before.slice(0, span.start) + text + before.slice(span.end)
  }
  return files
}
