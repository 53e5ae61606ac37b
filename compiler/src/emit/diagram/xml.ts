/** A tiny writer of XML: elements as text, always escaped and well-formed. */
import { escapeMarkup } from '../markup.ts'

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element. Content is XML already; give text through `text`. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? coordinate(value) : value!)}"`)
    .join('')
  const inner = content.join('')
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`
}

/** Text without the characters that XML 1.0 has no way to write. */
export function escapeXml(text: string): string {
  return escapeMarkup(text.toWellFormed().replace(NOT_XML, ''))
    .replace(/\r/gu, '&#13;')
    .replace(/\n/gu, '&#10;')
    .replace(/\t/gu, '&#9;')
}

const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Hundredths of a pixel; no `-0`. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 || 0)
}
