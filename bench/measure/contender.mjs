// A thread in which one contender lives. It makes the contender, tells what that says of itself, and then runs it as
// often as it is told to, each time answering how many milliseconds that took.
import { parentPort, workerData } from 'node:worker_threads'

const made = await import(workerData.module)
const contender = await made[workerData.make]()
const { run, ...facts } = contender ?? {}
/** What the last run gave. It is only there so that results count as used. */
export let kept

parentPort.on('message', async () => {
  const start = performance.now()
  kept = await run()
  parentPort.postMessage(performance.now() - start)
})
parentPort.postMessage(contender && facts)
