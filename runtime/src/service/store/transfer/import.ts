import { existsSync } from 'node:fs'
import { openStore, type Store } from '../open.ts'
import { removeDataFile } from '../remove-file.ts'
import { HEADER } from './export.ts'
import { LINE_KINDS, type Target } from './line-kinds.ts'
import { readLines } from './lines.ts'
import { isObject, problemsOf } from './shapes.ts'

/** Something wrong with a line. */
export interface LineProblem {
  /** 1-based. */
  readonly line: number
  readonly message: string
}

/** Lines are wrong; the first few are told. Nothing was imported. */
export class ImportError extends Error {
  readonly problems: readonly LineProblem[]

  constructor(problems: readonly LineProblem[]) {
    super(problems.map(({ line, message }) => `Line ${line}: ${message}`).join('\n'))
    this.name = 'ImportError'
    this.problems = problems
  }
}

/** There are data in the file already. */
export class NotEmpty extends Error {
  constructor(path: string) {
    super(`${path} has data already. Import into a new file.`)
    this.name = 'NotEmpty'
  }
}

/** So many problems are told at most. */
const MOST_PROBLEMS = 20

/**
 * Takes an export in, into a file that is new or has no data yet: all of it, or nothing.
 *
 * @returns the number of lines.
 * @throws StoreError when the file can't be written to, or another server has it.
 * @throws NotEmpty, ImportError
 */
export function importData(path: string, chunks: Iterable<Uint8Array>): number {
  const isNew = !existsSync(path)
  const store = openStore(path)
  let lines: number | undefined
  try {
    if (store.contacts.highestNo() > 0 || store.deployments.latest() !== undefined) throw new NotEmpty(path)
    lines = store.transact(() => takeAll(store, chunks))
    return lines
  } finally {
    store.close()
    if (isNew && lines === undefined) removeDataFile(path)
  }
}

function takeAll(store: Store, chunks: Iterable<Uint8Array>): number {
  const target: Target = { tables: store, contacts: new Map(), missing: new Set() }
  const problems: LineProblem[] = []
  let line = 0
  let isComplete = false
  for (const text of readLines(chunks)) {
    line++
    const row = parse(text)
    const message = isComplete ? 'Nothing may follow the end.' : take(target, row, line)
    if (message !== undefined) problems.push({ line, message })
    // Without the right first line, there is no telling what the others are.
    if (problems.length === MOST_PROBLEMS || (line === 1 && message !== undefined))
      throw new ImportError(problems)
    isComplete = isObject(row) && row.type === 'end'
  }
  if (!isComplete)
    problems.push({ line: line + 1, message: 'The export was cut off: its last line is missing.' })
  if (problems.length > 0) throw new ImportError(problems)
  for (const { no, last } of target.contacts.values()) store.contacts.setLast(no, last)
  return line
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Takes one line in. Answers with what is wrong with it. */
function take(target: Target, row: unknown, line: number): string | undefined {
  if (!isObject(row)) return 'A line is a JSON object, in UTF-8.'
  const { type } = row
  if (line === 1) {
    if (type !== HEADER.type) return 'This is not an export of "journey export".'
    return row.version === HEADER.version
      ? undefined
      : `The export has version ${row.version}, and this is a reader of ${HEADER.version}.`
  }
  if (type === 'end')
    return row.lines === line - 1 ? undefined : `There should be ${row.lines} lines before the end.`
  const kind = LINE_KINDS.find((one) => one.type === type)
  if (kind === undefined) return `There is no type ${JSON.stringify(type)}.`
  const problems = problemsOf(row, kind.fields)
  return problems.length > 0 ? problems.join(' ') : kind.take(target, row)
}
