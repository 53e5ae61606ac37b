import { createHmac, timingSafeEqual } from 'node:crypto'
import type { StepKey } from '../core/ids.ts'

/** What a link to unsubscribe stands for: who wants no more of what, and which message carried the link. */
export interface UnsubscribeSubject {
  readonly contact: string
  readonly channel: string
  readonly key: StepKey
}

/**
 * The address of the page on which the contact unsubscribes, for the texts of messages and their `List-Unsubscribe`
 * header. A POST to it does it at once (RFC 8058). It says by itself who is meant and is signed, so that it needs no
 * login, holds as long as the data, and can't be made up. `publicUrl` is where the service is reached from outside.
 */
export function unsubscribeUrl(publicUrl: string, secret: Uint8Array, subject: UnsubscribeSubject): string {
  return `${publicUrl.replace(/\/+$/, '')}/unsubscribe/${unsubscribeToken(secret, subject)}`
}

/** The part of the link that names the subject. */
export function unsubscribeToken(secret: Uint8Array, { contact, channel, key }: UnsubscribeSubject): string {
  const payload = Buffer.from(JSON.stringify([contact, channel, key])).toString('base64url')
  return `${payload}.${signature(secret, payload).toString('base64url')}`
}

/** What a token stands for. `undefined` when it was not made with this secret. */
export function readUnsubscribeToken(secret: Uint8Array, token: string): UnsubscribeSubject | undefined {
  const [payload, signed, ...more] = token.split('.')
  if (payload === undefined || signed === undefined || more.length > 0) return undefined
  const given = Buffer.from(signed, 'base64url')
  const wanted = signature(secret, payload)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  const [contact, channel, key] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as string[]
  return { contact: contact!, channel: channel!, key: key! }
}

/** 128 bits are enough for what nobody can try offline, and keep the link short. */
function signature(secret: Uint8Array, payload: string): Buffer {
  return createHmac('sha256', secret).update(`unsubscribe ${payload}`).digest().subarray(0, 16)
}
