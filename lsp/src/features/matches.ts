/** Whether a name has the letters of a query in their order, whatever their case. */
export function matches(name: string, query: string): boolean {
  const letters = name.toLowerCase()
  let at = 0
  for (const letter of query.toLowerCase()) {
    if (letter === ' ') continue
    at = letters.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}
