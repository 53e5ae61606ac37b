import type { SendMailOptions } from 'nodemailer'
import { keyHash, mailKeyHeader, messageId } from '../key-forms.ts'
import { oneLine, type Parcel } from '../sender.ts'
import { plainTextOf } from './plain-text.ts'

/** Who writes. */
export interface MailSender {
  readonly from: string
  readonly replyTo?: string
}

/**
 * The mail that a message or a notification is sent as. The same parcel always gives the same bytes, so that a repeat can
 * be recognised: its Message-ID and the boundaries between its parts come from the key, its date is when it was handed over.
 */
export function composeMail(parcel: Parcel, { from, replyTo }: MailSender): SendMailOptions {
  const { key, command } = parcel
  return {
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: { name: '', address: addressOf(parcel) ?? '' },
    ...textsOf(parcel),
    date: new Date(command.at),
    messageId: messageId(key, domainOf(from)),
    baseBoundary: keyHash(key).slice(40, 56),
    headers: { 'X-Journey-Key': mailKeyHeader(key), ...unsubscribeHeaders(parcel) },
    // Nothing in a text makes this machine read a file or ask a server.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Where the mail goes. `undefined` for what has no address. */
export function addressOf({ command, department }: Parcel): string | undefined {
  return command.kind === 'send' ? command.to : department?.email
}

function textsOf({ command, content = {} }: Parcel): SendMailOptions {
  if (command.kind === 'notify') {
    const { text, journey, node, contact } = command
    return {
      subject: oneLine(text, 120),
      text: `${text}\n\n– \nContact: ${contact}\nJourney: ${journey}, at "${node}"\n`,
    }
  }
  const { subject = '', body = '', format } = content
  const texts = format === 'html' ? { html: body, text: plainTextOf(body) } : { text: body }
  return { subject: oneLine(subject, 900), ...texts }
}

function unsubscribeHeaders({ unsubscribe }: Parcel): Record<string, string> {
  if (unsubscribe === undefined) return {}
  return {
    'List-Unsubscribe': `<${foldable(unsubscribe)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/** White space in such an address means nothing (RFC 2369): a long one is folded there, for no line may have more than 998 characters. */
function foldable(address: string): string {
  return address.length <= 900 ? address : address.replace(/.{60}(?=.)/gs, '$& ')
}

/** The domain of `Shop <hello@example.com>`. */
function domainOf(from: string): string {
  return /@([^\s<>@]+?)>?\s*$/.exec(from)?.[1] ?? 'localhost'
}
