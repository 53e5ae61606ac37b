import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../compiler/dist/command/main.js', import.meta.url))
const FILE =
  'contact { email: email? }\ntag vip\n\njourney welcome {\n  start manually\n  delay 1 day\n  tag #vip\n}\n'

/** How long a check of one small file takes from the start of its process, in turns with a Node that does nothing. */
export function start({ rounds = 30 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'journey-bench-'))
  writeFileSync(join(folder, 'welcome.journey'), FILE)
  const turns = { node: ['-e', '0'], check: [command, 'check'] }
  const times = { node: [], check: [] }
  for (let round = 0; round < rounds; round++) {
    for (const [name, words] of Object.entries(turns)) {
      const begin = performance.now()
      const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
      times[name].push(performance.now() - begin)
      if (status !== 0) throw new Error(`The benchmark is wrong: ${stdout}`)
    }
  }
  rmSync(folder, { recursive: true })
  const summary = (all) => {
    const sorted = all.toSorted((a, b) => a - b)
    return { best: sorted[0], median: sorted[sorted.length >> 1], rounds }
  }
  return { node: summary(times.node), check: summary(times.check) }
}
