import { describeError, type Verdict } from '../sender.ts'

/** What a mail server, or the way to it, said no with. */
export interface SmtpError extends Error {
  /** The three digits of the server's reply. */
  readonly responseCode?: number
  readonly response?: string
  /** The command that it was the reply to. */
  readonly command?: string
  readonly code?: string
}

/**
 * What a failed attempt means. A 5xx about the recipient or the text is for good. One before that, in answer to the
 * greeting, the login or the sender's address, is about us: it meets every mail, and somebody will mend it.
 */
export function smtpVerdict(error: SmtpError): Verdict {
  const { responseCode, command, code } = error
  const reason = describeError(error)
  if (responseCode === undefined) {
    const isUnsendable = code === 'EENVELOPE' || code === 'EMESSAGE'
    return isUnsendable ? { kind: 'dead', reason } : { kind: 'again', reason, provider: true }
  }
  const isAboutMail =
    command === 'RCPT TO' || command === 'DATA' || (command === 'MAIL FROM' && responseCode === 552)
  if (!isAboutMail || responseCode === 421) return { kind: 'again', reason, provider: true }
  if (responseCode < 500) return { kind: 'again', reason }
  return { kind: 'dead', reason, ...(command === 'RCPT TO' && isNobody(error) && { bounced: true }) }
}

/** Whether the reply says that the address is nobody's: by its enhanced code (RFC 3463) if it has one. */
function isNobody({ responseCode, response = '' }: SmtpError): boolean {
  const enhanced = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  if (enhanced !== undefined) return enhanced.startsWith('5.1.') || enhanced === '5.2.1'
  return responseCode === 550 || responseCode === 551 || responseCode === 553
}
