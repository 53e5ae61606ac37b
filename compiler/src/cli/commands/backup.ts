import { resolve } from 'node:path'
import { command } from '../command.ts'
import { DATA_OPTION, dataPath, withData } from '../data-file.ts'
import { STATUS } from '../status.ts'

export const backup = command({
  name: 'backup',
  summary: 'Copy all data into another file, also while a server works',
  operands: { placeholder: 'FILE', least: 1, most: 1 },
  options: { data: DATA_OPTION },
  notes: [
    [
      'The copy holds the data as they are at one moment. It is written beside its place, checked, and then put there',
      'whole; a backup that was there before is replaced. To go back to it, stop the server and put it in place of the data.',
    ].join('\n'),
  ],
  examples: [{ line: 'backup backups/monday.db --data shop.db', does: 'for a nightly job' }],
  async run({ operands, options }, terminal) {
    const data = dataPath(options.data, 'backup', terminal)
    const target = operands[0]!
    await withData(({ backupData }) => backupData(data, resolve(terminal.directory, target)))
    terminal.out(`✓ Copied the data to ${target}.\n`)
    return STATUS.clean
  },
})
