import { type Input, type LoadedBundle, type Problem, parseLogLine, sortByTime } from '@journey-lang/runtime'

/** A log of events, read. */
export interface EventLog {
  /** In order of time; those of one moment in the order of the log. */
  inputs: Input[]
  /** The line of each input, from 1. */
  lineOf: ReadonlyMap<Input, number>
  /** About the lines that were left out. */
  problems: Problem[]
  /** What was left out of lines that were taken. */
  ignored: Ignored[]
}

/** A field that means nothing where it stands, and the lines that have it. */
export interface Ignored {
  field: string
  /** Whose field it is not: that of a type of line, or of the payload of an event. */
  owner: { kind: 'line'; type: string } | { kind: 'event'; event: string }
  /** The first such line, from 1. */
  line: number
  lines: number
}

/** Reads a log: a JSON object on each line. `file` is noted in the problems. */
export function readLog(text: string, file: string, { events }: Pick<LoadedBundle, 'events'>): EventLog {
  const lineOf = new Map<Input, number>()
  const problems: Problem[] = []
  const ignored = new Map<string, Ignored>()
  const ignore = (field: string, owner: Ignored['owner'], line: number): void => {
    const key = JSON.stringify([field, owner])
    const known = ignored.get(key)
    if (known) known.lines++
    else ignored.set(key, { field, owner, line, lines: 1 })
  }
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return
    const parsed = parseLogLine(line, index + 1, file)
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      return
    }
    const input = parsed.value
    lineOf.set(input, index + 1)
    for (const field of parsed.ignored) ignore(field, { kind: 'line', type: input.kind }, index + 1)
    if (input.kind !== 'event' || !input.payload) return
    // An event that is not declared is a problem of its own.
    const declared = events.get(input.event)
    for (const field of declared ? Object.keys(input.payload) : []) {
      if (!declared!.has(field)) ignore(field, { kind: 'event', event: input.event }, index + 1)
    }
  })
  return { inputs: sortByTime([...lineOf.keys()]), lineOf, problems, ignored: [...ignored.values()] }
}
