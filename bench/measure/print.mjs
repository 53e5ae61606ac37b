import { EDITING } from '../editing/editing.mjs'

/** Writes the figures as tables for people. */
export function print({
  machine,
  reading,
  running,
  durable,
  serving,
  memory,
  growing,
  starting,
  workspace,
  ratios,
}) {
  const { parse, typescript } = reading
  console.log(`Node ${machine.node} on ${machine.cores} cores of ${machine.cpu ?? 'an unknown processor'}\n`)

  console.log(`Reading ${sizeText(parse.size)}`)
  if (typescript) console.log(`TypeScript: ${sizeText(typescript.size)}`)
  const rate = ({ best, size = parse.size }) => figure(size.characters / 1000 / best)
  printTable(
    ['', 'best, ms', 'median, ms', 'best, MB/s', 'rounds'],
    Object.values(reading).map((one) => [
      one.name,
      figure(one.best),
      figure(one.median),
      rate(one),
      one.rounds,
    ]),
  )

  console.log(`Running ${figure(running.advance.moves)} moves of contacts in a journey`)
  printTable(
    ['', 'best, µs a move', 'median, µs', 'best, moves/s', 'rounds'],
    Object.values(running).map(({ name, best, median, moves, rounds }) => [
      name,
      figure((best / moves) * 1000),
      figure((median / moves) * 1000),
      figure((moves / best) * 1000),
      rounds,
    ]),
  )

  console.log('Running durably, on a disk')
  printTable(
    ['', 'best, µs an input', 'median, µs', 'best, inputs/s', 'rounds'],
    Object.values(durable).map(({ name, best, median, moves, rounds }) => [
      name,
      figure((best / moves) * 1000),
      figure((median / moves) * 1000),
      figure((moves / best) * 1000),
      rounds,
    ]),
  )
  console.log('Taking events in, on a disk')
  printTable(
    ['', 'best, µs an event', 'median, µs', 'best, events/s', 'rounds'],
    Object.values(serving).map(({ name, best, median, moves, rounds }) => [
      name,
      figure((best / moves) * 1000),
      figure((median / moves) * 1000),
      figure((moves / best) * 1000),
      rounds,
    ]),
  )
  console.log(
    `Memory with ${figure(memory.contacts)} contacts: ${figure(memory.beyond / 2 ** 20)} MB beyond that with none (aim: less than 300)\n`,
  )

  console.log('Projects of several sizes, each in a new process')
  printTable(
    [
      'journeys',
      'lines',
      'check, ms',
      'again, ms',
      'build, ms',
      'again, ms',
      'fmt, ms',
      'again, ms',
      'µs a line',
      'memory, MB',
    ],
    growing.map(({ journeys, lines, check, build, fmt, memory }) =>
      check === undefined
        ? [figure(journeys), 'out of memory', '', '', '', '', '', '', '', '']
        : [
            figure(journeys),
            figure(lines),
            figure(check.first),
            figure(check.best),
            figure(build.first),
            figure(build.best),
            figure(fmt.first),
            figure(fmt.best),
            figure(((check.first + build.first) / lines) * 1000),
            figure(memory / 2 ** 20),
          ],
    ),
  )

  console.log('Starting')
  printTable(
    ['', 'best, ms', 'median, ms'],
    [
      ['node -e 0', figure(starting.node.best), figure(starting.node.median)],
      ['journey check, one small file', figure(starting.check.best), figure(starting.check.median)],
    ],
  )

  const { files, lines, startUp, full, actions, edits, growth, server } = workspace
  const megabytes = (bytes) => `${figure(bytes / 2 ** 20)} MB`
  console.log(
    `Editing in a workspace of ${figure(lines)} lines in ${figure(files)} files: ${figure(startUp)} ms to check first, ${figure(server.startUp)} ms until the server answers, ${megabytes(server.memory)} above an idle server, ${megabytes(growth)} more after ${figure(edits)} edits`,
  )
  const times = ({ best, median, p95 }) => [figure(best), figure(median), figure(p95)]
  printTable(
    ['', 'best, ms', 'median, ms', 'p95, ms', 'share of a full check'],
    [
      ['full check', ...times(full), ''],
      ['a keystroke, through the server and its pause', ...times(server.keystroke), ''],
      ...Object.entries(actions).map(([action, one]) => [
        EDITING[action],
        ...times(one),
        `${figure((100 * one.median) / full.median)} %`,
      ]),
    ],
  )

  console.log('How many times faster')
  printTable(
    ['', 'aim', 'by best', 'by median', ''],
    ratios.map(({ what, aim, best, median, verdict }) => [
      what,
      aim === undefined ? '' : `${aim}`,
      best === undefined ? '–' : figure(best),
      median === undefined ? '–' : figure(median),
      verdict ?? '',
    ]),
  )
}

function sizeText({ files, lines, characters, tokens }) {
  const density = Math.round((tokens / characters) * 1000)
  return `${figure(lines)} lines in ${files} files, ${figure(characters / 1000)} kB, ${density} tokens to the kB`
}

/** What stands in the first column begins on the left, the figures end on the right. */
function printTable(head, body) {
  const rows = [head, ...body].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const lines = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  console.log(`\n${[lines[0], rule, ...lines.slice(1)].map((line) => line.trimEnd()).join('\n')}\n`)
}

/** A number with three digits that count: `0.123`, `1.23`, `12.3`, `123`, `1,234`. */
function figure(value) {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
}
