import { closeSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { systemProblem } from '../../project/node-host.ts'
import { command } from '../command.ts'
import { DATA_OPTION, dataPath, withData } from '../data-file.ts'
import { Failure } from '../failure.ts'
import { plural } from '../report/count.ts'
import { visible } from '../report/visible.ts'
import { STATUS } from '../status.ts'

export const importCommand = command({
  name: 'import',
  summary: 'Make a data file of what "journey export" wrote',
  operands: { placeholder: 'FILE', least: 1, most: 1 },
  options: { data: { ...DATA_OPTION, description: 'The data file to make; one without data may be there' } },
  notes: ['All of it is taken in, or nothing. "-" reads standard input.'],
  examples: [{ line: 'import shop.ndjson --data copy.db', does: 'the same data in another file' }],
  async run({ operands, options }, terminal) {
    const data = dataPath(options.data, 'import', terminal)
    const from = operands[0]!
    const input = from === '-' ? [await terminal.input()] : chunksOf(resolve(terminal.directory, from), from)
    return withData(({ importData, ImportError }) => {
      try {
        const lines = importData(data, input)
        terminal.out(`✓ Took ${plural(lines, 'line')} in.\n`)
        return STATUS.clean
      } catch (error) {
        if (!(error instanceof ImportError)) throw error
        const shown = from === '-' ? '<stdin>' : from
        for (const { line, message } of error.problems)
          terminal.err(`${shown}:${line}: ${visible(message)}\n`)
        terminal.err('Nothing was taken in.\n')
        return STATUS.findings
      }
    })
  },
})

/** A file, part by part. */
function* chunksOf(path: string, shown: string): Generator<Uint8Array> {
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      throw new Failure(`"${shown}" can't be read: ${systemProblem(error)}.`)
    }
  }
  const file = attempt(() => openSync(path, 'r'))
  try {
    const chunk = Buffer.alloc(1 << 16)
    for (
      let length = attempt(() => readSync(file, chunk));
      length > 0;
      length = attempt(() => readSync(file, chunk))
    ) {
      yield chunk.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}
