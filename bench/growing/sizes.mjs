import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Journeys in a project, and how often it is checked: the small one often enough to be warm. */
const SIZES = [
  [100, 12],
  [1_000, 3],
  [10_000, 1],
]
/** For the largest: a language server that held it all would need as much. */
const HEAP = '--max-old-space-size=12288'

/** Projects of several sizes, each in a process of its own; those that do not fit into the memory say so. */
export function sizes({ largest = Number.POSITIVE_INFINITY } = {}) {
  const script = fileURLToPath(new URL('project.mjs', import.meta.url))
  return SIZES.filter(([journeys]) => journeys <= largest).map(([journeys, rounds]) => {
    const { stdout, status } = spawnSync(process.execPath, [HEAP, script, journeys, rounds], {
      encoding: 'utf8',
    })
    return status === 0 ? JSON.parse(stdout) : { journeys }
  })
}
