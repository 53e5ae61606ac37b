import { crc32 } from 'node:zlib'

/** A text is not what was written. It has the code that SQLite has for a damaged file. */
class Damage extends Error {
  readonly errcode = 11

  constructor() {
    super('A text in the data file is damaged.')
    this.name = 'Damage'
  }
}

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
