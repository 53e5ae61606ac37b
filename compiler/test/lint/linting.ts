import { type Compilation, compile, memoryHost, review, severityOf } from '../../src/index.ts'
import type { RuleSettings } from '../../src/lint/settings.ts'
import { filesOf, inWords, type Sources } from '../diagnostics/findings.ts'

/** Compiles a project and lints it. */
export function lint(sources: Sources, rules: RuleSettings = {}): Compilation {
  const files = filesOf(sources)
  const paths = Object.keys(files).filter((path) => path.endsWith('.journey'))
  return review(compile(memoryHost(files), paths, { timezone: 'Europe/Berlin' }), { rules, lint: true })
}

/** What one rule finds, as `name | the text that it is about`; the rule is on, whatever its level is without a setting. */
export function foundBy(
  rule: keyof RuleSettings,
  sources: Sources,
  options: Record<string, number> = {},
): string[] {
  const { diagnostics, files } = lint(sources, { [rule]: { level: 'warning', options } })
  const errors = diagnostics.filter((one) => severityOf(one) === 'error')
  if (errors.length > 0) throw new Error(inWords({ files, diagnostics: errors }).join('\n'))
  return diagnostics
    .filter(({ name }) => name === rule)
    .map(({ file, span }) => files.get(file)!.text.slice(span.start, span.end))
}
