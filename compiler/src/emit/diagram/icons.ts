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
  tag: { path: TAG },
  untag: { path: `${TAG}M2.8 15.2 15.2 2.8` },
  finish: { path: 'M4.5 4.5h9v9h-9z', filled: true },
}

const FACTS: Readonly<Record<Fact['kind'], Icon>> = {
  enter: { path: 'M3 9h8M8 5.8 11.2 9 8 12.2M11 3h4v12h-4' },
  goal: { path: 'M9 2.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM9 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 9v.01' },
  exit: { path: 'M7 3H3v12h4M7 9h8M11.8 5.8 15 9l-3.2 3.2' },
}

export function boxIcon(box: Box): Icon {
  return box.kind === 'send' ? (CHANNELS[box.channel ?? 'email'] ?? ENVELOPE) : BOXES[box.kind]
}

export function factIcon(fact: Fact): Icon {
  return FACTS[fact.kind]
}
