import type { Delivery, DeliveryState } from '@journey-lang/runtime/service'
import { clean } from '../../emit/bidi.ts'
import { countText } from '../../emit/quantity-text.ts'
import type { Asked, PageContent } from '../asked.ts'
import { type Child, type Html, html } from '../html.ts'
import { links } from '../links.ts'
import { contactLink, more, STATES, stateBadge, table, time } from './parts.ts'

const PAGE = 50
const KINDS = { send: 'messages', call: 'calls', notify: 'notifications' } as const
type Kind = keyof typeof KINDS

/** What was asked of the outside, the latest first. */
export function outboxPage(asked: Asked): PageContent {
  const { reader, query, bundle } = asked
  const state = oneOf(query.get('state'), STATES)
  const kind = oneOf(query.get('kind'), KINDS)
  const after = query.get('after') ?? undefined
  const counts = reader.counts().deliveries
  const filter = { ...(state && { state }), ...(kind && { kind }) }
  const { items, next } = reader.deliveries({ limit: PAGE, ...filter, ...(after !== undefined && { after }) })
  const rows = items.map((delivery) => row(delivery, zoneOf(delivery, asked)))
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const stateChips = [
    chip(`all ${countText(all)}`, { ...(kind && { kind }) }, state === undefined),
    ...(Object.keys(STATES) as DeliveryState[]).map((one) =>
      chip(
        `${STATES[one].label} ${countText(counts[one])}`,
        { state: one, ...(kind && { kind }) },
        state === one,
      ),
    ),
  ]
  const kindChips = [
    chip('everything', { ...(state && { state }) }, kind === undefined),
    ...(Object.keys(KINDS) as Kind[])
      .filter((one) => one === 'send' || hasAny(one, bundle.source))
      .map((one) => chip(KINDS[one], { ...(state && { state }), kind: one }, kind === one)),
  ]
  return {
    title: 'Outbox',
    section: 'outbox',
    live: true,
    body: html`<div class="head"><h1>Outbox</h1><p class="lead">What journeys asked the outside for: messages, calls and notifications, the latest first. Dead ones failed for good and wait for somebody to look at them.</p></div>
<nav aria-label="State"><ul class="chips" id="states" data-live>${stateChips}</ul></nav>
${kindChips.length > 2 && html`<nav aria-label="Kind"><ul class="chips">${kindChips}</ul></nav>`}
<div id="deliveries" data-live>${
      rows.length === 0
        ? html`<p class="empty">There is nothing here.</p>`
        : table('Deliveries', ['What', 'To', 'State', 'Asked for', 'More'], rows)
    }</div>
${more(next && links.outbox({ ...filter, after: next }), after === undefined ? undefined : links.outbox(filter))}`,
  }
}

function hasAny(kind: Kind, { actions, departments }: Asked['bundle']['source']): boolean {
  return Object.keys((kind === 'call' ? actions : departments) ?? {}).length > 0
}

function chip(label: string, query: Readonly<Record<string, string>>, current: boolean): Html {
  return html`<li><a class="chip" href="${links.outbox(query)}"${current && html` aria-current="true"`}>${label}</a></li>`
}

function oneOf<K extends string>(text: string | null, known: Readonly<Record<K, unknown>>): K | undefined {
  return text !== null && Object.hasOwn(known, text) ? (text as K) : undefined
}

export function zoneOf({ contact }: Delivery, { reader, bundle }: Asked): string {
  return bundle.reader(reader.contact(contact)?.attributes ?? {}).zone
}

function row(delivery: Delivery, zone: string): Html {
  const { key, contact, state, createdAt } = delivery
  return html`<tr><th scope="row"><a href="${links.delivery(key)}"><bdi>${nameOf(delivery)}</bdi></a><br><span class="quiet small">${subjectOf(delivery)}</span></th><td>${contactLink(contact)}</td><td>${stateBadge(state)}</td><td class="nowrap">${time(createdAt, zone)}</td><td class="small quiet">${moreOf(delivery, zone)}</td></tr>`
}

/** What a delivery is called: the message, the action or the department. */
export function nameOf({ command }: Delivery): string {
  switch (command.kind) {
    case 'send':
      return command.message
    case 'call':
      return command.action
    case 'notify':
      return command.department
  }
}

function subjectOf({ command, content }: Delivery): Child {
  if (command.kind === 'call') return 'call of an action'
  if (command.kind === 'notify') return html`<bdi>${clean(command.text)}</bdi>`
  const subject = content?.subject
  return html`via <bdi>${command.channel}</bdi>${subject !== undefined && html` · <bdi>${clean(subject)}</bdi>`}`
}

function moreOf({ state, attempts, due, reason }: Delivery, zone: string): Child {
  const tried = attempts > 1 && `tried ${countText(attempts)} times`
  const next =
    due !== undefined &&
    (state === 'answering'
      ? html`until ${time(due, zone)}`
      : state === 'waiting' && attempts > 0 && html`next try ${time(due, zone)}`)
  const parts = [tried, reason !== undefined && html`<bdi>${clean(reason)}</bdi>`, next].filter(
    (part) => part !== false,
  )
  return parts.map((part, index) => (index === 0 ? part : html`<br>${part}`))
}
