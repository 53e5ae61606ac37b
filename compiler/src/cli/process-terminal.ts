import { STATUS } from './status.ts'
import { createStyle, wantsColour } from './style.ts'
import type { Terminal } from './terminal.ts'

/** Wide enough for every line that is not absurd, where nobody has told how wide a line may be. */
const DEFAULT_WIDTH = 160

/** The terminal of this process. A reader that goes away early, such as `head`, ends the process quietly. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
      if (stream === process.stdout) process.stderr.write(`error: Nothing can be written: ${error.message}\n`)
      process.exit(STATUS.failure)
    })
  }
  const style = (stream: NodeJS.WriteStream) => createStyle(wantsColour(stream.isTTY === true, process.env))
  return {
    directory: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: readStandardInput,
    askedToStop,
    style: { out: style(process.stdout), err: style(process.stderr) },
    // Also what was scrolled away: what is seen is about the files as they are.
    ...(process.stdout.isTTY && { clear: () => void process.stdout.write('\u001B[2J\u001B[3J\u001B[H') }),
    width: process.stdout.columns ?? DEFAULT_WIDTH,
    debug: Boolean(process.env.JOURNEY_DEBUG),
  }
}

function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(STATUS.failure)
        asked = true
        resolve()
      })
    }
  })
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
