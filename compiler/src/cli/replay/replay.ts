import {
  type ContactState,
  createMemoryHost,
  createStatistics,
  DAY,
  type HandedMessage,
  type Instant,
  type LoadedBundle,
  type Problem,
  type Renderer,
  type RuntimeRecord,
  type Statistics,
  type Suppression,
  sampleResult,
  toldAt,
} from '@journey-lang/runtime'
import { type RunView, RunViews } from '../../test/run-view.ts'
import { Asked, type Call, type Notice } from './asked.ts'
import type { EventLog } from './event-log.ts'

/** What became of a log of events. */
export interface Replay {
  /** How many lines of the log were reached. */
  lines: number
  /** The moment at which it was stopped; absent when nothing happened. */
  until: Instant | undefined
  statistics: Statistics
  contacts: ContactState[]
  /** Of all contacts, in order of entry. */
  runs: RunView[]
  sent: HandedMessage[]
  /** Actions that were called, in order. */
  calls: Call[]
  /** Notifications, in order. */
  notices: Notice[]
  /** By journey, then by message. */
  messages: Map<string, Map<string, MessageCount>>
  problems: Problem[]
  /** Somebody is still held until a later moment than the furthest that is looked at. */
  cutOff: boolean
}

export interface MessageCount {
  sent: number
  failed: number
  suppressed: Partial<Record<Suppression, number>>
}

/** When to stop: with the last event, at a moment, or when nobody is held any more. */
export type Until = 'last event' | 'end' | Instant

/** How far after the last event the end is looked for: journeys with a way back may have none. */
const FURTHEST = 5 * 365 * DAY

/** Sends a log of events through the journeys, on a clock that jumps from one thing that happens to the next. */
export function replay(bundle: LoadedBundle, renderer: Renderer, log: EventLog, until: Until): Replay {
  const statistics = createStatistics(bundle)
  const runs = new RunViews()
  const sent: HandedMessage[] = []
  const asked = new Asked()
  const messages: Replay['messages'] = new Map()
  const problems = [...log.problems]
  let lines = 0
  let line: number | undefined
  const told = new Set(log.inputs.flatMap((input) => (input.kind === 'result' ? [input.action] : [])))
  const host = createMemoryHost(bundle, {
    renderer,
    // Where the log tells what an action answered, its calls wait for that.
    answer: ({ action, at }) =>
      told.has(action) ? undefined : { ok: true, values: sampleResult(bundle.actions.get(action)!, at) },
    onSend: (message) => sent.push(message),
    onRecord: (record) => {
      statistics.add(record)
      runs.add(record)
      asked.add(record)
      countMessage(messages, record)
      if (record.kind === 'problem') problems.push(placed(record, line))
    },
  })
  const limit = typeof until === 'number' ? until : Number.POSITIVE_INFINITY
  for (const input of log.inputs) {
    const told = toldAt(input)
    if (told > limit) break
    lines++
    // Records of timers that fire on the way to this input are not about its line.
    line = undefined
    if (Number.isFinite(told)) host.advanceTo(told - 1)
    line = log.lineOf.get(input)
    host.post(input)
  }
  line = undefined
  const last = host.now
  let cutOff = false
  if (typeof until === 'number') host.advanceTo(until)
  else if (until === 'end') cutOff = !host.runUntilIdle(last + FURTHEST)
  else host.advanceTo(last)
  return {
    lines,
    until: Number.isFinite(host.now) ? host.now : undefined,
    statistics: statistics.statistics,
    contacts: [...host.contacts()],
    runs: [...runs.all],
    sent,
    calls: asked.calls,
    notices: asked.notices,
    messages,
    problems,
    cutOff,
  }
}

function placed({ problem, contact }: Extract<RuntimeRecord, { kind: 'problem' }>, line: number | undefined) {
  const place = line === undefined ? { path: `contact ${contact}` } : { line }
  return { ...problem, place: { ...place, ...problem.place } }
}

function countMessage(messages: Replay['messages'], record: RuntimeRecord): void {
  if (record.kind !== 'sent' && record.kind !== 'failed' && record.kind !== 'suppressed') return
  const ofJourney = messages.get(record.journey) ?? new Map<string, MessageCount>()
  messages.set(record.journey, ofJourney)
  const counted = ofJourney.get(record.message) ?? { sent: 0, failed: 0, suppressed: {} }
  ofJourney.set(record.message, counted)
  if (record.kind === 'suppressed') {
    counted.suppressed[record.reason] = (counted.suppressed[record.reason] ?? 0) + 1
  } else counted[record.kind]++
}
