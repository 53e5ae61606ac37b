import { join } from 'node:path'
import { newContact } from '@journey-lang/runtime'
import { BEGINNING, DAY } from '../running/ways.mjs'
import { folder, graphOf, openHost } from './host.mjs'

/** Contacts that are due every day. */
const DUE = 1000
/** Contacts that sleep, by the environment: a contender is made in a thread of its own. */
const sleeping = () => Number(process.env.JOURNEY_BENCH_SLEEPING)

const JOURNEY = `
contact { name: string? }
event begin
journey daily { start on begin repeat up to 1000 times { delay 1 day } }
journey sleep { start manually delay 36500 days }
`

export const graph = () => graphOf(JOURNEY)

/** A file with contacts that are due each day, and others that sleep for a hundred years. */
export async function openSleepers(path, count) {
  const host = await openHost(path, graph(), BEGINNING)
  const { store, write } = host
  const input = (input) => ({ kind: 'input', input: { at: BEGINNING, ...input } })
  const busy = Array.from({ length: DUE }, (_, index) => `busy-${index}`)
  write(
    busy.map((contact) => input({ kind: 'event', event: 'begin', contact })),
    BEGINNING,
  )
  if (count === 0) return host
  write([input({ kind: 'start', journey: 'sleep', contact: 'sleeper' })], BEGINNING)
  const { state, due, last } = store.contacts.find('sleeper')
  const first = store.contacts.highestNo() + 1
  store.transact(() => {
    for (let index = 0; index < count; index++) {
      const id = `sleeper-${index}`
      store.contacts.insert({ no: first + index, state: { ...newContact(id), ...state, id }, due, last })
    }
  })
  return host
}

/** All who are due at that moment go on. */
export function tick({ store, write }, now) {
  const due = store.contacts.dueBy(now, DUE + 1)
  if (due.length !== DUE) throw new Error(`The benchmark is wrong: ${due.length} are due.`)
  return write(
    due.map((one) => ({ kind: 'due', ...one })),
    now,
  )
}

function tickContender(name, count) {
  return async () => {
    const host = await openSleepers(join(folder(), 'data.db'), count())
    let day = 0
    return { name: name(), moves: DUE, run: () => tick(host, BEGINNING + ++day * DAY) }
  }
}

export const aloneContender = tickContender(
  () => 'a tick with 1,000 due',
  () => 0,
)
export const amongContender = tickContender(
  () => `… and ${sleeping().toLocaleString('en-US')} sleeping`,
  sleeping,
)
