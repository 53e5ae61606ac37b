import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folder } from './host.mjs'

const script = fileURLToPath(new URL('memory.mjs', import.meta.url))

/** How much memory the durable host takes with so many contacts beyond what it takes with none, in bytes. */
export function memoryOf(contacts) {
  const data = folder()
  const [none, all] = [0, contacts].map((count) => {
    const path = join(data, `${count}.db`)
    inProcess('make', path, String(count))
    return Number(inProcess('use', path))
  })
  return { contacts, idle: none, used: all, beyond: all - none }
}

function inProcess(...words) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', script, ...words], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The benchmark is wrong: ${stderr}`)
  return stdout
}
