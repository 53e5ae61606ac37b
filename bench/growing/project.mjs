// Checks, builds and formats a project of so many journeys, in a process of its own, and tells the times of the first
// and of the best round and how much memory the process took at most.
import { compile, format, lower, memoryHost, messageOf, parse } from '@journey-lang/compiler'
import { countLines, journeyProject } from '../text/journey-project.mjs'

const [journeys, rounds] = process.argv.slice(2).map(Number)
const files = journeyProject({ lines: Number.POSITIVE_INFINITY, journeys })
const paths = Object.keys(files).filter((path) => path.endsWith('.journey'))
const host = memoryHost(files)

const times = { check: [], build: [], fmt: [] }
const timed = (into, run) => {
  const start = performance.now()
  const result = run()
  into.push(performance.now() - start)
  return result
}
for (let round = 0; round < rounds; round++) {
  const { program, diagnostics } = timed(times.check, () => compile(host, paths))
  if (diagnostics.length > 0) throw new Error(`The benchmark is wrong: ${messageOf(diagnostics[0])}`)
  timed(times.build, () => lower(program))
  timed(times.fmt, () => paths.map((path) => format(parse(path, files[path]))))
}
console.log(
  JSON.stringify({
    journeys,
    lines: paths.reduce((sum, path) => sum + countLines(files[path]), 0),
    check: { first: times.check[0], best: Math.min(...times.check) },
    build: { first: times.build[0], best: Math.min(...times.build) },
    fmt: { first: times.fmt[0], best: Math.min(...times.fmt) },
    // In kilobytes, by getrusage.
    memory: process.resourceUsage().maxRSS * 1024,
  }),
)
