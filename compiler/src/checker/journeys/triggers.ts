import type { EventSymbol } from '../../modules/symbols.ts'
import type { Expression, Name, TriggerNode } from '../../syntax/ast.ts'
import { expectCondition } from '../expressions/infer.ts'
import { assume, type Facts } from '../facts.ts'
import type { Payload } from '../scope.ts'
import { lookup, type Scope, withFacts } from '../scope.ts'
import { checkTag } from '../tags.ts'

/** What a start, an arm of a wait, a goal or an exit listens to, checked. */
export interface CheckedTrigger {
  event: EventSymbol | undefined
  /** What is known when it matched; the matched event is the `candidate`. */
  facts: Facts
  /** The scope of its `where` (and `key`), in which the event's name is the one that is matched. */
  scope: Scope
}

export function checkTrigger(
  on: TriggerNode,
  where: Expression | undefined,
  alias: Name | undefined,
  scope: Scope,
): CheckedTrigger {
  let event: EventSymbol | undefined
  let payloads = scope.payloads
  if (on.kind === 'on-tag') checkTag(on.tag, scope)
  else {
    event = lookup(scope, on.event, 'event')
    payloads = namePayload(event, on.event, alias, { of: 'candidate' }, payloads)
  }
  const inside: Scope = { ...scope, payloads }
  if (!where) return { event, facts: scope.facts, scope: inside }
  expectCondition(where, inside)
  const facts = assume(scope.program, where, true, scope.facts)
  return { event, facts, scope: withFacts(inside, facts) }
}

/** Makes an event's values readable by its name, and by the name given with `as`. */
export function namePayload(
  event: EventSymbol | undefined,
  written: Name,
  alias: Name | undefined,
  source: Payload['source'],
  outer: Payload | undefined,
): Payload {
  const payload: Payload = { name: written.text, event, source, outer }
  return alias && alias.text !== '' ? { name: alias.text, event, source, outer: payload } : payload
}
