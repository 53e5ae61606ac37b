import { type Condition, compileCondition, compileExpression } from '../expressions/compile.ts'
import { parseDuration } from '../time/duration.ts'
import type { Exit, Expr, Start, StartTrigger, Trigger } from './format.ts'
import { environment, type Local, unknown } from './journey-parts.ts'
import type { LoadedExit, LoadedGoal, LoadedJourney, LoadedStart } from './loaded.ts'
import { append } from './preparation.ts'
import { isSchedule, type TriggerKey, triggerKey } from './triggers.ts'
import { joinPath } from './validate.ts'

/** Reports the name in a trigger that refers to nothing. */
export function checkTrigger(on: StartTrigger, path: string, { preparation }: Local): void {
  if ('manually' in on || isSchedule(on)) return
  if ('change' in on) {
    if (!preparation.contact.has(on.change)) unknown('contact field', on.change, path, preparation)
    return
  }
  if ('enter' in on || 'leave' in on) {
    const segment = 'enter' in on ? on.enter : on.leave
    if (preparation.segments.get(segment) === undefined) unknown('segment', segment, path, preparation)
    return
  }
  if ('event' in on) {
    if (preparation.events.get(on.event) === undefined) unknown('event', on.event, path, preparation)
    return
  }
  const tag = 'tag' in on ? on.tag : on.untag
  if (!preparation.tags.has(tag)) unknown('tag', tag, path, preparation)
}

/** The condition of what listens to a trigger. Without one, it always holds. */
export function prepareWhere(
  where: Expr | undefined,
  on: StartTrigger,
  path: string,
  local: Local,
): Condition {
  checkTrigger(on, path, local)
  return where === undefined ? () => true : compileCondition(where, environment(path, local, on))
}

/** Who is let in by a start. */
function conditionOf({ on, where }: Start): Expr | undefined {
  if (!isSchedule(on) || on.for === undefined) return where
  const inside: Expr = { in_segment: on.for }
  return where === undefined ? inside : { and: [inside, where] }
}

/** Makes a starting point ready. */
export function prepareStart(start: Start, journey: LoadedJourney, path: string, local: Local): LoadedStart {
  const { id, on, key } = start
  return {
    id,
    journey,
    where: prepareWhere(conditionOf(start), on, path, local),
    ...('change' in on && on.to !== undefined && { to: compileExpression(on.to, environment(path, local)) }),
    ...(key !== undefined && { key: compileExpression(key, environment(path, local, on)) }),
  }
}

/** Makes the goals of a journey ready, by what they listen to. */
export function prepareGoals(path: string, local: Local): Map<TriggerKey, LoadedGoal[]> {
  const goals = new Map<TriggerKey, LoadedGoal[]>()
  for (const [name, { event, where, within }] of Object.entries(local.source.goals)) {
    append(goals, triggerKey({ event }), {
      name,
      where: prepareWhere(where, { event }, joinPath(`${path}.goals`, name), local),
      ...(within !== undefined && { within: parseDuration(within)! }),
    })
  }
  return goals
}

/** Makes an exit ready. */
export function prepareExit(exit: Exit, path: string, local: Local): { on?: Trigger; exit: LoadedExit } {
  if ('on' in exit) {
    return { on: exit.on, exit: { id: exit.id, holds: prepareWhere(exit.where, exit.on, path, local) } }
  }
  return { exit: { id: exit.id, holds: compileCondition(exit.when, environment(path, local)) } }
}

/** The exits that listen to something, by what that is. */
export function groupExits(exits: { on?: Trigger; exit: LoadedExit }[]): Map<TriggerKey, LoadedExit[]> {
  const groups = new Map<TriggerKey, LoadedExit[]>()
  for (const { on, exit } of exits) if (on !== undefined) append(groups, triggerKey(on), exit)
  return groups
}
