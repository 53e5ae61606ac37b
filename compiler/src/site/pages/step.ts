import type { Instant, Run } from '@journey-lang/runtime'
import { clean } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import { sentence, stepWords } from '../../emit/words.ts'
import type { Asked, PageContent } from '../asked.ts'
import { html } from '../html.ts'
import { links, withQuery } from '../links.ts'
import { capital } from '../story/steps.ts'
import { lengthText } from '../story/times.ts'
import { contextOf, placeOf, Versions } from '../story/versions.ts'
import { contactLink, crumbs, more, numbers, table, time } from './parts.ts'

const PAGE = 50

/** One step, and who stands at it, the longest first. */
export function stepPage(name: string, id: string, asked: Asked): PageContent | undefined {
  const { reader, bundle, now, query } = asked
  const versions = new Versions(reader.deployments())
  const version = versions.latest(name)
  const counts = own(own(reader.statistics().journeys, name)?.nodes, id)
  if (version === undefined) return undefined
  const home = versions.withStep(name, id, reader.versions())
  const node = own(home?.journey.nodes, id)
  if (node === undefined && counts === undefined) return undefined
  const words = home && node ? sentence(stepWords(node, contextOf(home, id))) : id
  const place = home && placeOf(home, { node: id })
  const after = query.get('after') ?? undefined
  const { items, next } = reader.standingAt(name, id, { limit: PAGE, ...(after !== undefined && { after }) })
  const rows = items.map(({ contact, run }) => {
    const zone = bundle.reader(reader.contact(contact)?.attributes ?? {}).zone
    const due = endOf(run.hold, reader)
    const until =
      due === undefined
        ? run.hold && 'key' in run.hold
          ? 'an answer from outside'
          : 'no limit'
        : time(due, zone)
    const earlier = run.hash !== version.journey.hash
    return html`<tr><th scope="row">${contactLink(contact)}${
      earlier && html` <span class="badge">earlier version</span>`
    }</th><td class="nowrap">${time(run.since[0], zone)}</td><td class="quiet nowrap">${lengthText(Math.max(0, now - run.since[0]))}</td><td class="nowrap">${until}</td><td class="quiet small nowrap">${zone}</td></tr>`
  })
  const here = links.step(name, id)
  return {
    title: clean(words),
    section: 'journeys',
    live: true,
    body: html`<div class="head">${crumbs(
      ['Journeys', links.overview()],
      [clean(version.journey.title ?? name), links.journey(name)],
    )}<h1 dir="auto">${capital(words)}</h1>
${node?.doc !== undefined && html`<p class="lead" dir="auto">${clean(node.doc)}</p>`}
<p class="place" dir="ltr"><bdi>${id}</bdi>${place !== undefined && html` · <span dir="ltr">${place}</span>`}</p></div>
${numbers('totals', [
  { label: 'here now', value: counts?.waiting ?? 0 },
  { label: 'came here', value: counts?.entered ?? 0 },
])}
<div id="people" data-live>${
      rows.length === 0
        ? html`<p class="empty">Nobody is at this step now.</p>`
        : table(
            'Who is here, the longest first',
            ['Contact', 'Since', 'For', 'Until at the latest', 'Time zone'],
            rows,
          )
    }</div>
${more(next && withQuery(here, { after: next }), after === undefined ? undefined : here)}`,
  }
}

/** Until when a run stands there at the latest: what it asked for may have an end, too. */
function endOf(hold: Run['hold'], reader: Asked['reader']): Instant | undefined {
  if (hold === null) return undefined
  if (!('key' in hold)) return hold.due
  const delivery = reader.delivery(hold.key)
  return delivery?.state === 'answering' ? delivery.due : undefined
}
