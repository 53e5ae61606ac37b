import { randomBytes } from 'node:crypto'
import type { Store } from '../store/open.ts'

const NOTE = 'secret'

/** 32 random bytes that belong to the data: made once, kept with it. */
export function secretOf(store: Store): Uint8Array {
  const known = store.notes.get<string>(NOTE)
  if (known !== undefined) return Buffer.from(known, 'hex')
  const made = randomBytes(32)
  store.transact(() => store.notes.set(NOTE, made.toString('hex')))
  return made
}
