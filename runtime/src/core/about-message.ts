import type { KnownNames } from '../expressions/check-values.ts'

/** What an event tells of the message that it is about. */
type AboutMessage = {
  readonly message?: string
  readonly channel?: string
  readonly journey?: string
  readonly key?: string
}

/**
 * Without the names that the graph does not declare any more: people open, click and unsubscribe through messages that are
 * older than their names.
 */
export function stillDeclared(
  about: AboutMessage,
  names: Pick<KnownNames, 'messages' | 'channels'>,
): AboutMessage {
  const { message, channel, ...rest } = about
  return {
    ...rest,
    ...(message !== undefined && names.messages.has(message) && { message }),
    ...(channel !== undefined && names.channels.has(channel) && { channel }),
  }
}
