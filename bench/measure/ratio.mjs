/**
 * How many times faster one contender is than another, the reference: by the best times, which a busy machine changes
 * least, and by the medians. `aim` is how many times faster it should be; the best times decide.
 *
 * `verdict` is `met`, `not met` or, without a reference, `not measured`; absent where nothing is aimed at.
 */
export function compared(what, ours, reference, { aim } = {}) {
  const ratio = reference && { best: reference.best / ours.best, median: reference.median / ours.median }
  return { what, ...ratio, ...(aim !== undefined && { aim, verdict: verdict(ratio, aim) }) }
}

function verdict(ratio, aim) {
  if (ratio === undefined) return 'not measured'
  return ratio.best >= aim ? 'met' : 'not met'
}
