import {
  type Bundle,
  LOG_LINE_FIELDS,
  type LoadedBundle,
  type Problem,
  suggested,
} from '@journey-lang/runtime'
import { didYouMean } from '../../diagnostics/suggest.ts'
import { plural } from '../report/count.ts'
import { visible } from '../report/visible.ts'
import type { Terminal } from '../terminal.ts'
import type { Ignored } from './event-log.ts'

/** Nobody reads more than that; the count says how many there are. */
const SHOWN = 20

/** What is wrong with lines and texts, by line; what is about no line comes last. */
export function writeProblems(
  found: readonly Problem[],
  file: string,
  bundle: Bundle,
  terminal: Terminal,
): void {
  const problems = inOrder(found)
  const style = terminal.style.err
  for (const problem of problems.slice(0, SHOWN)) {
    const { line, column, path } = problem.place
    const place =
      line === undefined ? path : [file, line, column].filter((part) => part !== undefined).join(':')
    const { message } = suggested(problem, bundle)
    terminal.err(`${place}: ${style.error(`error[${problem.code}]`)}: ${visible(message)}\n`)
  }
  if (problems.length > SHOWN) terminal.err(`… and ${problems.length - SHOWN} more\n`)
  if (problems.length > 0) terminal.err(`${plural(problems.length, 'problem')}\n\n`)
}

/** What was left out of lines that were taken: very likely a misspelt name, or a field that nobody declared. */
export function writeIgnored(
  ignored: readonly Ignored[],
  file: string,
  { events }: Pick<LoadedBundle, 'events'>,
  terminal: Terminal,
): void {
  const style = terminal.style.err
  for (const { field, owner, line, lines } of ignored.slice(0, SHOWN)) {
    const [whose, known] =
      owner.kind === 'line'
        ? [`A line of type "${owner.type}"`, LOG_LINE_FIELDS[owner.type]!]
        : [`The event "${owner.event}"`, events.get(owner.event)!.keys()]
    const where = lines === 1 ? 'it was left out' : `it was left out of ${plural(lines, 'line')}`
    const message = `${whose} has no field "${field}": ${where}.${didYouMean(field, known)}`
    terminal.err(`${file}:${line}: ${style.warning('warning')}: ${visible(message)}\n`)
  }
  if (ignored.length > SHOWN) terminal.err(`… and ${ignored.length - SHOWN} more\n`)
  if (ignored.length > 0) terminal.err('\n')
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const line = ({ place }: Problem) => place.line ?? Number.MAX_SAFE_INTEGER
  return [...problems].sort((a, b) => line(a) - line(b))
}
