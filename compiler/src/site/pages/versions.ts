import type { Deployment } from '@journey-lang/runtime/service'
import { clean } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import { countText } from '../../emit/quantity-text.ts'
import type { Asked, PageContent } from '../asked.ts'
import { type Html, html } from '../html.ts'
import { links } from '../links.ts'
import { Versions } from '../story/versions.ts'
import { table, time } from './parts.ts'

/** How much of a hash is enough to tell versions apart. */
const SHORT = 8

/** What was deployed when, and how many still are on each version of a journey. */
export function versionsPage({ reader, bundle }: Asked): PageContent {
  const deployments = reader.deployments()
  const versions = new Versions(deployments)
  const { zone } = bundle.reader({})
  const rows = deployments.map((deployment, index) => {
    const changed = changes(deployment, deployments[index + 1], versions)
    return html`<tr><th scope="row" class="nowrap">${time(deployment.at, zone)}${
      index === 0 && html` <span class="badge good">latest</span>`
    }</th><td><code>${deployment.hash.slice(0, SHORT)}</code></td><td>${
      changed.length === 0
        ? html`<span class="quiet">no journey changed its course</span>`
        : html`<ul class="chips">${changed}</ul>`
    }</td></tr>`
  })
  const runs = reader
    .versions()
    .filter(({ live }) => live > 0)
    .map(({ journey, hash, live }) => {
      const latest = own(bundle.source.journeys, journey)?.hash === hash
      const first = deployments.findLast((one) => own(one.versions, journey) === hash)
      return { journey, title: titleOf(journey, versions), hash, live, latest, at: first?.at }
    })
    .sort((a, b) => (a.journey < b.journey ? -1 : a.journey > b.journey ? 1 : (b.at ?? 0) - (a.at ?? 0)))
    .map(
      ({ journey, title, hash, live, latest, at }) =>
        html`<tr><th scope="row"><a href="${links.journey(journey)}"><bdi>${title}</bdi></a></th><td><code>${hash.slice(0, SHORT)}</code>${
          latest
            ? html` <span class="badge good">latest</span>`
            : html` <span class="badge warn">earlier</span>`
        }</td><td class="nowrap">${at === undefined ? '' : time(at, zone)}</td><td class="number">${countText(live)}</td></tr>`,
    )
  return {
    title: 'Versions',
    section: 'versions',
    live: true,
    body: html`<div class="head"><h1>Versions</h1><p class="lead">Those who are inside a journey stay on the version that they began with, until they are migrated. New ones take the latest.</p></div>
<div id="runs" data-live>${
      runs.length === 0
        ? html`<p class="empty">Nobody is inside a journey now.</p>`
        : table(
            'Who is on which version',
            ['Journey', 'Version', 'First deployed', { number: 'Inside' }],
            runs,
          )
    }</div>
<div id="deployments" data-live>${table('Deployments', ['When', 'Graph', 'What changed'], rows)}</div>`,
  }
}

/** The journeys that are new, gone, or take another course than in the deployment before. */
function changes({ versions }: Deployment, before: Deployment | undefined, all: Versions): Html[] {
  const names = new Set([...Object.keys(versions), ...Object.keys(before?.versions ?? {})])
  return [...names].sort().flatMap((name) => {
    const now = own(versions, name)
    const then = own(before?.versions, name)
    if (now === then) return []
    const what = now === undefined ? 'gone' : then === undefined ? 'new' : 'changed'
    return [html`<li class="chip"><bdi>${titleOf(name, all)}</bdi> · ${what}</li>`]
  })
}

/** The title that a journey has now, or had last. */
function titleOf(name: string, versions: Versions): string {
  return clean(versions.latest(name)?.journey.title ?? name)
}
