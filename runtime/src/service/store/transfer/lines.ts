/** The lines of a text that comes in parts, without their ends. Bytes that are not UTF-8 make a line `undefined`. */
export function* readLines(chunks: Iterable<Uint8Array>): Generator<string | undefined> {
  let rest: Uint8Array[] = []
  for (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield decode([...rest, chunk.subarray(from, end)])
      rest = []
      from = end + 1
    }
    // The chunk may be filled anew for the next part.
    if (from < chunk.length) rest.push(Uint8Array.from(chunk.subarray(from)))
  }
  if (rest.length > 0) yield decode(rest)
}

function decode(parts: readonly Uint8Array[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch {
    return undefined
  }
}
