import type { StagesSymbol } from '../../modules/symbols.ts'
import type { Scope } from '../scope.ts'

export function checkStages({ declaration }: StagesSymbol, scope: Scope): void {
  const names = new Map<string, { start: number; end: number }>()
  const file = scope.module.tree.path
  for (const { name } of declaration.stages) {
    const first = names.get(name.text)
    if (first) {
      scope.module.report(
        'duplicate-name',
        name.span,
        { what: 'The stage', name: name.text },
        {
          related: [{ role: 'first declared here', file, span: first }],
        },
      )
    } else names.set(name.text, name.span)
  }
  for (const { loopsTo } of declaration.stages) {
    if (!loopsTo || loopsTo.text === '' || names.has(loopsTo.text)) continue
    const args = { what: 'stage', name: loopsTo.text, candidates: [...names.keys()] }
    scope.module.report('unknown-name', loopsTo.span, args)
  }
  if (declaration.stages.length === 0) {
    scope.module.report('no-stages', declaration.name.span, {}, { within: declaration.span })
  }
}
