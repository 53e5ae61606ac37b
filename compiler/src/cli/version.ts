import { readFileSync } from 'node:fs'
import { packageFile } from './package-file.ts'

/** The version of this package, which is that of the command. */
export function version(): string {
  return (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version
}
