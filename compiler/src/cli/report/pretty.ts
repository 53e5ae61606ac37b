import type { Place } from '../../source/span.ts'
import type { Style } from '../style.ts'
import { type Excerpt, excerpt } from './excerpt.ts'
import type { Finding } from './finding.ts'
import type { Texts } from './texts.ts'
import { visible } from './visible.ts'

export interface PrettyOptions {
  style: Style
  /** Columns that a line may have. */
  width: number
}

/** What the gutter needs beside the line number: ` | `. */
const GUTTER = 3

/** A finding for people: what, where, the line with the place marked, and what to do. Ends with a line break. */
export function renderFinding(finding: Finding, texts: Texts, { style, width }: PrettyOptions): string {
  const paint = style[finding.severity]
  const room = width - GUTTER - 6
  const show = (place: Place, mark: '^' | '-', label: string): Excerpt | undefined => {
    const lines = texts.lines(place.file)
    if (!lines) return undefined
    return excerpt(lines, place.span, {
      mark,
      label: visible(label),
      width: room,
      style,
      paint: mark === '^' ? paint : style.frame,
    })
  }
  const parts = [
    { arrow: '-->', place: finding.place, excerpt: show(finding.place, '^', ''), label: '' },
    ...finding.related.map(({ place, message }) => ({
      arrow: ':::',
      place,
      excerpt: show(place, '-', message),
      label: message,
    })),
  ]
  const digits = Math.max(1, ...parts.map((part) => String(part.excerpt?.line ?? '').length))
  const gutter = (number: string) => style.frame(`${number.padStart(digits)} |`)
  const title = finding.code === undefined ? finding.severity : `${finding.severity}[${finding.code}]`
  const out = [`${paint(title)}${style.strong(`: ${visible(finding.message)}`)}`]
  for (const { arrow, place, excerpt, label } of parts) {
    const words = excerpt || label === '' ? '' : `: ${visible(label)}`
    out.push(`${' '.repeat(digits)}${style.frame(arrow)} ${locationOf(place, texts)}${words}`)
    if (!excerpt) continue
    out.push(gutter(''), line(gutter(String(excerpt.line)), excerpt.source), line(gutter(''), excerpt.marks))
  }
  for (const hint of finding.hints) {
    out.push(`${' '.repeat(digits)} ${style.frame('=')} ${style.strong('help:')} ${visible(hint)}`)
  }
  return `${out.join('\n')}\n`
}

/** `file:line:column`, as editors and terminals make a link of it. */
export function locationOf({ file, span }: Place, texts: Texts): string {
  const lines = texts.lines(file)
  const name = visible(texts.show(file))
  if (!lines) return name
  const { line, column } = lines.position(span.start)
  return `${name}:${line}:${column}`
}

function line(gutter: string, text: string): string {
  return text === '' ? gutter : `${gutter} ${text}`
}
