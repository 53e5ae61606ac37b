// Measures the compiler and the runtime beside tools of their kind, in one run, and says which aims are met. What is
// measured, and how to read it: README.md. `--large` adds a project of 10,000 journeys, `--json` prints the figures for a machine. A missed aim is no failure.
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { memoryOf } from './durable/memory-of.mjs'
import { EDITING, editing } from './editing/editing.mjs'
import { sizes } from './growing/sizes.mjs'
import { start } from './growing/start.mjs'
import { print } from './measure/print.mjs'
import { compared } from './measure/ratio.mjs'
import { inTurns } from './measure/rounds.mjs'

/** How long each of the two parts goes on. */
const SECONDS = 40

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, large: { type: 'boolean', default: false } },
})
const from = (path, make) => ({ module: new URL(path, import.meta.url).href, make })

const reading = await inTurns(
  {
    parse: from('reading/journey.mjs', 'parseContender'),
    check: from('reading/journey.mjs', 'checkContender'),
    typescript: from('reading/typescript.mjs', 'typescriptContender'),
    langium: from('reading/langium.mjs', 'langiumContender'),
  },
  { seconds: SECONDS },
)
const running = await inTurns(
  {
    advance: from('running/journey.mjs', 'advanceContender'),
    apply: from('running/journey.mjs', 'applyContender'),
    xstate: from('running/xstate.mjs', 'xstateContender'),
  },
  { seconds: SECONDS },
)
/** Contacts that sleep while others are due. */
const SLEEPING = options.large ? 1_000_000 : 100_000
process.env.JOURNEY_BENCH_SLEEPING = String(SLEEPING)
const durable = await inTurns(
  {
    steps: from('durable/steps.mjs', 'durableContender'),
    bare: from('durable/steps.mjs', 'bareContender'),
    alone: from('durable/sleepers.mjs', 'aloneContender'),
    among: from('durable/sleepers.mjs', 'amongContender'),
  },
  { seconds: SECONDS, warmUp: 2 },
)
const serving = await inTurns(
  {
    lines: from('serving/events.mjs', 'linesContender'),
    single: from('serving/events.mjs', 'singleContender'),
    engine: from('serving/events.mjs', 'engineContender'),
  },
  { seconds: SECONDS / 2, warmUp: 2 },
)
const memory = memoryOf(SLEEPING)
const growing = sizes({ largest: options.large ? 10_000 : 1_000 })
const starting = start()
const workspace = editing()
const [small, ...larger] = growing.filter(({ check }) => check)
/** How a time for a line in the larger projects compares with that in the smallest, both in a process that has just begun. */
const perLine = (time, { lines }) => ({ best: time / lines, median: time / lines })
const checkAndBuild = (size) => perLine(size.check.first + size.build.first, size)
const fmt = (size) => perLine(size.fmt.first, size)
/** Times for one of what a round does. */
const perMove = ({ best, median, moves }) => ({ best: best / moves, median: median / moves })
const ratios = [
  ...larger.flatMap((size) => {
    const against = `a line in ${small.journeys} journeys against one in ${size.journeys}`
    return [
      compared(`check and build, ${against}`, checkAndBuild(size), checkAndBuild(small), { aim: 1 }),
      compared(`fmt, ${against}`, fmt(size), fmt(small), { aim: 1 }),
    ]
  }),
  compared('an empty Node, against a check of one small file', starting.check, starting.node, { aim: 0.25 }),
  compared('full check, against TypeScript parsing as much text', reading.check, reading.typescript, {
    aim: 1,
  }),
  ...Object.entries(EDITING).map(([action, words]) =>
    compared(
      `${words}, against a full check of the workspace`,
      workspace.actions[action],
      workspace.full,
      action === 'keystroke' ? { aim: 100 } : {},
    ),
  ),
  compared('lex + parse, against TypeScript parsing as much text', reading.parse, reading.typescript),
  compared('full check, against Langium parsing the same text', reading.check, reading.langium),
  compared('lex + parse, against Langium parsing the same text', reading.parse, reading.langium),
  compared('advance, against transition of xstate', running.advance, running.xstate, { aim: 20 }),
  compared('apply, against transition of xstate', running.apply, running.xstate),
  compared('steps, durably, against a loop that writes two rows for each', durable.steps, durable.bare, {
    aim: 0.6,
  }),
  compared(
    `a tick with 1,000 due alone, against one among ${SLEEPING} who sleep`,
    durable.among,
    durable.alone,
    {
      aim: 1 / 1.3,
    },
  ),
  compared(
    'events over HTTP by the thousand, against the same to the engine',
    perMove(serving.lines),
    perMove(serving.engine),
  ),
]
const machine = { node: process.versions.node, cpu: cpus()[0]?.model, cores: availableParallelism() }
const report = { machine, reading, running, durable, serving, memory, growing, starting, workspace, ratios }
if (options.json) console.log(JSON.stringify(report, undefined, 2))
else print(report)
