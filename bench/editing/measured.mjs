/** The best, the median and the 95th percentile of the times that something takes, in milliseconds. */
export async function measured(act, { times = 60, before = 20 } = {}) {
  const all = []
  for (let round = 0; round < before + times; round++) {
    const start = performance.now()
    await act(round)
    if (round >= before) all.push(performance.now() - start)
  }
  all.sort((a, b) => a - b)
  return {
    best: all[0],
    median: all[all.length >> 1],
    p95: all[Math.floor(all.length * 0.95)],
    rounds: times,
  }
}
