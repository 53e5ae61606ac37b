import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { StepKey } from '../../core/ids.ts'
import type { Instant } from '../../time/instant.ts'
import { pageOf } from './contacts.ts'
import { type Lane, laneOf } from './lane.ts'
import { cursorOf } from './log.ts'
import { seal, unlessDamaged, unseal } from './sealed.ts'
import type { Delivery, DeliveryState, Page, PageRequest } from './store.ts'

/** What changes of a delivery over time. */
export type DeliveryStand = Pick<
  Delivery,
  'key' | 'contact' | 'state' | 'attempts' | 'due' | 'settledAt' | 'reason'
> & {
  /** Its place in the table, by which it is found faster than by its key. */
  readonly no: number
  readonly lane: Lane
}

export interface DeliveryTable {
  find(key: StepKey): Delivery | undefined
  /** What may change of a delivery, and whom it is for: without what is sent, which is large. */
  standOf(key: StepKey): DeliveryStand | undefined
  insert(contact: number, delivery: Delivery): void
  update(stand: DeliveryStand): void
  /** Notes the address that a message went to, when the contact has another by then. */
  readdress(no: number, to: string): void
  /** The lanes that have some that are open and due. */
  dueLanes(now: Instant): Lane[]
  /** How many of each lane are not over yet. What it costs grows with those. */
  openByLane(): Map<Lane, number>
  /** Those of a lane that are open and due, the longest due first; and the keys of those among them that can't be read. */
  dueBy(lane: Lane, now: Instant, limit: number): { deliveries: Delivery[]; damaged: StepKey[] }
  /**
   * The next ones in the order in which they were made, up to one that is not from before a moment: of those that were
   * settled by then, and have no end to come, it is told.
   */
  oldest(
    before: Instant,
    after: number,
    limit: number,
  ): { no: number; state: DeliveryState; isOver: boolean }[]
  remove(no: number): void
  page(request: PageRequest & { state?: DeliveryState; kind?: 'send' | 'call' | 'notify' }): Page<Delivery>
}

const COLUMNS = `deliveries.no, key, contacts.id AS contact, deliveries.state, attempts, deliveries.due, created,
  settled, reason, command, content FROM deliveries JOIN contacts ON contacts.no = contact`

