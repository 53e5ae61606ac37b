import type { Edit } from '@journey-lang/compiler'
import { isLibrary, specifierFor } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { links } from './links.ts'
import { escaped, unescaped } from './text-literals.ts'

/** A file or a folder that gets another path in its project. */
export interface FileRename {
  from: string
  to: string
}

/** The edits that let imports and templates lead where they led before files were renamed. */
export function fileRenames(snapshot: Snapshot, renames: readonly FileRename[]): Edit[] {
  const movedTo = (path: string): string => {
    const rename = renames.find(({ from }) => path === from || path.startsWith(`${from}/`))
    return rename ? rename.to + path.slice(rename.from.length) : path
  }
  return snapshot.sources
    .filter((path) => !isLibrary(path))
    .flatMap((path) => {
      const text = snapshot.textOf(path) ?? ''
      const here = movedTo(path)
      return links(snapshot, path).flatMap(({ span, target }) => {
        if (isLibrary(target) || (here === path && movedTo(target) === target)) return []
        const written = unescaped(text.slice(span.start, span.end))
        const specifier = specifierFor(here, movedTo(target))
        // Templates are named without "./".
        const next = written.startsWith('.') ? specifier : specifier.replace(/^\.\//, '')
        return next === written ? [] : [{ file: path, span, text: escaped(next) }]
      })
    })
}
