/** Lets the clock of a process be set while it runs: it shows the machine's time plus what stands in a file. */
import { readFileSync } from 'node:fs'

const real = Date.now
let offset = 0
setInterval(() => {
  try {
    offset = Number(readFileSync(process.env.CLOCK_FILE, 'utf8')) || 0
  } catch {
    // Not set yet.
  }
}, 20).unref()
Date.now = () => real() + offset
