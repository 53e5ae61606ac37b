import stringWidth from 'string-width'

/** Rows as lines whose cells stand in columns, two spaces apart. Columns named in `right` are flush right. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))
    })
  }
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const gap = ' '.repeat(widths[index]! - stringWidth(cell))
        return right.includes(index) ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
}
