import type { Program } from '../checker/program.ts'
import { type Diagnostic, severityOf } from '../diagnostics/diagnostic.ts'
import { resolveImport } from '../modules/paths.ts'
import { textOf } from '../syntax/expressions.ts'

/**
 * Tells of which files everything has its meaning: they have no errors, and neither have those that they import, and
 * so on, nor the one that declares the contact.
 *
 * @param broken Files with errors. Those that depend on them are added.
 * @param importersOf The files that import one.
 */
export function wholeFiles(
  { contact }: Program,
  broken: Set<string>,
  importersOf: (path: string) => Iterable<string>,
): (path: string) => boolean {
  // A set gives out what is added while it is walked.
  for (const path of broken) for (const importer of importersOf(path)) broken.add(importer)
  if (broken.size > 0 && (!contact || broken.has(contact.file))) return () => false
  return (path) => !broken.has(path)
}

/** The files that errors are about. */
export function brokenBy(diagnostics: readonly Diagnostic[]): Set<string> {
  return new Set(diagnostics.flatMap((one) => (severityOf(one) === 'error' ? filesOf(one) : [])))
}

/** A mistake in a template is one of the messages that it belongs to. */
export function filesOf({ file, related }: Diagnostic): string[] {
  return [file, ...related.flatMap((place) => (place.role === 'used here' ? [place.file] : []))]
}

/** Finds the files of a program that import one; they are looked for when this is first asked. */
export function importersIn({ modules }: Program): (path: string) => readonly string[] {
  let importers: Map<string, string[]> | undefined
  return (path) => {
    importers ??= importersByTarget(modules)
    return importers.get(path) ?? []
  }
}

function importersByTarget(modules: Program['modules']): Map<string, string[]> {
  const importers = new Map<string, string[]>()
  for (const [path, { tree }] of modules) {
    for (const declaration of tree.declarations) {
      if (declaration.kind !== 'import') continue
      const target = resolveImport(path, textOf(declaration.from))
      if (target === undefined) continue
      const known = importers.get(target)
      if (known) known.push(path)
      else importers.set(target, [path])
    }
  }
  return importers
}
