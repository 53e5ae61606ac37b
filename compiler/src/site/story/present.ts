import {
  addDuration,
  type Goal,
  type Instant,
  type NodeId,
  parseDuration,
  type Run,
  type WaitNode,
} from '@journey-lang/runtime'
import { clean, isolate } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import { exitWords, goalWords, quote, sentence, stepWords } from '../../emit/words.ts'
import { type Deliveries, messageText, quietText } from './acts.ts'
import { at, because, type Scene, wordsOf } from './scene.ts'
import { armText, capital } from './steps.ts'
import type { Sentence } from './story.ts'
import { lengthText, momentText } from './times.ts'

/** What a live run waits for, what would move it on, what would end it, and the goals that are left to it. */
export function tellPresent(scene: Scene, run: Run, now: Instant, deliveries: Deliveries): Sentence[] {
  const goals = tellGoals(scene, run, now)
  if (run.state === 'held_out') return goals
  if (run.state !== 'active') return goals
  return [...tellHold(scene, run, now, deliveries), ...tellExits(scene), ...goals]
}

function tellHold(scene: Scene, run: Run, now: Instant, deliveries: Deliveries): Sentence[] {
  const { hold, node: id } = run
  const node = own(scene.version.journey.nodes, id)
  if (hold === null || node === undefined) return []
  const context = wordsOf(scene, id)
  const here = at(scene, id)
  const since = `since ${momentText(run.since[0], scene.zone)} (${lengthText(now - run.since[0])})`
  switch (hold.kind) {
    case 'delay': {
      const text = `Waits ${since}: ${stepWords(node, context).heading}.`
      return [
        { topic: 'wait', ...here, text },
        onwards(scene, id, 'next', dueText('On', hold.due, now, scene.zone)),
      ]
    }
    case 'wait':
      return node.kind === 'wait' ? tellWait(scene, id, node, since, now, hold.due) : []
    case 'quiet': {
      const channel =
        node.kind === 'send' ? own(scene.version.bundle.messages, node.message)?.channel : undefined
      const sending = own(scene.version.bundle.channels, channel ?? '')
      const hours = quietText(sending && 'to' in sending ? sending : undefined)
      const text = `${capital(stepWords(node, context).heading)} waits for the end of quiet hours${hours}: ${momentText(hold.due, scene.zone)}.`
      return [{ topic: 'wait', ...here, text }]
    }
    case 'sending':
    case 'calling':
      return [{ topic: 'wait', ...here, key: hold.key, text: attemptText(scene, run, hold, deliveries) }]
  }
}

/** How far the outside has got with what was asked of it. */
function attemptText(
  scene: Scene,
  { node }: Run,
  hold: Extract<NonNullable<Run['hold']>, { kind: 'sending' | 'calling' }>,
  deliveries: Deliveries,
): string {
  const delivery = deliveries(hold.key)
  const what =
    hold.kind === 'calling'
      ? `the answer of ${isolate(clean(hold.action))}`
      : delivery?.command.kind === 'send'
        ? `${messageText({ message: delivery.command.message, node, key: hold.key }, scene, deliveries)} to be taken`
        : 'the message to be taken'
  if (delivery?.state === 'answering' && delivery.due !== undefined) {
    return `Waits for ${what}, until ${momentText(delivery.due, scene.zone)}: without one the call has failed then.`
  }
  const tried = delivery?.attempts ?? 0
  if (tried === 0) return `Waits for ${what}.`
  const times = tried === 1 ? 'once' : `${tried} times`
  const reason = delivery?.reason === undefined ? '' : `: ${clean(delivery.reason)}`
  const next =
    delivery?.due === undefined ? '' : ` The next try is on ${momentText(delivery.due, scene.zone)}.`
  return `Waits for ${what}. It was tried ${times}${reason}.${next}`
}

