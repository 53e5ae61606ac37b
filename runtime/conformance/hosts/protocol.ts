/**
 * The protocol of the conformance kit (README.md), for hosts that are written with this package: what the lines of a
 * case ask of a host, and how what happened is written down.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type ContactState,
  formatInstant,
  type Hold,
  type Input,
  type Instant,
  type LoadedBundle,
  loadBundle,
  type Outcome,
  parseInstant,
  parseLogLine,
  type Run,
  type RuntimeRecord,
  type SendCommand,
  type StepKey,
  type Suppression,
  unwrap,
} from '@journey-lang/runtime'

/** What a host is to do, in order. */
export interface Case {
  /** The graph, loaded. */
  readonly bundle: LoadedBundle
  readonly steps: readonly CaseStep[]
  /** Messages whose outcome the case tells. All others go well at once. */
  readonly told: ReadonlySet<StepKey>
}

export type CaseStep =
  | { readonly kind: 'input'; readonly input: Input }
  /** Let time go on until this moment, and what is due at it happen. */
  | { readonly kind: 'clock'; readonly at: Instant }

/** What a host has to show at the end of a case. */
export interface Played {
  /** Of each contact in order; how those of several contacts are mixed does not matter. */
  readonly records: Iterable<RuntimeRecord>
  readonly contacts: Iterable<ContactState>
  /** The command with which a message was handed over. */
  readonly handedOver: (key: StepKey) => Pick<SendCommand, 'to' | 'args'>
}

/** Reads the two files of a case. Throws when they are not what the protocol says. */
export function readCase(graph: string, events: string): Case {
  const steps = events.split('\n').flatMap((line, index) => (line === '' ? [] : [readStep(line, index + 1)]))
  const told = steps.flatMap((step) =>
    step.kind === 'input' && step.input.kind === 'outcome' ? [step.input.key] : [],
  )
  return { bundle: unwrap(loadBundle(JSON.parse(graph))), steps, told: new Set(told) }
}

function readStep(text: string, number: number): CaseStep {
  const line = JSON.parse(text)
  if (line.type === 'clock') return { kind: 'clock', at: instantOf(line.at) }
  const received = line.received === undefined ? {} : { received: instantOf(line.received) }
  if (line.type === 'outcome') {
    const { contact, key } = line
    const about = { kind: 'outcome' as const, contact, key, at: instantOf(line.at), ...received }
    return { kind: 'input', input: { ...about, ...outcomeOf(line) } }
  }
  const parsed = parseLogLine(text, number)
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ message }) => `line ${number}: ${message}`).join('\n'))
  return { kind: 'input', input: { ...parsed.value, ...received } }
}

function outcomeOf({ failed, withheld }: { failed?: string; withheld?: Suppression }): Outcome {
  if (withheld !== undefined) return { ok: false, reason: withheld, withheld }
  return failed === undefined ? { ok: true } : { ok: false, reason: failed }
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text)
  if (instant === undefined) throw new Error(`not a moment: ${text}`)
  return instant
}

/** What happened, as the lines that a case expects: contact by contact its records, then how it stands. */
export function transcript({ records, contacts, handedOver }: Played): string {
  const lines = new Map<string, object[]>()
  const linesOf = (contact: string) => {
    const known = lines.get(contact) ?? []
    lines.set(contact, known)
    return known
  }
  for (const record of records) linesOf(record.contact).push(recordLine(record, handedOver))
  for (const contact of contacts) linesOf(contact.id).push(contactLine(contact))
  return [...lines]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .flatMap(([, ofContact]) => ofContact.map((line) => `${JSON.stringify(line)}\n`))
    .join('')
}

function recordLine(record: RuntimeRecord, handedOver: Played['handedOver']): object {
  const { contact, at, kind, ...rest } = record
  const about = { contact, at: formatInstant(at), kind }
  switch (record.kind) {
    case 'handed': {
      const { to, args } = handedOver(record.key)
      return { ...about, ...rest, to, args }
    }
    case 'failed':
    case 'call_failed': {
      const { reason: _, ...known } = rest as typeof record
      return { ...about, ...known }
    }
    case 'problem': {
      const { journey, run, problem } = record
      return { ...about, code: problem.code, ...(journey && { journey }), ...(run && { run }) }
    }
    case 'held':
    case 'missed':
      return { ...about, ...rest, ...(record.due !== undefined && { due: formatInstant(record.due) }) }
    default:
      return { ...about, ...rest }
  }
}

function contactLine({ id, attributes, tags, runs }: ContactState): object {
  const live = runs.filter(({ state }) => state === 'active')
  return { contact: id, kind: 'contact', attributes, tags: [...tags].sort(), runs: live.map(runLine) }
}

function runLine({ id, journey, start, key, enteredAt, node, hold, goals }: Run): object {
  return {
    run: id,
    journey,
    start,
    ...(key !== undefined && { key }),
    enteredAt: formatInstant(enteredAt),
    node,
    hold: hold && holdLine(hold),
    goals: Object.fromEntries(Object.entries(goals).map(([goal, at]) => [goal, formatInstant(at)])),
  }
}

function holdLine(hold: Hold): object {
  if ('key' in hold) return { for: hold.kind, key: hold.key }
  return { for: hold.kind, ...(hold.due !== undefined && { due: formatInstant(hold.due) }) }
}

/** Makes a module that is run by itself a command of the kit: its last arguments are the graph and the events. */
export async function beCommand(
  module: ImportMeta,
  play: (given: Case) => Played | Promise<Played>,
): Promise<void> {
  if (process.argv[1] !== fileURLToPath(module.url)) return
  const [graph, events] = process.argv.slice(-2).map((path) => readFileSync(path, 'utf8'))
  process.stdout.write(transcript(await play(readCase(graph!, events!))))
}
