import type { Program } from '../../checker/program.ts'
import type { Name, StartOn } from '../../syntax/ast.ts'
import { constantOf } from './conditions.ts'

/**
 * Names what a start listens to, equal for equal things. Nothing for starts by hand and by time: what they have in common
 * is not known.
 */
export function startKey(on: StartOn, program: Program): string | undefined {
  const declared = (name: Name) => program.references.get(name)?.name
  switch (on.kind) {
    case 'on-event':
      return `event ${declared(on.event)}`
    case 'on-tag':
      return `${on.removed ? 'untag' : 'tag'} ${declared(on.tag.name)}`
    case 'on-segment':
      return `${on.left ? 'leave' : 'enter'} ${declared(on.segment)}`
    case 'on-change': {
      const change = `change ${on.field.names.at(-1)?.text}`
      if (!on.to) return change
      const value = constantOf(on.to, program)
      return value === undefined ? undefined : `${change} to ${value}`
    }
    default:
      return undefined
  }
}
