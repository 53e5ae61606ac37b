import {
  type Bundle,
  canonicalJson,
  formatInstant,
  type HandedMessage,
  type Instant,
} from '@journey-lang/runtime'
import type { RunView } from '../../test/run-view.ts'
import type { OutputFile } from '../output-files.ts'
import type { Replay } from './replay.ts'

/** What `journey run` writes: each message, where each contact is, and the counts. */
export function replayFiles(replay: Replay, bundle: Bundle): OutputFile[] {
  const { sent, calls, notices, contacts, runs, statistics } = replay
  const byContact = Map.groupBy(runs, ({ contact }) => contact)
  const whereabouts = contacts.map(({ id, attributes, tags }) => ({
    contact: id,
    attributes,
    tags,
    runs: (byContact.get(id) ?? []).map((run) => runLine(run, bundle)),
  }))
  return [
    { path: 'sent.jsonl', text: jsonLines(sent.map(sentLine)) },
    ...(bundle.actions ? [{ path: 'calls.jsonl', text: jsonLines(calls.map(withTime)) }] : []),
    ...(bundle.departments ? [{ path: 'notifications.jsonl', text: jsonLines(notices.map(withTime)) }] : []),
    { path: 'contacts.jsonl', text: jsonLines(whereabouts) },
    { path: 'statistics.json', text: canonicalJson(statistics, { indent: 2 }) },
  ]
}

function sentLine(message: HandedMessage): object {
  const { at, contact, journey, run, node, channel, to, args, key, content, outcome } = message
  const failure = outcome?.ok === false ? { failed: outcome.reason } : {}
  return {
    at: formatInstant(at),
    contact,
    message: message.message,
    channel,
    to,
    args,
    content,
    journey,
    run,
    node,
    key,
    ...failure,
  }
}

function withTime<T extends { at: Instant }>(item: T): object {
  return { ...item, at: formatInstant(item.at) }
}

function runLine(view: RunView, bundle: Bundle): object {
  const { run, journey, start, enteredAt, state, node, held, ended, goals } = view
  const time = (instant: number | undefined) => (instant === undefined ? undefined : formatInstant(instant))
  return {
    run,
    journey,
    start,
    enteredAt: formatInstant(enteredAt),
    state,
    node,
    stage: node === undefined ? undefined : bundle.journeys[journey]?.nodes[node]?.stage,
    since: time(held?.at),
    until: time(held?.due),
    endedAt: time(ended?.at),
    reason: ended?.reason,
    goals: goals.map(({ goal, at }) => ({ goal, at: formatInstant(at) })),
  }
}

function jsonLines(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}
