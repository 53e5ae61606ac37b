import type { Program } from '../checker/program.ts'
import { type Diagnostic, severityOf } from '../diagnostics/diagnostic.ts'
import { textOf } from '../modules/load.ts'
import { resolveImport } from '../modules/paths.ts'

/**
 * The files of which everything has its meaning: they have no errors, and neither have those that they import, and
 * so on, nor the one that declares the contact.
 */
export function wholeFiles(program: Program, diagnostics: readonly Diagnostic[]): Set<string> {
  const broken = new Set(diagnostics.flatMap((one) => (severityOf(one) === 'error' ? filesOf(one) : [])))
  const { modules, contact } = program
  if (broken.size > 0) {
    const importers = importersOf(program)
    // A set gives out what is added while it is walked.
    for (const path of broken) for (const importer of importers.get(path) ?? []) broken.add(importer)
    if (!contact || broken.has(contact.file)) return new Set()
  }
  return new Set([...modules.keys()].filter((path) => !broken.has(path)))
}

/** A mistake in a template is one of the messages that it belongs to. */
export function filesOf({ file, related }: Diagnostic): string[] {
  return [file, ...related.flatMap((place) => (place.role === 'used here' ? [place.file] : []))]
}

function importersOf({ modules }: Program): Map<string, string[]> {
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
