import { formatInstant } from '../../time/instant.ts'
import type { Parcel } from './sender.ts'

/** What a webhook is posted, and what stands in a file of the outbox. The same for every attempt. */
export function parcelJson({ key, command, content, unsubscribe, department }: Parcel): object {
  const { at, contact, journey, run, node } = command
  const about = { key, at: formatInstant(at), contact, journey, run, node }
  switch (command.kind) {
    case 'send': {
      const { message, channel, to, args } = command
      const link = unsubscribe !== undefined && { unsubscribe }
      return { kind: 'message', ...about, message, channel, to, args, content: content ?? {}, ...link }
    }
    case 'call':
      return { kind: 'call', ...about, action: command.action, args: command.args }
    case 'notify': {
      const email = department?.email
      return {
        kind: 'notification',
        ...about,
        department: command.department,
        ...(email !== undefined && { to: email }),
        text: command.text,
      }
    }
  }
}
