import { type Html, html, trusted } from '../html.ts'
import type { Topic } from '../story/story.ts'

type Look = 'good' | 'warn' | 'bad' | 'info' | 'mark' | ''

/** How the sentences about each topic look. */
const SIGNS: Readonly<Record<Topic, readonly [look: Look, path: string]>> = {
  enter: ['good', 'M4 12h11M11 7l5 5-5 5M20 5v14'],
  refuse: ['bad', 'M6 6l12 12M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18'],
  stage: ['', 'M6 21V4h11l-2 4 2 4H6'],
  ask: ['', 'M6 4v6a4 4 0 0 0 4 4h8M14 10l4 4-4 4'],
  wait: ['warn', 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18'],
  reach: ['good', 'M5 12.500l4.500 4.500L19 7.500'],
  time: ['warn', 'M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9'],
  send: ['info', 'M3 6h18v12H3zM3 7l9 7 9-7'],
  hold_back: ['warn', 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8'],
  fail: ['bad', 'M12 4l9 16H3zM12 10v4M12 17v.200'],
  call: ['info', 'M8 8l-4 4 4 4M16 8l4 4-4 4M13 5l-2 14'],
  notify: ['info', 'M6 17V11a6 6 0 1 1 12 0v6zM4 17h16M10.500 20h3'],
  mark: ['mark', 'M4 12V4h8l8 8-8 8zM8 8v.200'],
  goal: ['good', 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8'],
  exit: ['bad', 'M14 4H5v16h9M10 12h10M16 8l4 4-4 4'],
  finish: ['', 'M6 21V4M6 4h12v9H6'],
  move: ['mark', 'M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4'],
  problem: ['bad', 'M12 4l9 16H3zM12 10v4M12 17v.200'],
}

/** The sign of a sentence; what it says is in the words. */
export function sign(topic: Topic): Html {
  const [look, path] = SIGNS[topic]
  return html`<svg class="sign ${look}" viewBox="0 0 24 24" aria-hidden="true"><path d="${trusted(path)}"/></svg>`
}
