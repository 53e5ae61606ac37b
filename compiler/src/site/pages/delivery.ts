import type { Content } from '@journey-lang/runtime'
import type { Delivery } from '@journey-lang/runtime/service'
import { clean } from '../../emit/bidi.ts'
import { countText } from '../../emit/quantity-text.ts'
import type { Asked, PageContent } from '../asked.ts'
import { type Child, type Html, html } from '../html.ts'
import { links } from '../links.ts'
import { placeOf, Versions } from '../story/versions.ts'
import { nameOf, zoneOf } from './outbox.ts'
import { contactLink, crumbs, stateBadge, time } from './parts.ts'

/** What one delivery says, to whom, and what became of it. */
export function deliveryPage(key: string, asked: Asked): PageContent | undefined {
  const { reader, query, formToken } = asked
  const delivery = reader.delivery(key)
  if (delivery === undefined) return undefined
  const zone = zoneOf(delivery, asked)
  const { command, contact, state, attempts, due, createdAt, settledAt, reason } = delivery
  const version = new Versions(reader.deployments()).latest(command.journey)
  const place = version && placeOf(version, { node: command.node })
  const title = clean(version?.journey.title ?? command.journey)
  const facts: [string, Child][] = [
    ['Contact', contactLink(contact)],
    ...(command.kind === 'send'
      ? ([
          ['Channel', html`<bdi>${command.channel}</bdi>`],
          ['Address', html`<bdi>${command.to}</bdi>`],
        ] as [string, Child][])
      : []),
    [
      'Asked for by',
      html`<a href="${links.journey(command.journey)}"><bdi>${title}</bdi></a>, <a href="${links.step(command.journey, command.node)}"><bdi>${command.node}</bdi></a>${
        place !== undefined && html` <span class="place" dir="ltr">${place}</span>`
      }`,
    ],
    ['Asked for', time(createdAt, zone)],
    ['Tried', attempts === 1 ? 'once' : attempts === 0 ? 'not yet' : `${countText(attempts)} times`],
    ...(due === undefined
      ? []
      : [[state === 'answering' ? 'Answer until' : 'Next try', time(due, zone)] as [string, Child]]),
    ...(settledAt === undefined ? [] : [['Settled', time(settledAt, zone)] as [string, Child]]),
    ...(reason === undefined ? [] : [['Because', html`<bdi>${clean(reason)}</bdi>`] as [string, Child]]),
    ['Key', html`<code dir="ltr">${key}</code>`],
  ]
  return {
    title: `${clean(nameOf(delivery))} to ${clean(contact)}`,
    section: 'outbox',
    body: html`<div class="head">${crumbs(['Outbox', links.outbox()])}<h1><bdi>${nameOf(delivery)}</bdi> ${stateBadge(state)}</h1></div>
${query.get('retried') === 'yes' && html`<p class="notice" role="status">It is being tried again.</p>`}
${query.get('retried') === 'no' && html`<p class="notice" role="status">There was nothing to try again: it is done already.</p>`}
<section class="card"><h2>What became of it</h2><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${
  (state === 'dead' || state === 'answering') &&
  html`<form method="post" action="${links.retry(key)}"><input type="hidden" name="token" value="${formToken}"><button>Try again now</button></form>`
}</section>
<section class="card"><h2>What it says</h2>${content(delivery)}</section>`,
  }
}

function content({ key, command, content: parts }: Delivery): Child {
  if (command.kind === 'notify') return html`<div class="content"><pre dir="auto">${command.text}</pre></div>`
  if (command.kind === 'call') {
    return html`<div class="content"><pre class="code">${JSON.stringify(command.args, undefined, 2)}</pre></div>`
  }
  if (parts === undefined) return html`<p class="quiet">Its text was not kept.</p>`
  return Object.keys(parts)
    .filter((part) => part !== 'format')
    .map((part) => contentPart(key, part, parts))
}

function contentPart(key: string, part: string, content: Content): Html {
  const source = html`<div class="content"><pre dir="auto">${content[part]!}</pre></div>`
  if (!isHtml(part, content)) return html`<h3><bdi>${part}</bdi></h3>${source}`
  // Shown by itself, where it can neither run anything nor fetch anything, nor reach this page.
  return html`<h3><bdi>${part}</bdi></h3>
<iframe sandbox src="${links.part(key, part)}" title="${part} of the message"></iframe>
<details><summary>Its HTML</summary>${source}</details>`
}

/** Whether a part is HTML. Its template decided that when it was written, whatever was put into it. */
function isHtml(part: string, content: Content): boolean {
  return part === 'body' && content.format === 'html'
}

/** A part that is HTML, by itself. */
export function partOf(key: string, part: string, { reader }: Asked): string | undefined {
  const content = reader.delivery(key)?.content
  return content && isHtml(part, content) ? content[part] : undefined
}
