import type { DatabaseSync } from 'node:sqlite'
import type { Run } from '../../core/state.ts'
import type { NodeId } from '../../graph/format.ts'
import type { Instant } from '../../time/instant.ts'

/** Since when a run counts as standing at its step: the end of its last delay or wait. */
export function standsSince(run: Run): Instant {
  return run.since[0]
}

/** Which contacts have live runs at which step. */
export interface StandingTable {
  add(contact: number, run: Run): void
  remove(contact: number, run: Run): void
  at(
    journey: string,
    node: NodeId,
    after: { since: Instant; contact: number },
    limit: number,
  ): { since: Instant; contact: number }[]
  /** Forgets what was noted of a transaction that was taken back. */
  reset(): void
}

export function standingTable(db: DatabaseSync): StandingTable {
  const find = db.prepare('SELECT no FROM steps WHERE journey = ? AND node = ?')
  const name = db.prepare('INSERT INTO steps (journey, node) VALUES (?, ?)')
  const add = db.prepare(
    'INSERT INTO standing (step, since, contact) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const remove = db.prepare('DELETE FROM standing WHERE step = ? AND since = ? AND contact = ?')
  const at = db.prepare(
    'SELECT since, contact FROM standing WHERE step = ? AND (since, contact) > (?, ?) ORDER BY since, contact LIMIT ?',
  )
  const steps = new Map<string, Map<NodeId, number>>()

  function known(journey: string, node: NodeId): number | undefined {
    const cached = steps.get(journey)?.get(node)
    const no = cached ?? (find.get(journey, node)?.no as number | undefined)
    if (no !== undefined && cached === undefined) note(journey, node, no)
    return no
  }
  function note(journey: string, node: NodeId, no: number): number {
    const nodes = steps.get(journey) ?? new Map<NodeId, number>()
    steps.set(journey, nodes.set(node, no))
    return no
  }
  const stepOf = ({ journey, node }: Run) =>
    known(journey, node) ?? note(journey, node, Number(name.run(journey, node).lastInsertRowid))

  return {
    add(contact, run) {
      add.run(stepOf(run), standsSince(run), contact)
    },
    remove(contact, run) {
      remove.run(stepOf(run), standsSince(run), contact)
    },
    at(journey, node, after, limit) {
      const step = known(journey, node)
      if (step === undefined) return []
      return at.all(step, after.since, after.contact, limit) as unknown as {
        since: Instant
        contact: number
      }[]
    },
    reset: () => steps.clear(),
  }
}
