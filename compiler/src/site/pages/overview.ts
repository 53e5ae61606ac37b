import { clean } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import type { Asked, PageContent } from '../asked.ts'
import { type Child, type Html, html } from '../html.ts'
import { links } from '../links.ts'
import { ago, bar, numbers, shareText } from './parts.ts'

/** Every journey with what happens in it. */
export function overview(asked: Asked): PageContent {
  const { reader, bundle, now } = asked
  const statistics = reader.statistics()
  const counts = reader.counts()
  const [deployed] = reader.deployments()
  const names = Object.keys(bundle.source.journeys).sort()
  const { waiting, answering, dead } = counts.deliveries
  const cards = names.map((name) => card(name, asked, own(statistics.journeys, name)))
  return {
    title: 'Journeys',
    section: 'journeys',
    live: true,
    body: html`<div class="head"><h1>Journeys</h1>
<p class="lead">${names.length === 1 ? 'One journey' : `${names.length} journeys`}${
      deployed && html`, put in place ${ago(deployed.at, now)}`
    }.</p></div>
${numbers('totals', [
  { label: 'contacts', value: counts.contacts, address: links.contacts() },
  { label: 'inside a journey', value: counts.liveRuns },
  { label: 'messages waiting', value: waiting, address: links.outbox({ state: 'waiting' }) },
  ...(answering > 0
    ? [{ label: 'calls without an answer', value: answering, address: links.outbox({ state: 'answering' }) }]
    : []),
  { label: 'dead letters', value: dead, bad: true, address: links.outbox({ state: 'dead' }) },
])}
${names.length === 0 ? html`<p class="empty">There is no journey yet.</p>` : html`<div class="cards" id="journeys" data-live>${cards}</div>`}
${goneJourneys(names, statistics.journeys)}`,
  }
}

type Counts = ReturnType<Asked['reader']['statistics']>['journeys'][string]

function insideOf(counts: Counts | undefined): number {
  return Object.values(counts?.nodes ?? {}).reduce((sum, { waiting }) => sum + waiting, 0)
}

/** Journeys that are gone, with those who are still inside: they count among the totals. */
function goneJourneys(names: readonly string[], journeys: Readonly<Record<string, Counts>>): Child {
  const left = Object.entries(journeys).filter(
    ([name, counts]) => !names.includes(name) && insideOf(counts) > 0,
  )
  if (left.length === 0) return undefined
  const items = left.map(
    ([name, counts]) =>
      html`<li><a href="${links.journey(name)}"><bdi>${clean(name)}</bdi></a>: ${insideOf(counts)} inside</li>`,
  )
  return html`<div class="notice" id="gone" data-live>No longer deployed, and not empty yet:<ul>${items}</ul></div>`
}

function card(name: string, { bundle }: Asked, counts: Counts | undefined): Html {
  const journey = bundle.source.journeys[name]!
  const inside = insideOf(counts)
  const { entered = 0, finished = 0, exited = 0 } = counts ?? {}
  return html`<article class="card">
<h2 dir="auto"><a href="${links.journey(name)}">${clean(journey.title ?? name)}</a></h2>
${journey.doc !== undefined && html`<p class="quiet" dir="auto">${clean(journey.doc)}</p>`}
${numbers(`journey-${name}`, [
  { label: 'inside', value: inside },
  { label: 'entered', value: entered },
  { label: 'finished', value: finished },
  { label: 'left early', value: exited },
])}
${goals(Object.keys(journey.goals).sort(), counts)}
</article>`
}

function goals(names: readonly string[], counts: Counts | undefined): Child {
  if (names.length === 0) return undefined
  const entered = counts?.entered ?? 0
  const items = names.map((name) => {
    const reached = own(counts?.goals, name) ?? 0
    const share = shareText(reached, entered)
    return html`<li><span><bdi>${name}</bdi> <b>${share ?? '–'}</b></span>${bar(entered === 0 ? 0 : reached / entered)}</li>`
  })
  return html`<ul class="goals" aria-label="Goals reached">${items}</ul>`
}
