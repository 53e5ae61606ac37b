import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { systemProblem } from '../../project/node-host.ts'
import { command } from '../command.ts'
import { DATA_OPTION, dataPath, withData } from '../data-file.ts'
import { Failure } from '../failure.ts'
import { STATUS } from '../status.ts'

export const exportCommand = command({
  name: 'export',
  summary: 'Write all data as lines of JSON, also while a server works',
  operands: { placeholder: '', least: 0, most: 0 },
  options: {
    data: DATA_OPTION,
    out: { kind: 'text', placeholder: 'FILE', description: 'Where to; standard output without it' },
  },
  notes: [
    [
      'Contacts, the log, what is to be sent, counts and versions of the journeys, as they are at one moment: all that',
      '"journey import" needs to make the same file again. The lines are described in docs/operations.md. They hold',
      'everything that is known of everybody: keep them like the data themselves.',
    ].join('\n'),
  ],
  examples: [
    { line: 'export --data shop.db --out shop.ndjson', does: 'into a file, whole or not at all' },
    { line: 'export --data shop.db | gzip > shop.ndjson.gz', does: 'through other commands' },
  ],
  async run({ options }, terminal) {
    const data = dataPath(options.data, 'export', terminal)
    const { out } = options
    await withData(({ exportData }) => {
      if (out === undefined) exportData(data, terminal.out)
      else writeWhole(resolve(terminal.directory, out), out, (write) => exportData(data, write))
    })
    return STATUS.clean
  },
})

/** A name is on the disk when its folder is. Where folders can't be opened, as on Windows, it is kept anyway. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Writes a file in parts, beside its place, and puts it there when it is whole and on the disk. */
function writeWhole(path: string, shown: string, make: (write: (text: string) => void) => void): void {
  const part = `${path}.part`
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      throw new Failure(`"${shown}" can't be written: ${systemProblem(error)}.`)
    }
  }
  const file = attempt(() => openSync(part, 'w', 0o600))
  try {
    make((text) => {
      const bytes = Buffer.from(text)
      for (let from = 0; from < bytes.length; ) from += attempt(() => writeSync(file, bytes, from))
    })
    attempt(() => fsyncSync(file))
    attempt(() => renameSync(part, path))
    attempt(() => syncFolder(dirname(path)))
  } finally {
    closeSync(file)
    rmSync(part, { force: true })
  }
}
