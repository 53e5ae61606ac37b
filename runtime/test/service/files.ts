import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The path of a data file that is not there yet, in a folder of its own that goes away with the test. */
export function newDataFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journey-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'shop.db')
}
