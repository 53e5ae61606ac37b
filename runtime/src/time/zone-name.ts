/** Enough for every name that there is; then the memory starts anew. */
const REMEMBERED = 10_000
const known = new Map<string, boolean>([['UTC', true]])

/** Whether this is the IANA name of a time zone. Offsets such as `+02:00` are not: they know no summer time. */
export function isZone(name: string): boolean {
  let exists = known.get(name)
  if (exists === undefined) {
    exists = /^[A-Za-z]/.test(name) && canResolve(name)
    if (known.size >= REMEMBERED) known.clear()
    known.set(name, exists)
  }
  return exists
}

function canResolve(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
