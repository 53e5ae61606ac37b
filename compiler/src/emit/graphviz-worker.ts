/** Runs Graphviz, which can't be interrupted, in a thread that can. */
import { parentPort } from 'node:worker_threads'
import { Graphviz } from '@hpcc-js/wasm-graphviz'

const graphviz = Graphviz.load()
/** Places without drawing instructions. The package's types do not list it, its Graphviz has it. */
const JSON0 = 'json0' as 'json'

parentPort?.on('message', async (dot: string) => {
  try {
    parentPort?.postMessage({ value: (await graphviz).layout(dot, JSON0, 'dot') })
  } catch (error) {
    parentPort?.postMessage({ error: String(error) })
  }
})
