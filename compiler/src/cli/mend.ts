import { type Applied, applySafeFixes } from '../diagnostics/apply-fixes.ts'
import { codeOf } from '../diagnostics/diagnostic.ts'
import { plural } from './report/count.ts'
import { locationOf } from './report/pretty.ts'
import { visible } from './report/visible.ts'
import { rewriteFiles } from './rewrite-files.ts'
import type { Terminal } from './terminal.ts'
import { type Compiled, recompile, reportedDiagnostics, withFile } from './workspace.ts'

/** Each round mends what the one before made room for; nothing real needs as many, and two fixes may disagree. */
const MOST_ROUNDS = 100

/**
 * Applies all safe fixes to the files of a project, round after round until there are none left, and only then writes
 * the files that changed. Tells on standard error what it mended. Gives the project as it is then.
 */
export async function mend(compiled: Compiled, terminal: Terminal): Promise<Compiled> {
  const before = compiled.compilation.files
  const changed = new Map<string, string>()
  const lines: string[] = []
  let current = compiled
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const own = new Set(current.project.files)
    const { texts, applied } = applySafeFixes(reportedDiagnostics(current), (file) =>
      own.has(file) ? current.compilation.files.get(file)?.text : undefined,
    )
    if (applied.length === 0) break
    lines.push(...applied.map((one) => lineOf(one, current)))
    let { host } = current.project
    for (const [file, text] of texts) {
      changed.set(file, text)
      host = withFile(host, file, text)
    }
    current = await recompile(current, host, terminal)
  }
  if (lines.length === 0) return current
  const { root } = compiled.project
  const files = [...changed].map(([path, text]) => ({ path, before: before.get(path)!.text, text }))
  rewriteFiles(root, files, terminal)
  const style = terminal.style.err
  terminal.err(`${lines.map((line) => `${style.good('✓')} ${line}\n`).join('')}`)
  terminal.err(`Mended ${plural(lines.length, 'mistake')} in ${plural(files.length, 'file')}.\n\n`)
  return current
}

/** `welcome.journey:9:10: J1007: Change to 09:00`. The place is that in the text which the fix was made for. */
function lineOf({ diagnostic, fix }: Applied, { texts }: Compiled): string {
  return `${locationOf(diagnostic, texts)}: ${codeOf(diagnostic)}: ${visible(fix.title)}`
}
