import type { Severity } from '../../diagnostics/definition.ts'
import type { Finding } from './finding.ts'

/** How many findings there are: `2 errors, 1 warning in 3 files`. */
export function countFindings(findings: readonly Finding[]): string {
  const files = new Set(findings.map(({ place }) => place.file))
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [plural(count, severity)]
  })
  return `${counts.join(', ')} in ${plural(files.size, 'file')}`
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint']

/** `1 file`, `2 files`. `shown` is how the count is written, if not in plain digits. */
export function plural(count: number, noun: string, shown = String(count)): string {
  return `${shown} ${noun}${count === 1 ? '' : 's'}`
}
