/**
 * How a service reaches the outside: what stands in `journey.serve.json`, read and checked. Lengths of time are
 * milliseconds. What is not named goes to the outbox folder, so that nobody writes to anyone by mistake.
 */
export interface ServeSettings {
  /** Where the service is reached from outside, for links in messages. Without it, messages carry none. */
  readonly publicUrl?: string
  /** The folder for everything that has no other way. */
  readonly outbox: string
  /** By the name of the channel. */
  readonly channels: Readonly<Record<string, Destination>>
  /** By the name of the action. */
  readonly actions: Readonly<Record<string, Destination>>
  /** By the name of the department. */
  readonly departments: Readonly<Record<string, Destination>>
}

/** Where something goes, and at what pace. */
export interface Destination {
  readonly way: Way
  readonly pace: Pace
}

/** How something gets out. */
export type Way =
  /** A file for each, in that folder. */
  | { readonly kind: 'folder'; readonly path: string }
  | ({ readonly kind: 'smtp' } & SmtpSettings)
  | ({ readonly kind: 'webhook' } & WebhookSettings)
  /** For departments: the way of a channel, to the department's own address. */
  | { readonly kind: 'channel'; readonly channel: string }

/** A mail server, and who writes. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** `starttls`: encrypted after a greeting, or not at all sent. `tls`: from the first byte. `none`: readable on the way. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user?: string
  readonly password?: SecretSource
  /** The sender's address, perhaps with a name: `Shop <hello@example.com>`. */
  readonly from: string
  readonly replyTo?: string
}

/** An address that gets a signed POST for each parcel. */
export interface WebhookSettings {
  readonly url: string
  /** Signs what is posted. */
  readonly secret: SecretSource
  readonly headers?: Readonly<Record<string, string | SecretSource>>
}

/** Where a secret stands: in a variable of the environment, or in a file, of which the last line break is left out. */
export type SecretSource = { readonly env: string } | { readonly file: string }

/** How fast, how patient. */
export interface Pace {
  /** How many may begin in a second. Absent: as many as can. */
  readonly perSecond?: number
  /** How many may be under way at once. */
  readonly atOnce: number
  /** How long one attempt may take. */
  readonly timeout: number
  /** How long the answer may take of a call that was taken over. Then it has failed. */
  readonly answerWithin: number
  readonly retry: Retry
}

/** When something is tried again that may go well later. */
export interface Retry {
  /** The pause after the first attempt. Each is twice as long as the one before, */
  readonly first: number
  /** but never longer than this, */
  readonly longest: number
  /** and so long after it was handed over it is given up. */
  readonly giveUpAfter: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How often something is tried again when nothing is said. */
export const DEFAULT_RETRY: Retry = { first: MINUTE, longest: 6 * HOUR, giveUpAfter: 72 * HOUR }
/** How fast things go out when nothing is said. */
export const DEFAULT_PACE: Pace = {
  atOnce: 5,
  timeout: 30 * SECOND,
  answerWithin: 7 * 24 * HOUR,
  retry: DEFAULT_RETRY,
}

/** What holds without a file: everything goes to a folder. */
export const DEFAULT_SETTINGS: ServeSettings = {
  outbox: 'outbox',
  channels: {},
  actions: {},
  departments: {},
}
