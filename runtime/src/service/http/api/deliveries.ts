import { stillDeclared } from '../../../core/about-message.ts'
import type { CallResult, ResultInput } from '../../../core/inputs.ts'
import type { Value } from '../../../graph/format.ts'
import { DELIVERY_STATES, type Delivery } from '../../store/store.ts'
import { HttpProblem } from '../problem.ts'
import { object, oneOf, optional, raw, text } from '../schema.ts'
import { idGiven, momentGiven, takeOne } from './inputs.ts'
import { type ApiContext, operation } from './operation.ts'
import {
  givenMoment,
  givenValues,
  gives,
  name,
  pageOf,
  pageRequest,
  paging,
  receipt,
  UNCHANGED,
} from './values.ts'
import { deliverySchema, deliveryView } from './views.ts'

const area = 'Deliveries'
const keyParam = text({
  description: 'The key of the delivery, percent-encoded: a `/` in it is `%2F`, a `#` is `%23`.',
  maxLength: 4000,
})

function deliveryOf(key: string, { engine }: ApiContext): Delivery {
  const delivery = engine.reader.delivery(key)
  if (delivery === undefined) throw new HttpProblem('not_found', `There is no delivery "${key}".`)
  return delivery
}

/** Either values or why it failed. */
function resultGiven({ values, failed }: { values?: CallValues; failed?: string }): CallResult {
  if (values !== undefined) return { ok: true, values }
  if (failed !== undefined) return { ok: false, reason: failed }
  throw new HttpProblem('invalid', 'The body needs "values", or "failed" with the reason.')
}

type CallValues = Readonly<Record<string, Value>>

export const deliveryOperations = [
  operation({
    id: 'listDeliveries',
    method: 'get',
    path: '/v1/deliveries',
    area,
    summary: 'List messages, calls and notifications, newest first',
    params: {
      ...paging,
      state: optional(oneOf(DELIVERY_STATES, { description: 'Only those.' })),
      kind: optional(oneOf(['send', 'call', 'notify'], { description: 'Only those.' })),
    },
    gives: gives('A part of the list.', pageOf(deliverySchema)),
    fails: [],
    run({ params }, { engine }) {
      const { state, kind } = params
      const page = engine.reader.deliveries({
        ...pageRequest(params),
        ...(state && { state }),
        ...(kind && { kind }),
      })
      return { status: 200, body: { ...page, items: page.items.map(deliveryView) } }
    },
  }),
  operation({
    id: 'getDelivery',
    method: 'get',
    path: '/v1/deliveries/{key}',
    area,
    summary: 'Read about a delivery',
    params: { key: keyParam },
    gives: gives('The delivery.', deliverySchema),
    fails: ['not_found'],
    run: ({ params }, context) => ({ status: 200, body: deliveryView(deliveryOf(params.key, context)) }),
  }),
  operation({
    id: 'retryDelivery',
    method: 'post',
    path: '/v1/deliveries/{key}/retry',
    area,
    summary: 'Try a delivery again now',
    description: 'One that failed for good, waits for its next attempt, or whose answer has not come.',
    params: { key: keyParam },
    gives: gives('It is due now.', deliverySchema),
    fails: ['not_found', 'conflict'],
    async run({ params }, context) {
      const { state } = deliveryOf(params.key, context)
      if (!(await context.engine.retry(params.key))) {
        throw new HttpProblem(
          'conflict',
          `It is ${state}: only what waits, for an attempt or an answer, or is dead can be tried again.`,
        )
      }
      return { status: 200, body: deliveryView(deliveryOf(params.key, context)) }
    },
  }),
  operation({
    id: 'postDeliveryEvent',
    method: 'post',
    path: '/v1/deliveries/{key}/events',
    area,
    summary: 'Tell what became of a message',
    description:
      'It was delivered, opened or clicked, it bounced, or its reader unsubscribed. The key says which message it was, so nothing else need be known. Of a message that is not declared any more, only unsubscribing counts.',
    params: { key: keyParam },
    body: object({
      event: oneOf(['delivered', 'opened', 'clicked', 'bounced', 'unsubscribed']),
      url: optional(text({ description: 'What was clicked.' })),
      payload: optional(givenValues('Further fields that the journeys declare for this event.')),
      id: optional(name('By which a repeated request is known.')),
      at: optional(givenMoment('When.')),
    }),
    idempotent: true,
    gives: gives('What became of it.', receipt),
    fails: ['not_found', 'conflict', 'refused'],
    example: { body: { event: 'opened' } },
    run({ params, body, idempotencyKey }, context) {
      const { contact, command } = deliveryOf(params.key, context)
      if (command.kind !== 'send') {
        throw new HttpProblem('conflict', `It is no message, but a ${command.kind}.`)
      }
      const { key, message, channel, journey } = command
      const { event, url, payload, id, at } = body
      const { bundle } = context.engine
      // All but unsubscribing are about a message, and nothing can wait for one that is not declared any more.
      if (event !== 'unsubscribed' && !bundle.messages.has(message)) return UNCHANGED
      return takeOne(
        {
          kind: 'event',
          event,
          contact,
          at: momentGiven(at, context),
          payload: {
            ...(payload as Readonly<Record<string, Value>> | undefined),
            ...(url !== undefined && { url }),
            ...stillDeclared({ message, channel, journey, key }, bundle),
          },
          ...idGiven(id, idempotencyKey),
        },
        context,
      )
    },
  }),
  operation({
    id: 'postCallResult',
    method: 'post',
    path: '/v1/calls/{key}/result',
    area,
    summary: 'Answer a call of an action',
    description:
      'Either the values that the action returns, or why it failed. Values that do not fit what the action declares are refused, and the call still waits. Only the first answer counts: a later one is `unchanged`.',
    params: { key: keyParam },
    body: raw<{ values?: CallValues; failed?: string; at?: string }>({
      ...object({
        values: optional(givenValues('What the action returns.')),
        failed: optional(text({ description: 'Why it failed.', minLength: 1 })),
        at: optional(givenMoment('When.')),
      }).json,
      not: { required: ['values', 'failed'] },
    }),
    idempotent: true,
    gives: gives('What became of it.', receipt),
    fails: ['not_found', 'conflict', 'refused'],
    example: { body: { values: { code: 'TEA10' } } },
    run({ params, body, idempotencyKey }, context) {
      const { key } = params
      const { contact, command } = deliveryOf(key, context)
      if (command.kind !== 'call') {
        throw new HttpProblem('conflict', `It is no call, but a ${command.kind}.`)
      }
      const { at } = body
      const result = resultGiven(body)
      const told: ResultInput = {
        kind: 'result',
        contact,
        action: command.action,
        key,
        at: momentGiven(at, context),
        ...idGiven(undefined, idempotencyKey),
        ...result,
      }
      return takeOne(told, context)
    },
  }),
]
