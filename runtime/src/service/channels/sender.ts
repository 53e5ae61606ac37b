import type { StepKey } from '../../core/ids.ts'
import type { CallResult } from '../../core/inputs.ts'
import type { CallCommand, NotifyCommand, SendCommand } from '../../core/output.ts'
import type { Content } from '../../render/renderer.ts'

/** What is to be brought to the outside. Every attempt with the same key carries the same. */
export interface Parcel {
  readonly key: StepKey
  readonly command: SendCommand | CallCommand | NotifyCommand
  /** It has the form of a mail: a message on a channel of the kind `email`, or a notification. */
  readonly isMail: boolean
  /** The texts of a message. */
  readonly content?: Content
  /** A page on which the contact can unsubscribe from the channel, at once by a POST (RFC 8058). */
  readonly unsubscribe?: string
  /** Whom a notification is for. */
  readonly department?: { readonly title?: string; readonly email?: string }
  /** Which attempt this is: 1 is the first. */
  readonly attempt: number
}

/** What an attempt came to. */
export type Verdict =
  /** It was taken. Of a call with what it answered; without, the answer comes later by another way. */
  | { readonly kind: 'done'; readonly result?: CallResult }
  /**
   * It may go well later. `after`: not before so many milliseconds, as the provider asks. `provider`: the trouble is the
   * provider's, not this parcel's, and whatever else goes there will meet it too.
   */
  | { readonly kind: 'again'; readonly reason: string; readonly after?: number; readonly provider?: true }
  /** It will never go well. `bounced`: there is nobody at this address. */
  | { readonly kind: 'dead'; readonly reason: string; readonly bounced?: true }

/** A way out. */
export interface Sender {
  /** For people: `smtp mail.example.com:587`. */
  readonly name: string
  /**
   * Brings one parcel out. Never rejects: what goes wrong is a verdict. When the signal aborts, it gives up soon; what it
   * then knows may be wrong, as the other side may have taken the parcel.
   */
  send(parcel: Parcel, signal: AbortSignal): Promise<Verdict>
  /** Looks whether it could, as far as this machine knows. Rejects with a sentence that says what to do. */
  check?(): Promise<void>
  /** Lets go of connections. */
  close(): Promise<void>
}

/** The reason of an error, in one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { message, cause } = error
  const code = (error as NodeJS.ErrnoException).code
  const whole = [message, cause === undefined ? '' : describeError(cause)]
    .filter((part) => part !== '')
    .join(': ')
  return oneLine(whole === '' ? (code ?? error.name) : whole)
}

/** At most so many characters of a text of somebody else, on one line. */
export function oneLine(text: string, most = 300): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
