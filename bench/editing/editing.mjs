import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How long edits and questions take in a large workspace, and what it takes of the memory. */
export function editing() {
  return { ...measuredBy('session.mjs'), server: measuredBy('server.mjs') }
}

/** What a script finds out in a process of its own. */
function measuredBy(script) {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', file], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The benchmark is wrong: ${stderr}`)
  return JSON.parse(stdout)
}

/** What is measured, in words. */
export const EDITING = {
  keystroke: 'a step typed into a leaf file, each letter → findings',
  remark: 'a letter in a comment of a leaf file → findings',
  mistake: 'a mistake in a leaf file, or its end → findings',
  sharedKeystroke: 'a letter in the file that all share → findings',
  sharedChange: 'an event that all use gets a field → findings',
  completing: 'completion',
  hovering: 'hover',
  renaming: 'rename of a message in a leaf file',
  sharedRenaming: 'rename of an event that all use',
}
