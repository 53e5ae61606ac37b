import { resolve } from 'node:path'
import type { Bundle, LoadedBundle } from '@journey-lang/runtime'
import { command } from '../command.ts'
import { Failure, misuse } from '../failure.ts'
import { loadOwnGraph, looksLikeJson, namesGraph, readGraph } from '../graph-input.ts'
import { readNamedText } from '../input.ts'
import { writeFiles } from '../output-files.ts'
import type { Until } from '../replay/replay.ts'
import { STATUS } from '../status.ts'
import type { Terminal } from '../terminal.ts'
import { compileOne, lowerProject } from '../workspace.ts'

export const run = command({
  name: 'run',
  summary: 'Send a log of events through the journeys, on a virtual clock',
  operands: { placeholder: '[GRAPH.json|PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    events: { kind: 'text', placeholder: 'FILE.jsonl', description: 'The log; "-" is standard input' },
    until: {
      kind: 'text',
      placeholder: 'TIME|end',
      description: 'When to stop: such as 2026-04-01T00:00Z, or when nobody waits (default: the last event)',
    },
    out: {
      kind: 'text',
      placeholder: 'DIR',
      description: 'Where to write what was sent and done, contacts and counts (default: nowhere)',
    },
  },
  notes: [
    'A log has a JSON object on each line, in any order:',
    [
      '  {"type":"contact","id":"c1","attributes":{"email":"sara@example.com"},"tags":["new_customer"]}',
      '  {"type":"event","contact":"c1","event":"purchased","at":"2026-03-02T10:00:00Z","payload":{"order":"1"}}',
      '  {"type":"tag","contact":"c1","tag":"vip","at":"2026-03-02T10:00:00Z"}   (and "untag")',
      '  {"type":"start","contact":"c1","journey":"welcome","at":"2026-03-02T10:00:00Z"}',
      '  {"type":"result","contact":"c1","action":"make_coupon","at":"2026-03-02T10:00:05Z","values":{"code":"X"}}',
    ].join('\n'),
    [
      'Nothing is really sent. Lines that do not fit are left out and told; the status is 1 then, and also when a text',
      'of a message could not be written. Fields that mean nothing are told as warnings.',
    ].join('\n'),
  ],
  examples: [
    { line: 'run --events log.jsonl', does: 'through the journeys of this project' },
    {
      line: 'run out/graph.json --events log.jsonl --out results',
      does: 'through a graph, results in files',
    },
    { line: 'run --events log.jsonl --until end', does: 'and on until nobody waits any more' },
  ],
  async run({ operands, options }, terminal) {
    if (options.events === undefined) {
      const log = operands.find((operand) => operand.endsWith('.jsonl')) ?? 'FILE.jsonl'
      throw misuse(`Which events? Name a log: --events ${log}.`, 'run')
    }
    if (options.events === '-' && operands.includes('-')) {
      throw new Failure('Only one of the graph and the events can be standard input.')
    }
    const until = await readUntil(options.until)
    const graph = await read(operands, terminal)
    if (!graph) return STATUS.findings
    const text = await readNamedText(options.events, terminal)
    const [
      { createRenderer, formatProblem },
      { readLog },
      { replay },
      { replayFiles },
      { replaySummary },
      tell,
    ] = await Promise.all([
      import('@journey-lang/runtime'),
      import('../replay/event-log.ts'),
      import('../replay/replay.ts'),
      import('../replay/files.ts'),
      import('../replay/summary.ts'),
      import('../replay/tell.ts'),
    ])
    const renderer = await createRenderer(graph.loaded)
    if (!renderer.ok) throw new Failure(renderer.problems.map(formatProblem).join('\n'))
    const log = readLog(text, options.events, graph.loaded)
    const result = replay(graph.loaded, renderer.value, log, until)
    tell.writeProblems(result.problems, options.events, graph.bundle, terminal)
    tell.writeIgnored(log.ignored, options.events, graph.loaded, terminal)
    if (log.inputs.length === 0) terminal.err(`note: "${options.events}" has no events.\n`)
    if (result.cutOff)
      terminal.err('note: Some contacts still wait five years after the last event; it ends there.\n')
    terminal.out(replaySummary(result, graph.bundle, terminal.style.out))
    if (options.out !== undefined) {
      const folder = resolve(terminal.directory, options.out)
      const written = writeFiles(folder, replayFiles(result, graph.bundle), terminal)
      terminal.out(`\n${written.map((path) => `${path}\n`).join('')}`)
    }
    return result.problems.length > 0 ? STATUS.findings : STATUS.clean
  },
})

async function readUntil(text: string | undefined): Promise<Until> {
  if (text === undefined) return 'last event'
  if (text === 'end') return 'end'
  const { parseInstant } = await import('@journey-lang/runtime')
  const instant = parseInstant(text)
  if (instant !== undefined) return instant
  throw misuse(`--until is "end" or a time with its offset, such as 2026-04-01T00:00Z, not "${text}".`, 'run')
}

async function read(
  paths: readonly string[],
  terminal: Terminal,
): Promise<{ bundle: Bundle; loaded: LoadedBundle } | undefined> {
  const graph = paths.find((path) => namesGraph(path))
  if (graph !== undefined || paths.includes('-')) {
    if (paths.length > 1) throw misuse('Name one graph, or sources.', 'run')
    const text = await readNamedText(paths[0]!, terminal)
    if (graph === undefined && !looksLikeJson(text)) {
      throw new Failure('Standard input is not a graph. Build one first: journey build.')
    }
    return readGraph(text, paths[0] === '-' ? '<stdin>' : paths[0]!)
  }
  const lowered = await lowerProject(await compileOne(paths, terminal), terminal)
  return lowered && { bundle: lowered.bundle, loaded: await loadOwnGraph(lowered.bundle) }
}
