import type { Field } from '../../checker/program.ts'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Expression, Name } from '../../syntax/ast.ts'
import { expressionsIn } from '../../syntax/expressions.ts'
import type { JourneyFlow } from '../analysis/flow.ts'
import { rule } from '../rule.ts'

/** An event that carries the key of the runs, and is taken for any run. */
export const keyIgnored = rule({
  name: 'key-ignored',
  check({ analysis, program, report }) {
    const isKey = (expression: Expression, field: string) =>
      expressionsIn(expression).some((part) => {
        const meaning = part.kind === 'path' ? program.meanings.get(part) : undefined
        return (
          meaning?.kind === 'payload' && meaning.source.of === 'candidate' && meaning.field.name === field
        )
      })
    for (const flow of analysis.flows) {
      const { symbol } = flow
      const keys = flow.parts.starts.flatMap(({ key }) => {
        const meaning = key?.kind === 'path' ? program.meanings.get(key) : undefined
        return meaning?.kind === 'payload' ? [{ path: key!, field: meaning.field }] : []
      })
      for (const { event, where } of listenersOf(flow)) {
        const listened = program.references.get(event)
        if (listened?.kind !== 'event') continue
        const fields = program.eventFields.get(listened)
        const key = keys.find(({ field }) => fields?.get(field.name)?.type.name === field.type.name)
        if (!key || (where && isKey(where, key.field.name))) continue
        report(
          symbol.file,
          event.span,
          { event: listened.name, field: key.field.name },
          { fixes: keys.length === 1 ? fixes(flow, event, where, key.field) : [] },
        )
      }
    }

    /** A comparison with the key of the run; where both events are of one name, only a person can tell them apart. */
    function fixes(
      { symbol, parts }: JourneyFlow,
      event: Name,
      where: Expression | undefined,
      key: Field,
    ): Fix[] {
      const on = parts.starts[0]!.on
      if (parts.starts.length > 1 || on.kind !== 'on-event' || on.event.text === event.text) return []
      const comparison = `${event.text}.${key.name} == ${on.event.text}.${key.name}`
      const at = (where ?? event).span.end
      const loose = where?.kind === 'binary' && where.op === 'or'
      const edits = [
        {
          file: symbol.file,
          span: { start: at, end: at },
          text: where ? ` and ${comparison}` : ` where ${comparison}`,
        },
      ]
      return loose ? [] : [{ title: `Take only the ${event.text} of this run`, edits }]
    }
  },
})

/** The events that exits, goals and waits listen to. */
function listenersOf({ parts, nodes }: JourneyFlow): { event: Name; where: Expression | undefined }[] {
  const exits = parts.exits.flatMap(({ on, where }) =>
    on?.kind === 'on-event' ? [{ event: on.event, where }] : [],
  )
  const goals = parts.goals.map(({ event, where }) => ({ event, where }))
  const waits = nodes.flatMap(({ step }) =>
    step.kind !== 'wait'
      ? []
      : step.arms.flatMap(({ on, where }) => (on?.kind === 'on-event' ? [{ event: on.event, where }] : [])),
  )
  return [...exits, ...goals, ...waits]
}
