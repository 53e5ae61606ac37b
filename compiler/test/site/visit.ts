import type { Engine, LaneStatus, Pages } from '@journey-lang/runtime/service'
import { createSite } from '../../src/site/site.ts'
import type { Lab } from './lab.ts'

/** What a browser gets. */
export interface Visit {
  status: number
  location: string | null
  policy: string
  type: string
  html: string
  /** What a reader sees: the text between tags, with white space collapsed. */
  text: string
}

export interface Visitor {
  /** Keys that were tried again. */
  retried: string[]
  /** What is being brought out. */
  lanes: LaneStatus[]
  health: { -readonly [K in keyof Engine['health']]: Engine['health'][K] }
  get(path: string): Promise<Visit>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Visit>
  /** Nothing when the site leaves a path to others. */
  ask(request: Request): Promise<Response | undefined>
}

const BASE = 'http://127.0.0.1:8080'

/** Somebody who looks at the pages about a lab. */
export function visitorOf(lab: Lab, site: Pages = createSite({ clock: () => lab.now })): Visitor {
  const retried: string[] = []
  const health: Visitor['health'] = { queued: 0, trouble: undefined, setAside: 0, lag: 0 }
  const engine = {
    get reader() {
      return lab.reader
    },
    bundle: lab.bundle,
    secret: new Uint8Array(32),
    health,
    retry: async (key: string) => {
      retried.push(key)
      return lab.reader.delivery(key)?.state === 'dead'
    },
  } as unknown as Engine
  const lanes: LaneStatus[] = []
  const ask = (request: Request) => site(request, engine, lanes)
  return {
    retried,
    health,
    lanes,
    ask,
    get: async (path) => visit(await ask(new Request(BASE + path))),
    post: async (path, form, headers = {}) =>
      visit(
        await ask(new Request(BASE + path, { method: 'POST', body: new URLSearchParams(form), headers })),
      ),
  }
}

async function visit(response: Response | undefined): Promise<Visit> {
  if (response === undefined) throw new Error('The site leaves this to others.')
  const html = await response.text()
  return {
    status: response.status,
    location: response.headers.get('location'),
    policy: response.headers.get('content-security-policy') ?? '',
    type: response.headers.get('content-type') ?? '',
    html,
    text: textOf(html),
  }
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

function textOf(html: string): string {
  const body = html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<(\/?)(bdi|b|strong|code|time|span)\b[^>]*>/g, '')
  return decoded(body.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}
