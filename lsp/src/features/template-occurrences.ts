import { namesInTemplate, type TemplateMeaning } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Entity, keyOf } from './entities.ts'
import type { Occurrence } from './occurrences.ts'

/**
 * The names in a template that stand for something of the project, in the order of the text. Where messages share a
 * template, a variable stands for a parameter of each of them.
 */
export function templateOccurrences(
  { program, templateAt }: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
): Occurrence[] {
  const found = new Map<string, Occurrence>()
  const { template, uses = [] } = templateAt(path) ?? {}
  for (const { message } of uses) {
    for (const { span, text, means } of template ? namesInTemplate(template, message, program) : []) {
      const entity = entityOf(means)
      if (entity) found.set(`${span.start} ${keyOf(entity)}`, { span, text, entity, role: 'read' })
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start)
}

function entityOf(means: TemplateMeaning): Entity | undefined {
  switch (means.kind) {
    case 'contact-field':
      return { kind: 'field', field: means.field, of: 'contact' }
    case 'param':
      return { kind: 'field', field: means.field, of: 'message' }
    case 'tag':
      return { kind: 'symbol', symbol: means.symbol }
    case 'member': {
      const member = means.of.declaration.members.find(({ name }) => name.text === means.name)
      return member && { kind: 'member', of: means.of, member }
    }
  }
}
