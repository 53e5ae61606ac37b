import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Measures contenders in turns: each round runs every one of them once, and begins with another, so that whatever
 * else the machine is busy with hits them all alike. Each has a thread of its own: they take turns, but share neither
 * memory nor what V8 learnt of the code. (The compiler and Langium stand on the same parser library: in one thread
 * each would be slower for what the other did.)
 *
 * `contenders` says by key which function of which module makes the contender: `{ module, make }`. It gives
 * `{ name, run, … }`, or nothing if what it needs is not installed. What `run` returns is kept until the next run, so
 * that no work can be left out.
 *
 * The first rounds warm up and do not count. Goes on for `seconds`, but for `fewest` rounds at any rate. Returns by
 * key `{ name, best, median, rounds, … }`, in milliseconds, with what else the contender says of itself.
 */
export async function inTurns(contenders, { seconds, warmUp = 5, fewest = 8 }) {
  const all = []
  for (const [key, { module, make }] of Object.entries(contenders)) {
    const worker = new Worker(new URL('contender.mjs', import.meta.url), { workerData: { module, make } })
    const [facts] = await once(worker, 'message')
    if (facts === undefined) await worker.terminate()
    else all.push({ key, facts, worker, times: [] })
  }
  const end = performance.now() + seconds * 1000
  for (let round = 0; round < warmUp + fewest || performance.now() < end; round++) {
    for (let turn = 0; turn < all.length; turn++) {
      const { worker, times } = all[(round + turn) % all.length]
      worker.postMessage('run')
      const [time] = await once(worker, 'message')
      if (round >= warmUp) times.push(time)
    }
  }
  await Promise.all(all.map(({ worker }) => worker.terminate()))
  return Object.fromEntries(all.map(({ key, facts, times }) => [key, { ...facts, ...summary(times) }]))
}

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b)
  return { best: sorted[0], median: sorted[sorted.length >> 1], rounds: sorted.length }
}
