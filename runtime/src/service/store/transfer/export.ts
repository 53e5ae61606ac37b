import { openDatabase } from '../database.ts'
import { storeError } from '../errors.ts'
import { unseal } from '../sealed.ts'
import { openTables } from '../tables.ts'
import { LINE_KINDS } from './line-kinds.ts'

/** The first line of an export, but for what `JSON.stringify` does. */
export const HEADER = { type: 'journey_data', version: 1 } as const

/** Lines are handed on in parts of about this many characters. */
const PART = 1 << 16

/**
 * Writes all data of a file as NDJSON, as it is at one moment, also while a server works on it. The same data are
 * always the same bytes. `write` gets whole lines, many at a time.
 *
 * @throws StoreError when the file can't be read.
 */
export function exportData(path: string, write: (text: string) => void): void {
  const db = openDatabase(path, { readOnly: true })
  let part = ''
  let lines = 0
  const add = (line: string) => {
    part += `${line}\n`
    lines++
    if (part.length < PART) return
    write(part)
    part = ''
  }
  try {
    db.exec('BEGIN')
    add(JSON.stringify(HEADER))
    const tables = openTables(db)
    for (const { type, rows } of LINE_KINDS) {
      const all = typeof rows === 'string' ? db.prepare(rows).iterate() : rows(tables)
      for (const row of all) add(lineOf(type, row))
    }
    // Without it, a file that was cut off would look complete.
    add(JSON.stringify({ type: 'end', lines }))
    write(part)
    db.exec('COMMIT')
  } catch (error) {
    throw storeError(error, path)
  } finally {
    db.close()
  }
}

function lineOf(type: string, row: Record<string, unknown>): string {
  const fields = Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([column, value]) => fieldOf(column, value))
  return `{"type":"${type}",${fields.join(',')}}`
}

function fieldOf(column: string, value: unknown): string {
  const [name, form] = column.split('_')
  if (form === 'json') return `"${name}":${value}`
  if (form === 'sealed') return `"${name}":${unseal(value as string)}`
  return `"${column}":${JSON.stringify(value)}`
}
