import type { Failure } from './failure.ts'
import { visible } from './report/visible.ts'
import type { Terminal } from './terminal.ts'

/** Writes what went wrong, and what to do about it, to standard error. */
export async function tellFailure({ message, hint, details }: Failure, terminal: Terminal): Promise<void> {
  const style = terminal.style.err
  if (details) {
    const { renderFinding } = await import('./report/pretty.ts')
    for (const finding of details.findings) {
      terminal.err(`${renderFinding(finding, details.texts, { style, width: terminal.width })}\n`)
    }
  } else terminal.err(`${style.error('error')}${style.strong(`: ${visible(message)}`)}\n`)
  if (hint !== undefined) terminal.err(`${visible(hint)}\n`)
}
