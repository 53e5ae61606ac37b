import { runId, stepKey } from '../../core/ids.ts'
import type { ContactState, Hold, Run, SentMessage } from '../../core/state.ts'
import type { Position } from '../../past/history.ts'
import type { Instant } from '../../time/instant.ts'

/**
 * How the state of a contact is written: JSON without what its row says (the id, keys of entry), without what follows
 * from the rest (identities of runs and messages), and without what is empty. A contact is written again with every
 * input, so this is much of what the service writes.
 */
export function contactText(state: ContactState): string {
  const { id, attributes, aside, tags, clock, seq, history, past, memberships } = state
  const { wake, sends, entries, runs, seen, schedule } = state
  const isKeyed = hasKeys(entries)
  // What is undefined is left out by `JSON.stringify`.
  const written: Written = {
    clock,
    seq,
    attributes,
    aside,
    tags: filled(tags),
    history: filled(history),
    past,
    memberships,
    wake,
    sends: sends.length > 0 ? sends.map((one) => sendText(one, runs, clock ?? 0)) : undefined,
    entries: isKeyed ? withoutKeys(entries) : entries,
    keyed: isKeyed ? true : undefined,
    runs: runs.length > 0 ? runs.map((run) => runText(run, id, clock ?? 0)) : undefined,
    seen: filled(seen),
    schedule,
  }
  return JSON.stringify(written)
}

/** The state in a text. `withKeys` gives entries their keys, which stand elsewhere: it is asked when there are some. */
export function contactFrom(
  id: string,
  text: string,
  withKeys: (entries: ContactState['entries']) => ContactState['entries'],
): ContactState {
  const written: Written = JSON.parse(text)
  const { attributes, tags = [], seq, history = [], seen = [], aside, clock, past, memberships } = written
  const { wake, schedule, entries } = written
  const runs = (written.runs ?? []).map((run) => ('id' in run ? run : runFrom(run, id, clock ?? 0)))
  const sends = (written.sends ?? []).map((one) => ('key' in one ? one : sendFrom(one, runs, clock ?? 0)))
  return {
    id,
    attributes,
    ...(aside !== undefined && { aside }),
    tags,
    ...(clock !== undefined && { clock }),
    seq,
    history,
    ...(past !== undefined && { past }),
    ...(memberships !== undefined && { memberships }),
    ...(wake !== undefined && { wake }),
    sends,
    entries: written.keyed ? withKeys(entries) : entries,
    runs,
    seen,
    ...(schedule !== undefined && { schedule }),
  }
}

/** All of an object's fields, so that one that is added is not forgotten here. */
type Whole<T> = { readonly [K in keyof Required<T>]: T[K] | undefined }

