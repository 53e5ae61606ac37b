import type { Program } from '../../checker/program.ts'
import type { StartOn } from '../../syntax/ast.ts'

/** Names what a start listens to, if that is an event or a tag that is added or removed: equal for equal things. */
export function startKey(on: StartOn, program: Program): string | undefined {
  if (on.kind === 'on-event') return `event ${program.references.get(on.event)?.name}`
  if (on.kind === 'on-tag')
    return `${on.removed ? 'untag' : 'tag'} ${program.references.get(on.tag.name)?.name}`
  return undefined
}
