import { checkValue } from '../../expressions/check-values.ts'
import type { Values } from '../../expressions/compile.ts'
import type { NodeId, Value } from '../../graph/format.ts'
import type { Destination, LoadedBundle, LoadedJourney, LoadedNode } from '../../graph/loaded.ts'
import { enclosingRepeats } from '../../graph/loops.ts'
import { addDuration } from '../../time/add-duration.ts'
import { type ContactState, type Hold, ownValue, type Run } from '../state.ts'
import { endOfDelay } from '../steps/delay.ts'

/** What becomes of a run that is taken to the latest version of its journey. */
export type Fate =
  /** It stands where it stood, also if the step has another name now. `run` is what it is then. */
  | { readonly kind: 'stays'; readonly run: Run }
  /** It comes to a step, at which it does not stand yet. */
  | { readonly kind: 'arrives'; readonly run: Run }
  /** Its step is gone, and its way is over. */
  | { readonly kind: 'finishes'; readonly run: Run }
  /** It had ended, or is held out: from now on the goals of the latest version are measured. */
  | { readonly kind: 'over'; readonly run: Run }
  /** An answer from outside is awaited at a step that is gone. It goes on in its own version first. */
  | { readonly kind: 'in_flight' }
  /** Its journey is gone. It goes on in its own version until it is over. */
  | { readonly kind: 'left' }
  /** Its step is gone, and nothing says where it goes on. */
  | { readonly kind: 'unanswered' }
  /** Its version is not loaded. */
  | { readonly kind: 'unknown_version' }

/** What becomes of a run. `undefined` when it is on the latest version already. Pure. */
export function fateOf(bundle: LoadedBundle, contact: ContactState, run: Run): Fate | undefined {
  const latest = bundle.journeys.get(run.journey)
  if (latest?.hash === run.hash) return undefined
  const version = bundle.earlier.get(run.journey)?.get(run.hash)
  if (version === undefined) return { kind: 'unknown_version' }
  if (latest === undefined) return { kind: 'left' }
  const destination = (node: NodeId) => version.destination(node)
  const pinned: Run = {
    ...run,
    hash: latest.hash,
    bindings: bindingsIn(latest, run.bindings, destination),
    arrivals: {},
  }
  if (run.state !== 'active' || run.hold === null) return { kind: 'over', run: pinned }
  const to = destination(run.node)
  const awaitsAnswer = run.hold.kind === 'sending' || run.hold.kind === 'calling'
  const node = to.kind === 'step' ? latest.nodes.get(to.node)! : undefined
  if (awaitsAnswer && !takesAnswer(run.hold, to, node)) return { kind: 'in_flight' }
  if (to.kind === 'finish') return { kind: 'finishes', run: { ...pinned, hold: null } }
  if (to.kind !== 'step' || node === undefined) return { kind: 'unanswered' }
  const rounds = roundsAt(latest, node, run.rounds, destination)
  const there: Run = { ...pinned, node: node.id, rounds }
  const hold = to.anew ? undefined : holdAt(bundle, contact, there, node)
  return hold === undefined
    ? { kind: 'arrives', run: { ...there, hold: null } }
    : { kind: 'stays', run: { ...there, hold } }
}

/** Whether a step can take the answer that a run waits for. */
function takesAnswer(hold: Hold, to: Destination, node: LoadedNode | undefined): boolean {
  if (to.kind !== 'step' || to.anew) return false
  return hold.kind !== 'calling' || (node?.kind === 'call' && node.action.name === hold.action)
}

/**
 * What a run waits for at the step in its new form, counted from when it began to wait. `undefined` when it would not
 * wait there: then it comes to the step anew.
 */
function holdAt(bundle: LoadedBundle, contact: ContactState, run: Run, node: LoadedNode): Hold | undefined {
  const hold = run.hold!
  if (hold.kind === 'delay' && node.kind === 'delay') {
    const due = endOfDelay({ bundle, contact, now: hold.began }, run, node)
    if (due === undefined) return undefined
    return due === hold.due ? hold : { ...hold, due }
  }
  if (hold.kind === 'wait' && node.kind === 'wait') {
    const { due: before, ...endless } = hold
    const { zone } = bundle.reader(contact.attributes)
    const due = node.limit && addDuration(hold.began, node.limit, zone)
    if (due === before) return hold
    return due === undefined ? endless : { ...endless, due }
  }
  // A message in quiet hours, or something that awaits its answer.
  return hold
}

/**
 * The rounds of the repeats around a step, also of those that have another name now: of one that is new there, the
 * first has begun.
 */
function roundsAt(
  journey: LoadedJourney,
  node: LoadedNode,
  rounds: Run['rounds'],
  destination: (node: NodeId) => Destination,
): Run['rounds'] {
  const renamed = new Map<NodeId, number>()
  for (const [id, round] of Object.entries(rounds)) {
    const to = journey.nodes.has(id) ? undefined : destination(id)
    if (to?.kind === 'step' && !to.anew) renamed.set(to.node, renamed.get(to.node) ?? round)
  }
  const around = enclosingRepeats(journey.nodes, node)
  return Object.fromEntries(around.map(({ id }) => [id, ownValue(rounds, id) ?? renamed.get(id) ?? 1]))
}

/**
 * The payloads that the latest version reads, under the names that their steps have there. A value of another type than
 * it knows is left out: it counts as missing.
 */
function bindingsIn(
  { kept, payloads }: LoadedJourney,
  bindings: Run['bindings'],
  destination: (node: NodeId) => Destination,
): Run['bindings'] {
  const taken: Record<string, Values> = {}
  for (const [id, values] of Object.entries(bindings)) {
    const to = kept.has(id) ? undefined : destination(id)
    const name = to?.kind === 'step' ? to.node : id
    if (!kept.has(name) || Object.hasOwn(taken, name)) continue
    const fields = payloads.get(name)
    const fitting = Object.entries(values).filter(([field, value]): boolean =>
      isOf(fields?.get(field), value),
    )
    taken[name] = Object.fromEntries(fitting)
  }
  return taken
}

function isOf(field: Parameters<typeof checkValue>[0] | undefined, value: Value): boolean {
  return field !== undefined && checkValue(field, value) !== undefined
}
