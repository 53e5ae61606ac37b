import { clean } from '../../emit/bidi.ts'
import { countText } from '../../emit/quantity-text.ts'
import type { Asked, PageContent } from '../asked.ts'
import { bdi, type Child, type Html, html } from '../html.ts'
import { links } from '../links.ts'
import type { Chapter, ChapterState, Sentence, Story } from '../story/story.ts'
import { tellStory } from '../story/tell-story.ts'
import { momentText } from '../story/times.ts'
import { crumbs, stateBadge, table, time } from './parts.ts'
import { sign } from './signs.ts'

const STATES: Readonly<Record<ChapterState, readonly [label: string, look: string]>> = {
  waiting: ['inside', 'warn'],
  finished: ['finished', 'good'],
  exited: ['left', 'bad'],
  held_out: ['held out', ''],
}

/** Why a contact is where it is. */
export function contactPage(id: string, { reader, bundle, now }: Asked): PageContent | undefined {
  const story = tellStory(id, { reader, bundle, now })
  if (story === undefined) return undefined
  const { chapters, outside, zone, shortened } = story
  const live = chapters.filter(({ state }) => state === 'waiting')
  const over = chapters.filter(({ state }) => state !== 'waiting')
  return {
    title: clean(id),
    section: 'contacts',
    body: html`<div class="head">${crumbs(['Contacts', links.contacts()])}<h1><bdi>${id}</bdi></h1>
<p class="lead">${leadText(live.length, over.length)} Times are in ${zone}, where it is ${momentText(now, zone)}.</p></div>
<div class="split"><div>
${live.map((chapter) => chapterCard(chapter, story))}
${over.map((chapter) => chapterCard(chapter, story))}
${chapters.length === 0 && html`<p class="empty">This contact has not been in any journey.</p>`}
${shortened && html`<p class="quiet small">What happened before the oldest entry of the log that was read is not told.</p>`}
</div><aside aria-label="What is known of the contact">
${known(story)}
${messages(story, reader)}
${
  outside.length > 0 &&
  html`<section class="card"><h2>Besides</h2><ol class="told past">${[...outside]
    .reverse()
    .slice(0, 30)
    .map((one) => told(one, zone))}</ol></section>`
}
</aside></div>`,
  }
}

function leadText(live: number, over: number): string {
  const inside =
    live === 0
      ? 'Is in no journey now'
      : `Is in ${live === 1 ? 'one journey' : `${countText(live)} journeys`} now`
  const before = over === 0 ? '' : `, and was in ${over === 1 ? 'one' : countText(over)} before`
  return `${inside}${before}.`
}

function chapterCard(chapter: Chapter, { zone }: Story): Html {
  const { journey, title, state, summary, past, present, place, earlier, run } = chapter
  const [label, look] = STATES[state]
  const story = html`<ol class="told past">${past.map((one) => told(one, zone, journey))}</ol>`
  return html`<article class="card" aria-label="${title}">
<div class="chapter-head"><h2 dir="auto"><a href="${links.journey(journey)}">${title}</a></h2><span class="badge ${look}">${label}</span>${
    earlier && html`<span class="badge">an earlier version</span>`
  }${place !== undefined && html`<span class="place" dir="ltr">${place}</span>`}</div>
<p class="summary">${summary}</p>
${
  present.length > 0 &&
  html`<section class="now" aria-label="Now"><h3>${state === 'waiting' ? 'Now' : 'Goals'}</h3><ul class="told">${present.map((one) => told(one, zone, journey))}</ul></section>`
}
${
  state === 'waiting'
    ? html`<h3>How it came to this</h3>${story}`
    : html`<details><summary>How it went</summary>${story}</details>`
}
<p class="place" dir="ltr">${run}</p>
</article>`
}

function told(
  { topic, at, text, because, place, node, key }: Sentence,
  zone: string,
  journey?: string,
): Html {
  const meta: Child[] = [
    at !== undefined && time(at, zone),
    place !== undefined &&
      (node !== undefined && journey !== undefined
        ? html`<a class="place" dir="ltr" href="${links.step(journey, node)}">${place}</a>`
        : html`<span class="place" dir="ltr">${place}</span>`),
    key !== undefined && html`<a href="${links.delivery(key)}">see it</a>`,
  ]
  return html`<li>${sign(topic)}<div><p${topic === 'stage' && html` class="stage"`}>${topic === 'stage' ? bdi(text) : text}</p>${
    because && html`<p class="because">${because.join(' · ')}</p>`
  }<p class="meta">${meta}</p></div></li>`
}

function known({ attributes, tags }: Story): Html {
  const rows = attributes.map(
    ({ name, value }) => html`<dt><bdi>${name}</bdi></dt><dd><bdi>${value}</bdi></dd>`,
  )
  return html`<section class="card"><h2>Known</h2>${
    rows.length === 0 ? html`<p class="quiet">No attributes.</p>` : html`<dl class="facts">${rows}</dl>`
  }${tags.length > 0 && html`<p class="chips">${tags.map((tag) => html`<span class="badge"><bdi>#${tag}</bdi></span>`)}</p>`}</section>`
}

/** How many messages are shown beside the story. */
const SHOWN = 20

function messages({ chapters, zone }: Story, reader: Asked['reader']): Child {
  const keys = new Set(
    chapters.flatMap(({ past, present }) => [...past, ...present].flatMap(({ key }) => key ?? [])),
  )
  const found = [...keys]
    .flatMap((key) => reader.delivery(key) ?? [])
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, SHOWN)
  if (found.length === 0) return undefined
  const rows = found.map(({ key, command, state, createdAt }) => {
    const what =
      command.kind === 'send'
        ? command.message
        : command.kind === 'call'
          ? command.action
          : command.department
    return html`<tr><th scope="row"><a href="${links.delivery(key)}"><bdi>${what}</bdi></a><br><span class="quiet small">${time(createdAt, zone)}</span></th><td>${stateBadge(state)}</td></tr>`
  })
  return table('Messages and calls', ['What', 'State'], rows)
}
