/** Bundles and helpers that several tests of drawings share. */
import type { Bundle, Journey, Node } from '@journey-lang/runtime'
import { welcome } from './fixtures.ts'

/** A bundle with one journey of these steps, called `drawn`. */
export function bundleOf(nodes: Record<string, Node>, entry: string, more: Partial<Journey> = {}): Bundle {
  const journey: Journey = {
    hash: '0'.repeat(64),
    starts: [{ id: 'manually', on: { manually: true } }],
    enter: { rule: 'once' },
    goals: {},
    exits: [],
    stages: [],
    entry,
    nodes,
    ...more,
  }
  return { ...welcome, journeys: { drawn: journey } }
}

/** The same value with the keys of all its objects in the opposite order. */
export function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  ) as T
}

/** Names that break a writer which forgets to escape. */
export const HOSTILE = [
  '<b>bold</b>',
  'a "quoted" name',
  'back\\slash\\',
  '\\N\\G\\l',
  'two\nlines\r\n\there',
  'R&D &amp; &lt;',
  ']]> --> <!-- {}|',
  '%20%',
  '</svg><script>alert(1)</script>',
  'end\u0000\u0007\uFFFE',
  '\uD800 lone',
  '__proto__',
  'constructor',
]

/** A journey in which every name and text is one of those. */
export function hostileBundle(evil: string): Bundle {
  const stage = evil
  const send = `${evil}/send`
  return {
    ...welcome,
    tags: Object.fromEntries([[evil, { title: evil }]]),
    events: Object.fromEntries([[evil, { title: evil, fields: {} }]]),
    messages: Object.fromEntries([
      [evil, { channel: evil, params: {}, content: { subject: { text: evil } } }],
    ]),
    channels: Object.fromEntries([[evil, { kind: 'email', to: { var: ['contact', evil] }, doc: evil }]]),
    journeys: Object.fromEntries([
      [
        evil,
        {
          title: evil,
          doc: evil,
          hash: '',
          starts: [{ id: evil, on: { event: evil }, where: { '===': [{ var: ['event', evil] }, evil] } }],
          enter: { rule: 'once' },
          goals: Object.fromEntries([[evil, { event: evil, doc: evil }]]),
          exits: [{ id: evil, on: { tag: evil }, doc: evil }],
          stages: [{ name: stage, title: evil, doc: evil, entry: evil }],
          entry: evil,
          nodes: Object.fromEntries<Node>([
            [
              evil,
              {
                kind: 'wait',
                stage,
                doc: evil,
                arms: [{ name: evil, on: { event: evil } }],
                limit: evil,
                edges: Object.fromEntries([
                  [evil, send],
                  ['timeout', 'finish'],
                ]),
              },
            ],
            [send, { kind: 'send', stage, message: evil, args: {}, edges: { next: 'finish', else: evil } }],
            ['finish', { kind: 'finish', reason: evil, edges: {} }],
          ]),
        },
      ],
    ]),
  }
}
