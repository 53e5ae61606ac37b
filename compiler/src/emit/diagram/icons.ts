import type { Box, Fact } from './model.ts'

/** A sign of 18 by 18 pixels: a path that is drawn as a line, or filled. */
export interface Icon {
  path: string
  filled?: true
}

const ENVELOPE: Icon = { path: 'M2.5 4h13v10h-13zM2.8 4.6 9 9.8l6.2-5.2' }
const BUBBLE: Icon = { path: 'M2.5 3.5h13v8.5H8.5L5 15v-3H2.5z' }
const BELL: Icon = {
  path: 'M4 12.5c1.2-1.2 1.2-2.4 1.2-4.6a3.8 3.8 0 0 1 7.6 0c0 2.2 0 3.4 1.2 4.6zM7.5 15h3',
}
const WINDOW: Icon = { path: 'M2.5 3.5h13v11h-13zM2.5 7h13' }
const HOOK: Icon = { path: 'M6.5 4.5 2.5 9l4 4.5M11.5 4.5l4 4.5-4 4.5' }
const TAG = 'M2.5 3h6.2l6.6 6.6-5.7 5.7L3 8.7zM5.7 5.9v.01'

const CHANNELS: Readonly<Record<string, Icon>> = {
  email: ENVELOPE,
  sms: BUBBLE,
  whatsapp: BUBBLE,
  chat: BUBBLE,
  push: BELL,
  in_app: WINDOW,
  webhook: HOOK,
}

const BOXES: Readonly<Record<Exclude<Box['kind'], 'send'>, Icon>> = {
  start: { path: 'M5 3.2v11.6L14.6 9z', filled: true },
  wait: {
    path: 'M4 2.5h10M4 15.5h10M5.2 2.5c0 4 3.8 4.4 3.8 6.5s-3.8 2.5-3.8 6.5M12.8 2.5c0 4-3.8 4.4-3.8 6.5s3.8 2.5 3.8 6.5',
  },
  delay: { path: 'M9 2.3a6.7 6.7 0 1 0 0 13.4A6.7 6.7 0 0 0 9 2.3zM9 5.2V9l2.7 1.7' },
  branch: { path: 'M9 2.5V7L4.2 13.5M9 7l4.8 6.5M3.6 10.6l.5 3.2 3.1-.8M14.4 10.6l-.5 3.2-3.1-.8' },
  split: { path: 'M2.5 9H7l4-4.5h4M7 9l4 4.5h4M12.8 2.4 15.2 4.5l-2.4 2.1M12.8 11.4l2.4 2.1-2.4 2.1' },
  repeat: { path: 'M14.6 7.2A6 6 0 0 0 3.8 6M3.4 10.8A6 6 0 0 0 14.2 12M3.6 2.8V6h3.2M14.4 15.2V12h-3.2' },
  call: {
    path: 'M6 3.5c-2 0-2 1-2 2.6S3.6 9 2.4 9c1.2 0 1.6 1.3 1.6 2.9s0 2.6 2 2.6M12 3.5c2 0 2 1 2 2.6S14.4 9 15.6 9c-1.2 0-1.6 1.3-1.6 2.9s0 2.6-2 2.6M9 8.9v.2',
  },
  notify: { path: 'M3 7.2h2.4l6.1-3.7v11L5.4 10.8H3zM6 11l1 3.8h1.8M13.8 7.2a2.6 2.6 0 0 1 0 3.6' },
  emit: { path: 'M10.2 2.2 4.2 10.2h4l-.6 5.6 6.2-8.2H9.6z' },
  enter: { path: 'M2.8 9h8M7.8 5.8 11 9l-3.2 3.2M9.5 3h5.2v12H9.5' },
  match: {
    path: 'M9 2.5v4M3.5 13.5C3.5 9 9 10.5 9 6.5c0 4 5.5 2.5 5.5 7M9 6.5v7M2 11.8l1.5 2 1.5-2M7.5 11.8l1.5 2 1.5-2M13 11.8l1.5 2 1.5-2',
  },
  set: { path: 'M3 15l.8-3.4L12 3.4l2.6 2.6-8.2 8.2zM10.3 5.1l2.6 2.6' },
  tag: { path: TAG },
  untag: { path: `${TAG}M2.8 15.2 15.2 2.8` },
  finish: { path: 'M4.5 4.5h9v9h-9z', filled: true },
}

const FACTS: Readonly<Record<Fact['kind'], Icon>> = {
  enter: { path: 'M3 9h8M8 5.8 11.2 9 8 12.2M11 3h4v12h-4' },
  goal: { path: 'M9 2.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM9 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 9v.01' },
  holdout: { path: 'M9 2.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 9 2.8zM4.8 4.8l8.4 8.4' },
  exit: { path: 'M7 3H3v12h4M7 9h8M11.8 5.8 15 9l-3.2 3.2' },
}

export function boxIcon(box: Box): Icon {
  return box.kind === 'send' ? (CHANNELS[box.channel ?? 'email'] ?? ENVELOPE) : BOXES[box.kind]
}

export function factIcon(fact: Fact): Icon {
  return FACTS[fact.kind]
}
