import { clean } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import { countText } from '../../emit/quantity-text.ts'
import type { Asked, PageContent } from '../asked.ts'
import { html } from '../html.ts'
import { links } from '../links.ts'
import { contactLink, more, table } from './parts.ts'

const PAGE = 50

/** People, by the beginning of their id. */
export function contactsPage({ reader, bundle, query }: Asked): PageContent {
  const prefix = query.get('id') ?? ''
  const after = query.get('after') ?? undefined
  const { items, next } = reader.contacts({ limit: PAGE, prefix, ...(after !== undefined && { after }) })
  const rows = items.map(({ id, tags, runs }) => {
    const live = runs.filter(({ state }) => state === 'active')
    const inside = live.map(({ journey }) => {
      const title = own(bundle.source.journeys, journey)?.title ?? journey
      return html`<li><a href="${links.journey(journey)}"><bdi>${clean(title)}</bdi></a></li>`
    })
    return html`<tr><th scope="row">${contactLink(id)}</th><td>${
      inside.length === 0 ? html`<span class="quiet">no journey</span>` : html`<ul>${inside}</ul>`
    }</td><td><span class="chips">${tags.map((tag) => html`<span class="badge"><bdi>#${tag}</bdi></span>`)}</span></td></tr>`
  })
  const asked = prefix === '' ? {} : { id: prefix }
  return {
    title: 'Contacts',
    section: 'contacts',
    body: html`<div class="head"><h1>Contacts</h1><p class="lead">${countText(reader.counts().contacts)} in all. Find one by its id, or by how the id begins.</p></div>
<form class="find" role="search" action="${links.contacts()}"><label class="unseen" for="id">Id of a contact, or its beginning</label><input id="id" name="id" type="search" value="${prefix}" placeholder="Id, or how it begins" autocomplete="off" spellcheck="false" dir="auto"><button>Find</button></form>
${
  rows.length === 0
    ? html`<p class="empty">${prefix === '' ? 'Nobody is known yet.' : html`No id begins with “<bdi>${prefix}</bdi>”. Ids are case-sensitive.`}</p>`
    : table(
        prefix === '' ? 'Everyone' : html`Ids that begin with “<bdi>${prefix}</bdi>”`,
        ['Contact', 'Inside', 'Tags'],
        rows,
      )
}
${more(next && links.contacts({ ...asked, after: next }), after === undefined ? undefined : links.contacts(asked))}`,
  }
}
