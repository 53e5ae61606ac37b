import { type Compilation, compile } from '../compile.ts'
import { type DiagnosticName, definitionOf, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { review } from '../lint/review.ts'
import { isLint } from '../lint/settings.ts'
import type { Host } from '../source/host.ts'
import { decodeUtf8 } from '../source/utf8.ts'
import { checkTemplates } from '../templates/check-templates.ts'
import { type Example, filesOf, type Latin1 } from './page.ts'

/**
 * Compiles the .journey files of an example as if they stood in a folder. Only examples `of` a rule of the linter are
 * linted, with that rule on: others show one thing, and leave out what a whole project has.
 */
export function tryExample(example: Example, { of }: { of?: DiagnosticName } = {}): Compilation {
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
  const checked = { ...compilation, diagnostics: sortDiagnostics(diagnostics) }
  const rules = of && isLint(of) ? { [of]: { level: definitionOf(of).severity } } : undefined
  return review(checked, { rules, lint: rules !== undefined })
}

function bytesOf(file: string | Latin1): Uint8Array {
  if (typeof file === 'string') return new TextEncoder().encode(file)
  return Uint8Array.from(file.latin1, (character) => character.codePointAt(0)!)
}
