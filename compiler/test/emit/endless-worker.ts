/** Stands in for Graphviz's thread: some graphs it never finishes, some it refuses, some kill it. */
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', (dot: string) => {
  if (dot.includes('endless')) for (;;);
  if (dot.includes('refused')) return parentPort?.postMessage({ error: 'syntax error' })
  if (dot.includes('deadly')) throw new Error('out of memory')
  parentPort?.postMessage({ value: `laid out: ${dot}` })
})
