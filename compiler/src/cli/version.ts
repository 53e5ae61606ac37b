import { readFileSync } from 'node:fs'

/** The version of this package, which is that of the command. */
export function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return (manifest as { version: string }).version
}
