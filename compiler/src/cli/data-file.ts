import { resolve } from 'node:path'
import { Failure, misuse } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** The option that names the data file, of commands that need one. */
export const DATA_OPTION = {
  kind: 'text',
  placeholder: 'FILE.db',
  description: 'The data file of "journey serve"',
} as const

/** The path of the data file. Wrong use, when it is not named. */
export function dataPath(data: string | undefined, command: string, { directory }: Terminal): string {
  if (data === undefined) throw misuse('Whose data? Name the file of the server: --data shop.db.', command)
  return resolve(directory, data)
}

/** Does something with a data file. Trouble with it is told in its own words. */
export async function withData<T>(
  work: (service: typeof import('@journey-lang/runtime/service')) => T | Promise<T>,
): Promise<T> {
  const service = await import('@journey-lang/runtime/service')
  const { BackupOfItself, NotEmpty, StoreError } = service
  try {
    return await work(service)
  } catch (error) {
    if (error instanceof StoreError || error instanceof NotEmpty || error instanceof BackupOfItself) {
      throw new Failure(error.message)
    }
    throw error
  }
}
