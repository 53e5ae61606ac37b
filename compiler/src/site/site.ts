import type { Instant } from '@journey-lang/runtime'
import type { Engine, LaneStatus, Pages } from '@journey-lang/runtime/service'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Layout } from '../emit/svg.ts'
import type { Asked } from './asked.ts'
import { assetByPath } from './assets/assets.ts'
import { createDiagrams, type Diagrams } from './diagrams.ts'
import { html } from './html.ts'
import { links, segmentsOf, withQuery } from './links.ts'
import { contactPage } from './pages/contact.ts'
import { contactsPage } from './pages/contacts.ts'
import { deliveryPage, partOf } from './pages/delivery.ts'
import { journeyPage } from './pages/journey.ts'
import { outboxPage } from './pages/outbox.ts'
import { overview } from './pages/overview.ts'
import { stepPage } from './pages/step.ts'
import { versionsPage } from './pages/versions.ts'
import { file, found, missing, page, part, redirect } from './responses.ts'

export interface SiteOptions {
  /** Tells what time it is. */
  clock: () => Instant
  /** Places the parts of diagrams. Without it they are drawn in a plainer way. */
  layout?: Layout
}

/** The pages for people: journeys with live counts, who stands where and why, what was sent, which versions there are. */
export function createSite({ clock, layout }: SiteOptions): Pages {
  const diagrams = createDiagrams(layout)
  return async (request, engine, lanes) => {
    const url = new URL(request.url)
    const asset = assetByPath.get(url.pathname)
    if (asset) return file(asset)
    const segments = segmentsOf(url.pathname)
    if (segments === undefined) return undefined
    const asked = askedOf(engine, lanes, url, diagrams, clock())
    if (request.method === 'POST') return post(segments, request, asked)
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    return get(segments, asked)
  }
}

function askedOf(
  engine: Engine,
  lanes: readonly LaneStatus[],
  url: URL,
  diagrams: Diagrams,
  now: Instant,
): Asked {
  const { reader, bundle, secret } = engine
  const formToken = bytesToHex(hmac(sha256, secret, utf8ToBytes('form')))
  return { engine, reader, bundle, lanes, now, query: url.searchParams, diagrams, formToken }
}

async function get(segments: readonly string[], asked: Asked): Promise<Response | undefined> {
  const [first = '', second, third, fourth, ...rest] = segments
  if (rest.length > 0) return undefined
  if (first === 'outbox' && second !== undefined && third === 'parts' && fourth !== undefined) {
    const text = partOf(second, fourth, asked)
    return text === undefined ? missing('There is no such part of a message.', asked) : part(text)
  }
  switch (first) {
    case '':
      return second === undefined ? page(overview(asked), asked) : undefined
    case 'journeys':
      return journeys(second, third, fourth, asked)
    case 'contacts':
      if (third !== undefined) return undefined
      return second === undefined || second === '' ? contacts(asked) : contact(second, asked)
    case 'contact':
      return second === undefined ? contact(asked.query.get('id') ?? '', asked) : undefined
    case 'outbox':
      if (third !== undefined) return undefined
      if (second === undefined || second === '') return page(outboxPage(asked), asked)
      return found(
        deliveryPage(second, asked),
        'There is no message, call or notification with this key.',
        asked,
      )
    case 'versions':
      return second === undefined ? page(versionsPage(asked), asked) : undefined
    default:
      return undefined
  }
}

async function journeys(
  name: string | undefined,
  steps: string | undefined,
  node: string | undefined,
  asked: Asked,
): Promise<Response | undefined> {
  if (name === undefined || name === '') return redirect(links.overview())
  if (steps === undefined) {
    return found(await journeyPage(name, asked), 'There is no journey of this name.', asked)
  }
  if (steps !== 'steps' || node === undefined) return undefined
  return found(stepPage(name, node, asked), 'There is no such step.', asked)
}

/** An id that is written out leads to its contact at once. */
function contacts(asked: Asked): Response {
  const given = asked.query.get('id') ?? ''
  const id = [given, given.trim()].find((one) => one !== '' && asked.reader.contact(one) !== undefined)
  return id !== undefined && !asked.query.has('after')
    ? redirect(links.contact(id))
    : page(contactsPage(asked), asked)
}

function contact(id: string, asked: Asked): Response {
  return found(contactPage(id, asked), 'There is no contact with this id. Ids are case-sensitive.', asked)
}

async function post(
  segments: readonly string[],
  request: Request,
  asked: Asked,
): Promise<Response | undefined> {
  const [first, key, action, ...rest] = segments
  if (first !== 'outbox' || key === undefined || action !== 'retry' || rest.length > 0) return undefined
  if (!(await isOwnForm(request, asked.formToken))) {
    const body = html`<div class="head"><h1>This form is out of date</h1></div><p>Open the <a href="${links.delivery(key)}">message</a> again, and try once more from there.</p>`
    return page({ title: 'Out of date', section: 'outbox', body, status: 403 }, asked)
  }
  if (asked.reader.delivery(key) === undefined) return missing('There is nothing with this key.', asked)
  const retried = (await asked.engine.retry(key)) ? 'yes' : 'no'
  return redirect(withQuery(links.delivery(key), { retried }))
}

/**
 * Whether a form was made by us and sent from one of our pages, so that no other site can press our buttons. The server
 * looks at the origin of what writes as well, before anything comes here.
 */
async function isOwnForm(request: Request, token: string): Promise<boolean> {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return false
  return new URLSearchParams(await shortText(request)).get('token') === token
}

/** A form with one token is short: what is longer is none of ours, and is not read to its end. */
const LONGEST_FORM = 1000

async function shortText({ body }: Request): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > LONGEST_FORM) return ''
  }
  return text
}
