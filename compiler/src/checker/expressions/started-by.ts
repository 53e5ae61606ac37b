import type { StartedByExpression } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'
import { boolean, type Type } from '../types.ts'

/** `started by purchased`, `started by #vip`, or by the name given with `as`. */
export function inferStartedBy(expression: StartedByExpression, scope: Scope): Type {
  const { program, module } = scope
  const name = 'name' in expression.start ? expression.start.name : expression.start
  const text = 'name' in expression.start ? `#${name.text}` : name.text
  const starts = (scope.starts ?? []).filter((start) => start.names.has(text))
  if (starts.length === 0 && name.text !== '') {
    const candidates = (scope.starts ?? []).flatMap((start) => [...start.names])
    module.report('unknown-name', expression.start.span, { what: 'starting point', name: text, candidates })
  }
  program.startedBy.set(
    expression,
    starts.map((start) => start.line),
  )
  return boolean
}
