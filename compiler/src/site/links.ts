import type { NodeId, StepKey } from '@journey-lang/runtime'

/** Addresses of the pages. Names may hold anything, slashes and quotes included. */
export const links = {
  overview: () => '/',
  journey: (name: string) => path('journeys', name),
  step: (journey: string, node: NodeId) => path('journeys', journey, 'steps', node),
  contacts: (query: Query = {}) => withQuery('/contacts', query),
  // A browser takes these two for steps up and down in the path, however they are written.
  contact: (id: string) =>
    id === '.' || id === '..' || id === '' ? withQuery('/contact', { id }) : path('contacts', id),
  outbox: (query: Query = {}) => withQuery('/outbox', query),
  delivery: (key: StepKey) => path('outbox', key),
  retry: (key: StepKey) => path('outbox', key, 'retry'),
  part: (key: StepKey, part: string) => path('outbox', key, 'parts', part),
  versions: () => '/versions',
} as const

type Query = Readonly<Record<string, string | undefined>>

function path(...segments: string[]): string {
  return `/${segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/')}`
}

/** An address with what is asked for; what is missing is left out. */
export function withQuery(address: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')
  return text === '' ? address : `${address}?${text}`
}

/** The segments of a path, decoded; nothing when it is not well-formed. */
export function segmentsOf(pathname: string): string[] | undefined {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return undefined
  }
}
