import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How long edits and questions take in a large workspace, measured in a process of its own. */
export function editing() {
  const script = fileURLToPath(new URL('workspace.mjs', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The benchmark is wrong: ${stderr}`)
  return JSON.parse(stdout)
}

/** What is measured, in words. */
export const EDITING = {
  keystroke: 'a keystroke in a leaf file → findings',
  mistake: 'a mistake in a leaf file, or its end → findings',
  sharedKeystroke: 'a keystroke in the file that all share → findings',
  completing: 'completion',
  hovering: 'hover',
  renaming: 'rename of an event that all use',
}