function tellWait(
  scene: Scene,
  id: NodeId,
  node: WaitNode,
  since: string,
  now: Instant,
  due: Instant | undefined,
): Sentence[] {
  const context = wordsOf(scene, id)
  const waited = node.arms.map((arm) => armText(arm, context))
  const what =
    waited.length === 0
      ? 'for time to pass'
      : `${'until' in node.arms[0]! && waited.length === 1 ? 'until' : 'for'} ${waited.join(' or ')}`
  const told: Sentence[] = [{ topic: 'wait', ...at(scene, id), text: `Waits ${what}, ${since}.` }]
  for (const arm of node.arms) {
    const lead = `As soon as ${armText(arm, context)}${'until' in arm ? ' holds' : ' happens'}`
    const facts = 'until' in arm ? because(scene, arm.until, { tense: 'is', node: id }) : {}
    told.push({ ...onwards(scene, id, arm.name, lead), ...facts })
  }
  if (due !== undefined) {
    const lead = dueText(waited.length === 0 ? 'On' : 'Otherwise, on', due, now, scene.zone)
    told.push(onwards(scene, id, 'timeout', lead))
  } else told.push({ topic: 'wait', text: 'There is no limit: it waits as long as it takes.' })
  return told
}

/** When something comes by itself; what is due already only waits for its turn. */
function dueText(lead: string, due: Instant, now: Instant, zone: string): string {
  return due > now
    ? `${lead} ${momentText(due, zone)}`
    : `Since ${momentText(due, zone)} it is due: in its turn`
}

/** Where a way out of a step leads. */
function onwards(scene: Scene, id: NodeId, edge: string, lead: string): Sentence {
  const edges: Readonly<Record<string, NodeId>> = own(scene.version.journey.nodes, id)?.edges ?? {}
  const to = own(edges, edge)
  const target = to === undefined ? undefined : own(scene.version.journey.nodes, to)
  const topic = edge === 'timeout' || edge === 'next' ? 'time' : 'reach'
  if (to === undefined || target === undefined) return { topic, text: `${lead}, it goes on.` }
  if (target.kind === 'finish') {
    const reason = target.reason === undefined ? '' : `: ${quote(clean(target.reason))}`
    return { topic: 'finish', ...at(scene, to), text: `${lead}, the run ends${reason}.` }
  }
  return {
    topic,
    ...at(scene, to),
    text: `${lead}, it goes on with: ${sentence(stepWords(target, wordsOf(scene, to)))}.`,
  }
}

function tellExits(scene: Scene): Sentence[] {
  const context = wordsOf(scene)
  return scene.version.journey.exits.map((exit): Sentence => {
    const words = exitWords(exit, context).replace(/^exit /, '')
    const facts = 'when' in exit ? because(scene, exit.when, { tense: 'is' }) : {}
    return { topic: 'exit', text: `Would leave the journey ${words}.`, ...facts }
  })
}

function tellGoals(scene: Scene, run: Run, now: Instant): Sentence[] {
  const { journey } = scene.version
  return Object.keys(journey.goals)
    .sort()
    .map((name): Sentence => {
      const goal = journey.goals[name]!
      const reached = own(run.goals, name)
      const title = isolate(clean(name))
      if (reached !== undefined) {
        return { topic: 'goal', text: `The goal ${title} was reached on ${momentText(reached, scene.zone)}.` }
      }
      return { topic: 'goal', text: openGoalText(scene, run, title, goal, name, now) }
    })
}

function openGoalText(scene: Scene, run: Run, title: string, goal: Goal, name: string, now: Instant): string {
  const { details } = goalWords(name, { ...goal, within: undefined as never }, wordsOf(scene))
  const what = `The goal ${title} (${details.join(' ')})`
  const within = goal.within === undefined ? undefined : parseDuration(goal.within)
  if (within === undefined) {
    return run.state === 'active'
      ? `${what} can be reached while the run is live.`
      : `${what} was not reached.`
  }
  const end = addDuration(run.enteredAt, within, scene.zone)
  const until = momentText(end, scene.zone)
  return end > now ? `${what} can still be reached, until ${until}.` : `${what} was not reached by ${until}.`
}
