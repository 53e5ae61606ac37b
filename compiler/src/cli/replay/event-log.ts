import { type Input, type Problem, parseLogLine, sortByTime } from '@journey-lang/runtime'

/** A log of events, read. */
export interface EventLog {
  /** In order of time; those of one moment in the order of the log. */
  inputs: Input[]
  /** The line of each input, from 1. */
  lineOf: ReadonlyMap<Input, number>
  /** About the lines that were left out. */
  problems: Problem[]
}

/** Reads a log: a JSON object on each line. `file` is noted in the problems. */
export function readLog(text: string, file: string): EventLog {
  const lineOf = new Map<Input, number>()
  const problems: Problem[] = []
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return
    const parsed = parseLogLine(line, index + 1, file)
    if (parsed.ok) lineOf.set(parsed.value, index + 1)
    else problems.push(...parsed.problems)
  })
  return { inputs: sortByTime([...lineOf.keys()]), lineOf, problems }
}
