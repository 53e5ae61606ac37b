import { join } from 'node:path'
import { codeOf, type Diagnostic, type DiagnosticName } from '@journey-lang/compiler'
import { pageText } from '@journey-lang/compiler/editor'
import { FOLDER, provide } from '../workspace/temporary-files.ts'
import { uriOfPath } from '../workspace/uris.ts'

const provided = new Set<DiagnosticName>()

/** Where the page about a finding can be read. It is written once there is nothing else to do. */
export function pageUri(diagnostic: Diagnostic): string {
  const { name } = diagnostic
  const file = join(FOLDER, 'pages', `${codeOf(diagnostic)}.md`)
  if (!provided.has(name)) {
    provided.add(name)
    setImmediate(() => provide(file, pageText(name)))
  }
  return uriOfPath(file)
}
