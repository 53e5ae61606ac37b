/**
 * JSON with one way to write a value: keys sorted by UTF-16 code unit, absent fields left out.
 *
 * Without `indent` the text is compact, as it is hashed. Files use an indent of 2, and end with a line break.
 */
export function canonicalJson(value: unknown, options: { indent?: number } = {}): string {
  const text = JSON.stringify(sorted(value), undefined, options.indent)
  return options.indent === undefined ? text : `${text}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)])
  return Object.fromEntries(entries)
}
