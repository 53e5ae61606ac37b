import { bundle, call, delay, finish, journey, notify, send, split } from '../../helpers.ts'

/**
 * Two journeys that reach outside in every way, on ways of their own: where a run ends follows from what happened
 * alone, whatever the moment at which each thing becomes known. So a host that lost its process many times must end
 * them as one that never did.
 */
export const shop = bundle(
  {
    orders: journey({
      starts: [{ id: 'purchased', on: { event: 'purchased' }, key: { var: ['event', 'order'] } }],
      nodes: {
        text: send('nudge', 'short'),
        short: delay('PT1S', 'coupon'),
        coupon: call('mail', 'none'),
        mail: send('hello', 'told'),
        told: notify('An order', 'side'),
        side: split('side', { left: 5000, right: 5000 }, { left: 'left', right: 'right' }),
        left: finish('left'),
        right: finish('right'),
        none: finish('no coupon'),
      },
    }),
    welcome: journey({
      enter: { rule: 'once' },
      nodes: { hello: send('hello', 'pause'), pause: delay('PT2S', 'done'), done: finish('welcomed') },
    }),
  },
  {
    channels: {
      mail: { kind: 'email', to: 'ada@example.com', consent: 'opt_in' },
      text: { kind: 'sms', to: '+49 341 555 0100' },
    },
  },
)
