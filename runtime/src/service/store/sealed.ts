import { crc32 } from 'node:zlib'
import { Damage } from './errors.ts'

/**
 * JSON with its checksum before it. SQLite notices when the structure of a file is damaged, but not when a text in it
 * was changed, which might still be JSON and mean something else.
 */
export function seal(json: string): string {
  return `${crc32(json).toString(36)} ${json}`
}

/** The JSON in a sealed text. Fails when it is not what was sealed. */
export function unseal(text: string): string {
  const space = text.indexOf(' ')
  const json = text.slice(space + 1)
  if (crc32(json).toString(36) !== text.slice(0, space)) throw new Damage()
  return json
}

/** What is read from sealed texts; `undefined` when one of them is damaged. */
export function unlessDamaged<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Damage) return undefined
    throw error
  }
}
