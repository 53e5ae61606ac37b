import type { EventDeclaration, Field } from './format.ts'

const message: Record<string, Field> = {
  message: { type: 'message' },
  channel: { type: 'channel', optional: true },
  journey: { type: 'string', optional: true },
  key: { type: 'string', optional: true },
}

/**
 * Events about messages. The runtime emits `sent`; hosts post the others. `key` is the key of the send: without it,
 * the contact's latest send of that message is meant. A bundle need not declare them, and may add fields to them.
 */
export const BUILTIN_EVENTS: Readonly<Record<string, EventDeclaration>> = {
  sent: { fields: message },
  delivered: { fields: message },
  opened: { fields: message },
  clicked: { fields: { ...message, url: { type: 'string', optional: true } } },
  bounced: { fields: message },
  unsubscribed: { fields: { ...message, message: { type: 'message', optional: true } } },
}

/** Whether an event of this name is about a message: a name of its own, which no other event can have. */
export function isAboutMessage(event: string): boolean {
  return Object.hasOwn(BUILTIN_EVENTS, event)
}

/** Events that belong to one send: a run takes only those of its own sends as meant for it. */
export const SEND_EVENTS: ReadonlySet<string> = new Set(['sent', 'delivered', 'opened', 'clicked', 'bounced'])
