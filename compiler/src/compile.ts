import { checkProgram } from './checker/check.ts'
import type { Program } from './checker/program.ts'
import { type Diagnostic, severityOf, sortDiagnostics } from './diagnostics/diagnostic.ts'
import { load, type ParseFile } from './modules/load.ts'
import type { Host } from './source/host.ts'
import type { SourceTree } from './syntax/ast.ts'

export interface CompileOptions {
  /** The project's IANA time zone. */
  timezone?: string | undefined
  /** What parses a file, for callers that keep trees. */
  parseFile?: ParseFile
}

/** A project, read and checked. */
export interface Compilation {
  /** Every file that was read, with those of the library. */
  files: ReadonlyMap<string, SourceTree>
  program: Program
  /** By file and place. */
  diagnostics: Diagnostic[]
}

/** Reads, parses and checks the given files and all that they import. Never throws for what they contain. */
export function compile(host: Host, paths: readonly string[], options: CompileOptions = {}): Compilation {
  const { files, diagnostics } = load(host, paths, options.parseFile)
  const program = checkProgram(files, options, host, diagnostics)
  return { files, program, diagnostics: sortDiagnostics(diagnostics) }
}

/**
 * Checks the Liquid files of a compiled project as well. Liquid is large, so it is loaded here, and only for projects
 * that have templates.
 */
export async function withTemplatesChecked(compilation: Compilation): Promise<Compilation> {
  if (compilation.program.templates.size === 0) return compilation
  const { checkTemplates } = await import('./templates/check-templates.ts')
  const diagnostics = [...compilation.diagnostics, ...checkTemplates(compilation.program)]
  return { ...compilation, diagnostics: sortDiagnostics(diagnostics) }
}

/** Whether anything stands in the way of a graph. */
export function hasErrors(compilation: Compilation): boolean {
  return compilation.diagnostics.some((diagnostic) => severityOf(diagnostic) === 'error')
}
