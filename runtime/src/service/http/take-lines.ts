import { setTimeout as pause } from 'node:timers/promises'
import type { Input } from '../../core/inputs.ts'
import { type Problem, problem } from '../../problems.ts'
import { suggested } from '../../suggest.ts'
import { problemsOfAnswer } from './answers.ts'
import type { ApiContext } from './api/operation.ts'
import { BODY_LIMITS } from './body.ts'
import { engineProblem } from './engine-problem.ts'
import { readLine } from './line.ts'
import type { Line } from './lines.ts'
import { type HttpProblem, type PublicProblem, publicProblem } from './problem.ts'
import { saidBesides } from './said.ts'

/** What became of the lines of a stream. */
export interface LinesReceipt {
  readonly taken: number
  readonly unchanged: number
  readonly refused: number
  /** Why the first of those were refused. */
  readonly problems: readonly PublicProblem[]
  /** What is to be said of the first of those that were taken. Absent when there is nothing. */
  readonly warnings?: readonly PublicProblem[]
}

/** So many lines go to the engine together: enough for a commit to be spread over many. */
const BATCH = 1000
/** A receipt tells about so many lines, so that a stream of nothing but mistakes fits in memory. */
const MAX_PROBLEMS = 1000
/** How long a stream waits for the engine to have room, in milliseconds. */
const PATIENCE = 30_000

/** The stream could not be read to its end; what the receipt counts was taken in. */
export class StreamCut extends Error {
  readonly receipt: LinesReceipt
  /** The last line about which the receipt tells. */
  readonly line: number
  readonly reason: HttpProblem

  constructor(receipt: LinesReceipt, line: number, reason: HttpProblem) {
    super(reason.message)
    this.receipt = receipt
    this.line = line
    this.reason = reason
  }
}

/**
 * Takes in a stream of lines, in order. One batch is with the engine while the next is read, so that a stream is read
 * as fast as it is written down and never held in memory.
 */
export async function takeLines(
  blocks: AsyncIterable<readonly Line[]>,
  context: ApiContext,
): Promise<LinesReceipt> {
  const problems: PublicProblem[] = []
  const warnings: PublicProblem[] = []
  let taken = 0
  let unchanged = 0
  let refused = 0
  /** The last line that is settled. */
  let settled = 0

  const tell = (list: PublicProblem[], found: readonly Problem[], line: number) => {
    if (list.length >= MAX_PROBLEMS) return
    const { source } = context.engine.bundle
    list.push(
      ...found.map((one) => publicProblem({ ...suggested(one, source), place: { ...one.place, line } })),
    )
  }
  const refuse = (found: readonly Problem[], line: number) => {
    refused++
    tell(problems, found, line)
  }
  const receipt = (): LinesReceipt => ({
    taken,
    unchanged,
    refused,
    problems,
    ...(warnings.length > 0 && { warnings }),
  })

  async function send(batch: readonly Entry[], last: number): Promise<void> {
    const receipts = await postPatiently(
      batch.flatMap((entry) => ('input' in entry ? [entry.input] : [])),
      context,
    )
    let at = 0
    for (const entry of batch) {
      if ('problems' in entry) {
        refuse(entry.problems, entry.line)
        continue
      }
      const given = receipts[at++]!
      if (given.kind === 'taken') {
        taken++
        tell(warnings, saidBesides(entry.input, given.records, context.engine.bundle), entry.line)
      } else if (given.kind === 'unchanged') unchanged++
      else refuse(given.problems, entry.line)
    }
    settled = last
  }

  let batch: Entry[] = []
  let last = 0
  let working: Promise<void> | undefined
  let failure: unknown
  const start = () => {
    working = send(batch, last).then(
      () => {
        working = undefined
      },
      (error) => {
        working = undefined
        failure ??= error
      },
    )
    batch = []
  }
  const settle = async () => {
    await working
    if (failure !== undefined) throw failure
  }

  try {
    for await (const lines of blocks) {
      for (const line of lines) {
        batch.push(readEntry(line, context))
        last = line.number
        if (batch.length < BATCH) continue
        await settle()
        start()
      }
      if (failure !== undefined) break
      // What comes slowly is not kept waiting for more.
      if (working === undefined && batch.length > 0) start()
    }
    await settle()
    if (batch.length > 0) {
      start()
      await settle()
    }
  } catch (error) {
    await working
    throw new StreamCut(receipt(), settled, engineProblem(error))
  }
  return receipt()
}

type Entry =
  | { readonly line: number; readonly input: Input }
  | { readonly line: number; readonly problems: readonly Problem[] }

function readEntry(line: Line, { clock, engine }: ApiContext): Entry {
  const { number } = line
  if ('fault' in line) {
    const found =
      line.fault === 'long' ? problem('line_too_long', { limit: BODY_LIMITS.size }) : problem('not_utf8', {})
    return { line: number, problems: [found] }
  }
  const read = readLine(line.text, number, clock())
  if (!read.ok) return { line: number, problems: read.problems }
  const problems = problemsOfAnswer(read.value, engine)
  return problems.length > 0 ? { line: number, problems } : { line: number, input: read.value }
}

/** A stream can wait where a single request is better told to come back. */
async function postPatiently(inputs: readonly Input[], context: ApiContext) {
  const end = performance.now() + PATIENCE
  for (let wait = 20; ; wait = Math.min(wait * 2, 1000)) {
    try {
      return inputs.length === 0 ? [] : await context.post(inputs)
    } catch (error) {
      if (engineProblem(error).code !== 'overloaded' || performance.now() > end) throw error
      await pause(wait)
    }
  }
}
