import { createHmac, timingSafeEqual } from 'node:crypto'

/** How long after it was made a signature is taken, in seconds: long enough for slow networks and wrong clocks. */
export const SIGNATURE_TOLERANCE = 300

/** The value of `Journey-Signature`: when it was signed, in seconds since 1970, and the HMAC-SHA256 of that and the body. */
export function sign(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${hmac(secret, seconds, body).toString('hex')}`
}

/** Whether a body was signed with this secret not long ago. `now` is in seconds since 1970. */
export function verifySignature(secret: string, body: string, header: string, now: number): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header)
  if (match === null || Math.abs(now - Number(match[1])) > SIGNATURE_TOLERANCE) return false
  return timingSafeEqual(hmac(secret, Number(match[1]), body), Buffer.from(match[2]!, 'hex'))
}

function hmac(secret: string, seconds: number, body: string): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
}