export function deliveryTable(db: DatabaseSync): DeliveryTable {
  const find = db.prepare(`SELECT ${COLUMNS} WHERE key = ?`)
  const standOf = db.prepare(
    `SELECT deliveries.no, key, contacts.id AS contact, lane, deliveries.state, attempts, deliveries.due, settled, reason
     FROM deliveries JOIN contacts ON contacts.no = contact WHERE key = ?`,
  )
  // As lists: an object with names takes as long to make as the row to find.
  standOf.setReturnArrays(true)
  const insert = db.prepare(
    `INSERT INTO deliveries (key, contact, kind, lane, state, attempts, due, created, settled, reason, command, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.prepare(
    'UPDATE deliveries SET state = ?, attempts = ?, due = ?, settled = ?, reason = ? WHERE no = ?',
  )
  const commandOf = db.prepare('SELECT command FROM deliveries WHERE no = ?')
  const setCommand = db.prepare('UPDATE deliveries SET command = ? WHERE no = ?')
  const dueBy = db.prepare(
    `SELECT ${COLUMNS} WHERE lane = ? AND deliveries.due <= ? ORDER BY deliveries.due, deliveries.no LIMIT ?`,
  )
  const oldest = db.prepare(
    'SELECT no, state, due, settled, created FROM deliveries WHERE no > ? ORDER BY no LIMIT ?',
  )
  const remove = db.prepare('DELETE FROM deliveries WHERE no = ?')
  // From lane to lane through the index, without a look at what else is due in each.
  const dueLanes = db.prepare(
    `WITH RECURSIVE lanes (lane) AS (
       SELECT min(lane) FROM deliveries WHERE due IS NOT NULL
       UNION ALL
       SELECT (SELECT min(lane) FROM deliveries WHERE due IS NOT NULL AND lane > lanes.lane)
       FROM lanes WHERE lane IS NOT NULL
     )
     SELECT lane FROM lanes WHERE lane IS NOT NULL
       AND (SELECT min(due) FROM deliveries WHERE due IS NOT NULL AND lane = lanes.lane) <= ?`,
  )
  const openByLane = db.prepare(
    'SELECT lane, count(*) AS count FROM deliveries WHERE due IS NOT NULL GROUP BY lane',
  )
  const pages = new Map<string, StatementSync>()
  function pageWhere(where: string): StatementSync {
    const known = pages.get(where)
    if (known !== undefined) return known
    const sql = `SELECT ${COLUMNS} WHERE deliveries.no < ? ${where} ORDER BY deliveries.no DESC LIMIT ?`
    const page = db.prepare(sql)
    pages.set(where, page)
    return page
  }

  function rows(before: number, limit: number, state?: DeliveryState, kind?: string) {
    const where: string[] = []
    if (state !== undefined) where.push('AND deliveries.state = ?')
    if (kind !== undefined) where.push('AND kind = ?')
    // Said once more, so that SQLite sees that the index of the others is enough: of the two, the one of fewer rows.
    if (state !== undefined && state !== 'done') where.push("AND deliveries.state <> 'done'")
    else if (kind !== undefined && kind !== 'send') where.push("AND kind <> 'send'")
    const values = [state, kind].filter((value) => value !== undefined)
    return pageWhere(where.join(' ')).all(before, ...values, limit)
  }

  return {
    find: (key) => {
      const row = find.get(key)
      return row && delivery(row)
    },
    standOf: (key) => {
      const row = standOf.get(key)
      return row && stand(row as unknown as StandRow)
    },
    insert(contact, { key, state, attempts, due, createdAt, settledAt, reason, command, content }) {
      const texts = content === undefined ? null : seal(JSON.stringify(content))
      const { kind } = command
      const asked = seal(JSON.stringify(command))
      insert.run(
        key,
        contact,
        kind,
        laneOf(command),
        state,
        attempts,
        due ?? null,
        createdAt,
        settledAt ?? null,
        reason ?? null,
        asked,
        texts,
      )
    },
    update({ no, state, attempts, due, settledAt, reason }) {
      update.run(state, attempts, due ?? null, settledAt ?? null, reason ?? null, no)
    },
    readdress(no, to) {
      const command = JSON.parse(unseal(commandOf.get(no)!.command as string)) as Delivery['command']
      setCommand.run(seal(JSON.stringify({ ...command, to })), no)
    },
    dueLanes: (now) => dueLanes.all(now).map((row) => row.lane as Lane),
    openByLane: () => new Map(openByLane.all().map(({ lane, count }) => [lane as Lane, count as number])),
    dueBy(lane, now, limit) {
      const deliveries: Delivery[] = []
      const damaged: StepKey[] = []
      for (const row of dueBy.all(lane, now, limit)) {
        const read = unlessDamaged(() => delivery(row))
        if (read === undefined) damaged.push(row.key as StepKey)
        else deliveries.push(read)
      }
      return { deliveries, damaged }
    },
    oldest(before, after, limit) {
      const rows = oldest.all(after, limit) as {
        no: number
        state: DeliveryState
        due: number | null
        settled: number | null
        created: number
      }[]
      const end = rows.findIndex(({ created }) => created >= before)
      return rows.slice(0, end < 0 ? rows.length : end).map(({ no, state, due, settled }) => {
        return { no, state, isOver: due === null && settled !== null && settled < before }
      })
    },
    remove(no) {
      remove.run(no)
    },
    page({ after, limit, state, kind }) {
      const found = rows(cursorOf(after) || Number.MAX_SAFE_INTEGER, limit, state, kind)
      const { next } = pageOf(found, limit, ({ no }) => String(no))
      return { items: found.map(delivery), ...(next !== undefined && { next }) }
    },
  }
}

type StandRow = readonly [
  no: number,
  key: string,
  contact: string,
  lane: Lane,
  state: DeliveryState,
  attempts: number,
  due: number | null,
  settled: number | null,
  reason: string | null,
]

function stand([no, key, contact, lane, state, attempts, due, settled, reason]: StandRow): DeliveryStand {
  return {
    no,
    key,
    contact,
    lane,
    state,
    attempts,
    ...(due !== null && { due }),
    ...(settled !== null && { settledAt: settled }),
    ...(reason !== null && { reason }),
  }
}

function delivery(row: Record<string, unknown>): Delivery {
  const { key, contact, state, attempts, due, created, settled, reason, command, content } = row as {
    key: string
    contact: string
    state: DeliveryState
    attempts: number
    due: number | null
    created: number
    settled: number | null
    reason: string | null
    command: string
    content: string | null
  }
  return {
    key,
    contact,
    command: JSON.parse(unseal(command)),
    ...(content !== null && { content: JSON.parse(unseal(content)) }),
    state,
    attempts,
    ...(due !== null && { due }),
    createdAt: created,
    ...(settled !== null && { settledAt: settled }),
    ...(reason !== null && { reason }),
  }
}
