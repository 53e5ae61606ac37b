import { reference } from '../measure/reference.mjs'
import { checkEnd, contacts, DAY, ORDER, PASSES, repeated } from './ways.mjs'

/**
 * The welcome journey as an xstate machine, written as its documentation advises: `setup` with named guards, actions
 * and delays, nested states for the stages, transient states for the branch.
 *
 * It does less than the runtime: quiet hours, the cap, the window of the goal, the check of payloads, the records
 * that statistics are made of, and calendar days in the contact's zone have no part in it.
 */
function welcomeMachine({ setup, assign }) {
  const week = 7 * DAY
  /** A message is handed over, unless the contact agrees no longer or has no address. */
  const handOver = (target) => [
    { guard: 'hasLeft', target: '#welcome.exited' },
    { guard: 'canBeReached', target },
  ]
  const sending = (message, args, next) => ({
    entry: { type: 'send', params: { message, args } },
    on: { delivered: next, failed: next },
  })
  return setup({
    guards: {
      hasLeft: ({ context }) => context.emailOptIn !== true,
      canBeReached: ({ context }) => typeof context.email === 'string' && context.email !== '',
      isNear: ({ context }) => context.country === 'DE' || context.country === 'AT',
      isLargeOrder: ({ event }) => event.total.currency === 'EUR' && event.total.amount >= 1000,
    },
    actions: {
      send: () => {},
      addTag: assign({ tags: ({ context }, { tag }) => [...context.tags, tag] }),
      reachGoal: assign({ goals: ({ context }, { goal }) => [...context.goals, goal] }),
    },
    delays: { week },
  }).createMachine({
    id: 'welcome',
    context: ({ input }) => ({ ...input, tags: [], goals: [] }),
    initial: 'subscription',
    states: {
      subscription: {
        initial: 'start',
        states: {
          start: { always: handOver('hello') },
          hello: sending('hello', {}, 'firstWeek'),
          firstWeek: {
            on: {
              purchased: {
                guard: 'isLargeOrder',
                target: '#welcome.conversion',
                actions: { type: 'reachGoal', params: { goal: 'first_purchase' } },
              },
            },
            after: { week: handOver('offer') },
          },
          offer: sending('offer', { discount: 0.1 }, 'secondChance'),
          secondChance: {
            on: {
              purchased: {
                target: '#welcome.conversion',
                actions: { type: 'reachGoal', params: { goal: 'first_purchase' } },
              },
            },
            after: { week: 'howFar' },
          },
          howFar: { always: [{ guard: 'isNear', target: 'near' }, 'far'] },
          near: { always: handOver('freeShipping') },
          far: { always: handOver('lastOffer') },
          freeShipping: sending('free_shipping', {}, 'lastChance'),
          lastOffer: sending('offer', { discount: 0.15 }, 'lastChance'),
          lastChance: {
            on: {
              purchased: {
                target: '#welcome.conversion',
                actions: { type: 'reachGoal', params: { goal: 'first_purchase' } },
              },
            },
            after: { week: '#welcome.lost' },
          },
        },
      },
      conversion: {
        initial: 'tagging',
        states: {
          tagging: {
            entry: { type: 'addTag', params: { tag: 'vip' } },
            always: handOver('thanks'),
          },
          thanks: sending('thanks', {}, '#welcome.thanked'),
        },
      },
      thanked: { type: 'final' },
      lost: { type: 'final' },
      exited: { type: 'final' },
    },
  })
}

/** The event that stands for an input. A delay that has passed is an event that the machine asked for. */
function eventOf(kind, timer) {
  switch (kind) {
    case 'sent':
      return { type: 'delivered' }
    case 'bought':
      return { type: 'purchased', ...ORDER }
    case 'time':
      return timer
  }
}

/** The situations that contacts come into, written down once: a snapshot, and what happens to it. */
function situations({ initialTransition, transition }, machine) {
  return contacts.flatMap(({ id, way }) => {
    const input = { id, name: 'Sara', email: `${id}@example.com`, country: way.country, emailOptIn: true }
    const messages = []
    let snapshot
    let timer
    const found = way.inputs.map((kind) => {
      const situation = kind === 'enter' ? { input } : { snapshot, event: eventOf(kind, timer) }
      const [next, actions] =
        kind === 'enter' ? initialTransition(machine, input) : transition(machine, snapshot, situation.event)
      for (const { type, params } of actions) {
        if (type === 'send') messages.push(params.message)
        if (type === 'xstate.raise') timer = params.event
      }
      snapshot = next
      return situation
    })
    checkEnd('xstate', way, { at: String(snapshot.value), messages })
    return found
  })
}

/** The same ways through xstate's pure functions; `undefined` where xstate is not installed. */
export async function xstateContender() {
  const xstate = await reference('xstate', 'transition')
  if (xstate === undefined) return undefined
  const { initialTransition, transition } = xstate
  const machine = welcomeMachine(xstate)
  const all = situations(xstate, machine)
  return {
    moves: all.length * PASSES,
    name: 'xstate: transition',
    run: repeated(() =>
      all.map(({ input, snapshot, event }) =>
        snapshot === undefined ? initialTransition(machine, input) : transition(machine, snapshot, event),
      ),
    ),
  }
}
