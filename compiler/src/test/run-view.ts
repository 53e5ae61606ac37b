import type { Instant, NodeId, RuntimeRecord } from '@journey-lang/runtime'

/** Where a run is, as the records of what happened tell it. */
export interface RunView {
  run: string
  contact: string
  journey: string
  /** Id of the starting point. */
  start: string
  enteredAt: Instant
  /** Absent for one that is held out. */
  node?: NodeId
  state: 'active' | 'finished' | 'exited' | 'held_out'
  /** Since when the run stands still at its step, and until when at the latest. */
  held?: { at: Instant; due?: Instant }
  /** When it ended, and why. */
  ended?: { at: Instant; reason?: string }
  /** Goals that it reached, in order. */
  goals: { goal: string; at: Instant }[]
}

/** Follows runs through records as they come. */
export class RunViews {
  readonly #views = new Map<string, RunView>()

  /** All runs, in order of entry. */
  get all(): Iterable<RunView> {
    return this.#views.values()
  }

  add(record: RuntimeRecord): void {
    if (record.kind === 'entered') {
      const { run, contact, journey, start, at, node } = record
      this.#views.set(run, { run, contact, journey, start, enteredAt: at, node, state: 'active', goals: [] })
    } else if (record.kind === 'held_out') {
      const { run, contact, journey, start, at } = record
      this.#views.set(run, { run, contact, journey, start, enteredAt: at, state: 'held_out', goals: [] })
    } else if ('run' in record && record.run !== undefined) {
      const view = this.#views.get(record.run)
      if (view) follow(view, record)
    }
  }
}

function follow(view: RunView, record: RuntimeRecord): void {
  switch (record.kind) {
    case 'passed':
      view.node = record.to
      delete view.held
      break
    case 'held':
      view.held = { at: record.at, ...(record.due !== undefined && { due: record.due }) }
      break
    case 'finished':
      end(view, 'finished', record.at, record.reason)
      break
    case 'exited':
      end(view, 'exited', record.at, record.exit)
      break
    case 'goal':
      view.goals.push({ goal: record.goal, at: record.at })
      break
    default:
  }
}

function end(view: RunView, state: 'finished' | 'exited', at: Instant, reason: string | undefined): void {
  view.state = state
  view.ended = { at, ...(reason !== undefined && { reason }) }
  delete view.held
}
