import type { Asked, PageContent } from './asked.ts'
import type { Asset } from './assets/assets.ts'
import { frame } from './frame.ts'
import { html } from './html.ts'
import { links } from './links.ts'
import { PAGE_POLICY, PART_POLICY } from './policy.ts'

/** A page, if what it is about was found. */
export function found(content: PageContent | undefined, otherwise: string, asked: Asked): Response {
  return content === undefined ? missing(otherwise, asked) : page(content, asked)
}

export function missing(text: string, asked: Asked): Response {
  const body = html`<div class="head"><h1>Not found</h1><p class="lead">${text}</p></div><p><a href="${links.overview()}">To the journeys</a></p>`
  return page({ title: 'Not found', section: 'journeys', body, status: 404 }, asked)
}

export function page(content: PageContent, asked: Asked): Response {
  return new Response(frame(content, asked).text, {
    status: content.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** A part of a message, in a room without doors: nothing in it runs, and nothing is fetched for it. */
export function part(text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PART_POLICY,
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
}

export function file({ text, type }: Asset): Response {
  return new Response(text, {
    headers: {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  })
}

export function redirect(address: string): Response {
  return new Response(null, { status: 303, headers: { location: address } })
}
