import { createTransport } from 'nodemailer'
import { addressOf, composeMail } from '../mail/compose.ts'
import type { Sender } from '../sender.ts'
import type { Pace, SmtpSettings } from '../settings.ts'
import { type SmtpError, smtpVerdict } from './smtp-verdict.ts'

export interface SmtpOptions extends Omit<SmtpSettings, 'password'> {
  readonly password?: string
  readonly pace: Pace
}

/** Sends mail through a server, over connections that are kept for the next one. */
export function createSmtpSender(options: SmtpOptions): Sender {
  const { host, port, security, user, password, from, replyTo, pace } = options
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    maxConnections: pace.atOnce,
    // Whether a mail is tried again is decided in one place, and that is not here.
    maxRequeues: 0,
    idleTimeout: 20_000,
    connectionTimeout: pace.timeout,
    greetingTimeout: pace.timeout,
    socketTimeout: pace.timeout,
  })
  const sender = { from, ...(replyTo !== undefined && { replyTo }) }
  return {
    name: `smtp ${host}:${port}`,
    async send(parcel, signal) {
      if (addressOf(parcel) === undefined)
        return { kind: 'dead', reason: 'there is no address to send it to' }
      try {
        await transport.sendMail({ ...composeMail(parcel, sender), signal })
        return { kind: 'done' }
      } catch (error) {
        if (signal.aborted) return { kind: 'again', reason: 'it did not answer in time', provider: true }
        return smtpVerdict(error as SmtpError)
      }
    },
    close: async () => transport.close(),
  }
}
