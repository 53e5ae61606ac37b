import { formatInstant } from '@journey-lang/runtime'
import { clean } from '../emit/bidi.ts'
import type { Asked, PageContent } from './asked.ts'
import { assets } from './assets/assets.ts'
import { type Child, type Html, html } from './html.ts'
import { links } from './links.ts'
import { lengthText, utcText } from './story/times.ts'

/** How late a timer may be before people are told, in milliseconds. */
const LATE = 60_000

const SECTIONS = [
  ['journeys', 'Journeys', links.overview()],
  ['contacts', 'Contacts', links.contacts()],
  ['outbox', 'Outbox', links.outbox()],
  ['versions', 'Versions', links.versions()],
] as const

/** A whole page: what is the same on all of them, around what is its own. */
export function frame({ title, section, body, live }: PageContent, asked: Asked): Html {
  const { now, reader } = asked
  const { dead } = reader.counts().deliveries
  const sections = SECTIONS.map(
    ([name, label, address]) =>
      html`<li><a href="${address}"${name === section && html` aria-current="page"`}>${label}${
        name === 'outbox' &&
        dead > 0 &&
        html` <span class="badge bad">${dead}<span class="unseen"> dead</span></span>`
      }</a></li>`,
  )
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Journey</title>
<link rel="icon" href="${assets.icon.path}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style.path}">
${live && html`<script src="${assets.script.path}" type="module"></script>`}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="${links.overview()}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 19a3 3 0 1 1 0-6h12a4 4 0 0 0 0-8h-7"/><circle cx="8" cy="5" r="2"/></svg>Journey</a>
<nav aria-label="Main"><ul id="sections" data-live>${sections}</ul></nav>
<form class="search" role="search" action="/contacts">
<label class="unseen" for="find">Find a contact by id</label>
<input id="find" name="id" type="search" placeholder="Find a contact" autocomplete="off" spellcheck="false" dir="auto">
</form>
</header>
<div id="trouble" data-live>${troubles(asked)}</div>
<main id="content" tabindex="-1">
${body}
</main>
<footer class="bottom"><p id="made" data-live>As of <time datetime="${formatInstant(now)}">${utcText(now)}</time></p></footer>
</body>
</html>
`
}

/** What somebody has to know, whichever page they look at. */
function troubles({ engine: { health }, lanes }: Asked): Child {
  const { trouble, lag, setAside } = health
  return [
    trouble !== undefined &&
      html`<p class="banner bad" role="status"><strong>Nothing can be written at present.</strong> <bdi>${trouble}</bdi></p>`,
    lanes
      .filter((lane) => lane.trouble !== undefined)
      .map(
        ({ way, lane, trouble }) =>
          html`<p class="banner warn" role="status"><strong>${clean(way)} takes nothing at present</strong> (<bdi>${lane}</bdi>): <bdi>${clean(trouble!)}</bdi>. What is meant for it waits, and is tried again.</p>`,
      ),
    setAside > 0 &&
      html`<p class="banner warn" role="status"><strong>${setAside === 1 ? 'One input is' : `${setAside} inputs are`} set aside.</strong> The runtime failed at ${setAside === 1 ? 'it' : 'them'}. Please report it; with the next deployment ${setAside === 1 ? 'it is' : 'they are'} tried again.</p>`,
    lag > LATE &&
      html`<p class="banner warn" role="status"><strong>Timers are late.</strong> The oldest that is due has waited ${lengthText(lag)}.</p>`,
  ]
}
