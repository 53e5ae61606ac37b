import type { Instant, MatchNode, Node, NodeId, RuntimeRecord, WaitNode } from '@journey-lang/runtime'
import { WHOLE } from '@journey-lang/runtime'
import { clean, isolate } from '../../emit/bidi.ts'
import { expressionText, own } from '../../emit/expression-text.ts'
import { countText, durationText, percentText } from '../../emit/quantity-text.ts'
import { armName, armWhere, type Context, edgeWords, quote, stepWords } from '../../emit/words.ts'
import { at, because, type Scene, wordsOf } from './scene.ts'
import { payloadText } from './starts.ts'
import type { Sentence } from './story.ts'
import { lengthText } from './times.ts'

type Passed = Extract<RuntimeRecord, { kind: 'passed' }>

/** What the way that a run took past a step tells; nothing for steps of which another record tells more. */
export function tellPassing(scene: Scene, record: Passed, heldAt: Instant | undefined): Sentence | undefined {
  const node = own(scene.version.journey.nodes, record.node)
  if (node === undefined) return undefined
  const told = passing(scene, node, record, heldAt)
  return told && { at: record.at, ...at(scene, record.node), ...told }
}

function passing(
  scene: Scene,
  node: Node,
  { node: id, edge, at: now }: Passed,
  heldAt: Instant | undefined,
): Pick<Sentence, 'topic' | 'text' | 'because'> | undefined {
  const context = wordsOf(scene, id)
  const waited = heldAt === undefined ? undefined : lengthText(now - heldAt)
  switch (node.kind) {
    case 'branch': {
      const text = `${expressionText(node.when, context)}? ${edge === 'then' ? 'Yes' : 'No'}.`
      return { topic: 'ask', text, ...because(scene, node.when, { node: id }) }
    }
    case 'match':
      return {
        topic: 'ask',
        text: matchText(node, edge, context),
        // A value that is looked up and has an arm of its own is told by that.
        ...(!isPlain(node.on, edge) && because(scene, node.on, { node: id })),
      }
    case 'split': {
      const arm = node.arms.find(({ name }) => name === edge)
      const share = arm === undefined ? '' : ` (${percentText(arm.share / WHOLE)})`
      const text = `Drawn into ${isolate(clean(edge))}${share} of the split ${isolate(clean(node.split))}. The draw of a contact never changes.`
      return { topic: 'ask', text }
    }
    case 'repeat': {
      const most = `at most ${countText(node.times)}`
      const until = node.until === undefined ? '' : `, until ${expressionText(node.until, context)}`
      const text =
        edge === 'body' ? `Another round begins (${most}${until}).` : `The rounds are over (${most}${until}).`
      return { topic: 'ask', text, ...because(scene, node.until, { node: id }) }
    }
    case 'delay':
      if (edge === 'past')
        return { topic: 'time', text: `Too late for “${stepWords(node, context).heading}”.` }
      return {
        topic: 'time',
        text:
          waited === undefined
            ? `There was nothing to wait for: ${stepWords(node, context).heading}.`
            : `Waited ${waited} (${stepWords(node, context).heading}).`,
      }
    case 'wait':
      return waitPassing(scene, node, id, edge, waited)
    default:
      return undefined
  }
}

function isPlain(on: MatchNode['on'], edge: string): boolean {
  return typeof on === 'object' && 'var' in on && edge !== 'else'
}

function matchText(node: MatchNode, edge: string, context: Context): string {
  return `${expressionText(node.on, context)}? ${capital(edgeWords(node, edge, context) ?? edge)}.`
}

function waitPassing(
  scene: Scene,
  node: WaitNode,
  id: NodeId,
  edge: string,
  waited: string | undefined,
): Pick<Sentence, 'topic' | 'text' | 'because'> {
  const context = wordsOf(scene, id)
  const arm = node.arms.find(({ name }) => name === edge)
  if (arm === undefined) {
    const limit = node.limit === undefined ? 'The time' : durationText(node.limit)
    return { topic: 'time', ...missedText(scene, node, id, capital(limit)) }
  }
  const name = armName(arm, context, quote)
  if ('until' in arm) {
    const text = waited === undefined ? `No need to wait until ${name}.` : `After ${waited}: ${name}.`
    return { topic: 'reach', text, ...because(scene, arm.until, { node: id }) }
  }
  const payload = 'event' in arm.on ? payloadText(scene, arm.on.event) : ''
  const text =
    waited === undefined
      ? `${name} had happened already: no need to wait.`
      : `${name} happened after ${waited}${payload}.`
  const scope = 'event' in arm.on ? { event: arm.on.event } : {}
  return { topic: 'reach', text, ...because(scene, arm.where, { node: id, scope }) }
}

/** An event that a wait is for, but not under the condition that it asks for: why the run did not move. */
export function tellMiss(scene: Scene, id: NodeId, event: string, now: Instant): Sentence | undefined {
  const node = own(scene.version.journey.nodes, id)
  if (node?.kind !== 'wait') return undefined
  const context = wordsOf(scene, id)
  const arm = node.arms.find((one) => 'on' in one && 'event' in one.on && one.on.event === event)
  if (arm === undefined || !('on' in arm) || arm.where === undefined) return undefined
  const text = `${armName(arm, context, quote)} happened${payloadText(scene, event)}, but that is not what the wait is for: ${armWhere(arm, context)}.`
  return {
    topic: 'ask',
    at: now,
    ...at(scene, id),
    text,
    ...because(scene, arm.where, { node: id, scope: { event } }),
  }
}

/** What did not come while time went by. */
function missedText(
  scene: Scene,
  node: WaitNode,
  id: NodeId,
  limit: string,
): Pick<Sentence, 'text' | 'because'> {
  const context = wordsOf(scene, id)
  const [only, second] = node.arms
  if (only === undefined) return { text: `${limit} went by.` }
  if (second === undefined && 'until' in only) {
    const text = `${limit} went by, and ${armText(only, context)} did not come true.`
    return { text, ...because(scene, only.until, { node: id }) }
  }
  return { text: `${limit} went by without ${node.arms.map((arm) => armText(arm, context)).join(' or ')}.` }
}

/** What an arm waits for, with its condition: `“Bought something” where purchased.total > 50 EUR`. */
export function armText(arm: WaitNode['arms'][number], context: Context): string {
  const where = armWhere(arm, context)
  return `${armName(arm, context, quote)}${where === undefined ? '' : ` ${where}`}`
}

/** With a capital at the beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
