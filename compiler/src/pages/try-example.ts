import { type Compilation, compile } from '../compile.ts'
import { sortDiagnostics } from '../diagnostics/diagnostic.ts'
import type { Host } from '../source/host.ts'
import { decodeUtf8 } from '../source/utf8.ts'
import { checkTemplates } from '../templates/check-templates.ts'
import { type Example, filesOf, type Latin1 } from './page.ts'

/** Compiles the .journey files of an example as if they stood in a folder. */
export function tryExample(example: Example): Compilation {
  const files = filesOf(example)
  const host: Host = {
    read: (path) =>
      Object.hasOwn(files, path) ? decodeUtf8(bytesOf(files[path]!)) : { ok: false, reason: 'missing' },
  }
  const compilation = compile(
    host,
    Object.keys(files).filter((path) => path.endsWith('.journey') && typeof files[path] === 'string'),
  )
  const diagnostics = [...compilation.diagnostics, ...checkTemplates(compilation.program)]
  return { ...compilation, diagnostics: sortDiagnostics(diagnostics) }
}

function bytesOf(file: string | Latin1): Uint8Array {
  if (typeof file === 'string') return new TextEncoder().encode(file)
  return Uint8Array.from(file.latin1, (character) => character.codePointAt(0)!)
}
