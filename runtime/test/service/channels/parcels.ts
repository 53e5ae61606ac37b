import type { Parcel } from '../../../src/service/channels/sender.ts'
import { moment } from '../../helpers.ts'

const about = { at: moment('2026-03-02 10:00'), contact: 'sara', journey: 'welcome', run: 'welcome/sara#1' }

/** A mail to Sara, with changes. */
export function letter(changes: Partial<Parcel> & { to?: string } = {}): Parcel {
  const { to = 'sara@example.com', ...more } = changes
  const key = more.key ?? 'welcome/sara#1/send hello/1'
  return {
    key,
    attempt: 1,
    isMail: true,
    content: { subject: 'Welcome, Sara', body: 'Good to have you here.' },
    command: {
      kind: 'send',
      ...about,
      key,
      node: 'send hello',
      message: 'hello',
      channel: 'mail',
      to,
      args: {},
    },
    ...more,
  }
}

/** A call of `make_coupon`. */
export function coupon(changes: Partial<Parcel> = {}): Parcel {
  const key = 'welcome/sara#1/call make_coupon/1'
  const args = { percent: 0.1 }
  return {
    key,
    attempt: 1,
    isMail: false,
    command: { kind: 'call', ...about, key, node: 'call make_coupon', action: 'make_coupon', args },
    ...changes,
  }
}

/** A notification for the sales department. */
export function notice(changes: Partial<Parcel> = {}): Parcel {
  const key = 'welcome/sara#1/notify sales/1'
  const text = 'Call Sara\nShe did not buy.'
  return {
    key,
    attempt: 1,
    isMail: true,
    department: { title: 'Sales', email: 'sales@example.com' },
    command: { kind: 'notify', ...about, key, node: 'notify sales', department: 'sales', text },
    ...changes,
  }
}