type Written = Omit<Whole<ContactState>, 'id' | 'entries' | 'runs' | 'sends'> & {
  readonly attributes: ContactState['attributes']
  readonly seq: number
  readonly entries: ContactState['entries']
  /** There are keys of entry. */
  readonly keyed: true | undefined
  readonly runs: readonly (RunText | Run)[] | undefined
  readonly sends: readonly (SendText | SentMessage)[] | undefined
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

function hasKeys(entries: ContactState['entries']): boolean {
  for (const journey in entries) if (entries[journey]!.keys !== undefined) return true
  return false
}

function withoutKeys(entries: ContactState['entries']): ContactState['entries'] {
  return Object.fromEntries(Object.entries(entries).map(([journey, { keys: _, ...rest }]) => [journey, rest]))
}

/**
 * A run by what it mostly has. `entry`: the number in its id, or the id if that is another. Moments are told by how long
 * before the clock of the contact they were: large numbers take long to write.
 */
type RunText = readonly [
  journey: string,
  entry: number | string,
  hash: string,
  start: string,
  began: readonly [age: number, seq: number],
  since: readonly [age: number, seq: number],
  node: string,
  token: number,
  hold: HoldText | null,
  visits: Run['visits'],
  rare?: Partial<RareParts>,
]
type RareParts = Omit<
  Whole<Run>,
  'id' | 'journey' | 'hash' | 'start' | 'began' | 'since' | 'node' | 'token' | 'hold' | 'visits'
>
/** Without the key of what is awaited, if it is the one of this visit. */
type HoldText =
  | Hold
  | { readonly kind: 'sending'; readonly hop: number }
  | Omit<Hold & { kind: 'calling' }, 'key'>

function runText(run: Run, contact: string, clock: Instant): RunText {
  const { id, journey, hash, start, key, enteredAt, began, since, state, reason, node } = run
  const { hold, token, arrivals, rounds, visits, bindings, goals } = run
  const rare: RareParts = {
    key,
    enteredAt: enteredAt === began[0] ? undefined : enteredAt,
    state: state === 'active' ? undefined : state,
    reason,
    arrivals: used(arrivals),
    rounds: used(rounds),
    bindings: used(bindings),
    goals: used(goals),
  }
  const number = Number(id.slice(id.lastIndexOf('#') + 1))
  const entry = runId(journey, contact, key, number) === id ? number : id
  return [
    journey,
    entry,
    hash,
    start,
    [clock - began[0], began[1]],
    [clock - since[0], since[1]],
    node,
    token,
    holdText(hold, run),
    visits,
    rare,
  ]
}

function runFrom(text: RunText, contact: string, clock: Instant): Run {
  const [journey, entry, hash, start, [age, first], [still, last], node, token, hold, visits, rare = {}] =
    text
  const began: Position = [clock - age, first]
  const { key, reason, enteredAt = began[0], state = 'active' } = rare
  const { arrivals = {}, rounds = {}, bindings = {}, goals = {} } = rare
  const id = typeof entry === 'number' ? runId(journey, contact, key, entry) : entry
  return {
    id,
    journey,
    hash,
    start,
    ...(key !== undefined && { key }),
    enteredAt,
    began,
    since: [clock - still, last],
    state,
    ...(reason !== undefined && { reason }),
    node,
    hold: hold && holdFrom(hold, stepKey(id, node, visits[node]!)),
    token,
    arrivals,
    rounds,
    visits,
    bindings,
    goals,
  }
}

/** A record that has something in it. */
function used<T extends object>(record: T): T | undefined {
  for (const _ in record) return record
  return undefined
}

function holdText(hold: Hold | null, { id, node, visits }: Run): HoldText | null {
  if (hold === null || !('key' in hold) || hold.key !== stepKey(id, node, visits[node]!)) return hold
  const { key: _, ...rest } = hold
  return rest
}

function holdFrom(hold: HoldText, key: string): Hold {
  return 'key' in hold || (hold.kind !== 'sending' && hold.kind !== 'calling') ? hold : { ...hold, key }
}

/** A message of a run that is still there. `visit`: what is behind the step in its key. */
type SendText = readonly [
  run: number,
  node: string,
  visit: string,
  message: string,
  channel: string,
  age: number,
  outcome?: NonNullable<SentMessage['outcome']>,
]

function sendText(sent: SentMessage, runs: readonly Run[], clock: Instant): SendText | SentMessage {
  const { key, journey, run: id, node, message, channel, at, outcome } = sent
  const run = runs.findIndex((one) => one.id === id)
  const step = id.length + 1
  const isUsual =
    run >= 0 && runs[run]!.journey === journey && key.startsWith(id) && key.startsWith(node, step)
  if (!isUsual || key[step - 1] !== '/' || key[step + node.length] !== '/') return sent
  const visit = key.slice(step + node.length + 1)
  const age = clock - at
  return outcome === undefined
    ? [run, node, visit, message, channel, age]
    : [run, node, visit, message, channel, age, outcome]
}

function sendFrom(
  [of, node, visit, message, channel, age, outcome]: SendText,
  runs: readonly Run[],
  clock: Instant,
): SentMessage {
  const { id: run, journey } = runs[of]!
  const key = `${run}/${node}/${visit}`
  const sent = { key, journey, run, node, message, channel, at: clock - age }
  return outcome === undefined ? sent : { ...sent, outcome }
}
