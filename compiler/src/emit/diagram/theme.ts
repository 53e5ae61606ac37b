import type { ArrowKind, BoxKind } from './model.ts'

/** Colours of one scheme, as `#rrggbb`. Text on its ground has a contrast of at least 4.5:1, which a test checks. */
export interface Palette {
  canvas: string
  ink: string
  muted: string
  /** Borders of chips and groups. */
  line: string
  group: string
  boxes: Readonly<Record<Family, Paint>>
  /** Arrows, and the words on them. */
  arrows: Readonly<Record<ArrowKind, string>>
  /** The mark of contacts that are at a step now. */
  waiting: { fill: string; ink: string }
}

export interface Paint {
  fill: string
  stroke: string
  ink: string
  /** Second lines. */
  muted: string
  icon: string
}

/** Kinds of step that share a colour because they share a meaning. */
export type Family = 'start' | 'send' | 'ask' | 'hold' | 'branch' | 'mark' | 'end'

export const FAMILY: Readonly<Record<BoxKind, Family>> = {
  start: 'start',
  send: 'send',
  wait: 'hold',
  delay: 'hold',
  branch: 'branch',
  split: 'branch',
  repeat: 'branch',
  match: 'branch',
  set: 'mark',
  tag: 'mark',
  untag: 'mark',
  emit: 'mark',
  enter: 'mark',
  call: 'ask',
  notify: 'ask',
  finish: 'end',
}

export const LIGHT: Palette = {
  canvas: '#ffffff',
  ink: '#17202b',
  muted: '#55616f',
  line: '#d8dfe7',
  group: '#f4f6f9',
  boxes: {
    start: { fill: '#15744a', stroke: '#15744a', ink: '#ffffff', muted: '#dff3e8', icon: '#ffffff' },
    send: { fill: '#e6effd', stroke: '#4a80d6', ink: '#12305f', muted: '#3d5680', icon: '#2460bd' },
    ask: { fill: '#def3f3', stroke: '#3a9499', ink: '#0b3b3f', muted: '#2b5f63', icon: '#177a80' },
    hold: { fill: '#fdf1d6', stroke: '#cf9a2b', ink: '#4d3503', muted: '#6d5522', icon: '#96680a' },
    branch: { fill: '#ffffff', stroke: '#8592a1', ink: '#17202b', muted: '#55616f', icon: '#55616f' },
    mark: { fill: '#f1eafb', stroke: '#9473cc', ink: '#3c2268', muted: '#5d4788', icon: '#7448b8' },
    end: { fill: '#3b4756', stroke: '#3b4756', ink: '#ffffff', muted: '#d7dee6', icon: '#ffffff' },
  },
  arrows: { next: '#66727f', reached: '#15744a', timeout: '#8a5f08', failed: '#b3261e' },
  waiting: { fill: '#cf9a2b', ink: '#2b1d00' },
}

export const DARK: Palette = {
  canvas: '#10151c',
  ink: '#e8edf3',
  muted: '#a3afbd',
  line: '#303b49',
  group: '#181f29',
  boxes: {
    start: { fill: '#3ebd80', stroke: '#3ebd80', ink: '#04190e', muted: '#0b3721', icon: '#04190e' },
    send: { fill: '#182a47', stroke: '#4f83d6', ink: '#dfeafc', muted: '#a9c2e8', icon: '#82aef5' },
    ask: { fill: '#0f2f32', stroke: '#3f999e', ink: '#d6f1f2', muted: '#a1cfd2', icon: '#63c5ca' },
    hold: { fill: '#352a10', stroke: '#b98a2c', ink: '#fbeccb', muted: '#d9c08a', icon: '#e7b54c' },
    branch: { fill: '#10151c', stroke: '#728094', ink: '#e8edf3', muted: '#a3afbd', icon: '#a3afbd' },
    mark: { fill: '#2a2044', stroke: '#8f6fd0', ink: '#ece4fb', muted: '#c4b2e8', icon: '#b798f0' },
    end: { fill: '#ccd5df', stroke: '#ccd5df', ink: '#131920', muted: '#3d4752', icon: '#131920' },
  },
  arrows: { next: '#8f9cab', reached: '#4ecb8f', timeout: '#dfae4a', failed: '#f28b82' },
  waiting: { fill: '#dfae4a', ink: '#231800' },
}

/** The face that text is measured as, and what to take where it is not installed; none is much wider. */
export const FONTS =
  '"Noto Sans","Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","Noto Sans Arabic",Vazirmatn,Tahoma,"DejaVu Sans Condensed",sans-serif'
