import { rmSync } from 'node:fs'

/** Removes a data file that was made for nothing, with what belongs to it: it would be taken for the data. Nobody may have it open. */
export function removeDataFile(path: string): void {
  for (const beside of ['', '-wal', '-shm', '-lock']) rmSync(path + beside, { force: true })
}
