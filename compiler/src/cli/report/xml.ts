/** What XML 1.0 has no way to say, not even as a reference, and the halves of broken characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As themselves they would be read as spaces in an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

export interface Element {
  name: string
  attributes?: Readonly<Record<string, string | number>>
  /** Elements, or a text. */
  content?: readonly Element[] | string
}

/** A whole document with an element as its root. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementLines(root, '')}`
}

function elementLines({ name, attributes = {}, content = [] }: Element, indent: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
  const start = `${indent}<${name}${written.join('')}`
  if (content.length === 0) return `${start}/>\n`
  if (typeof content === 'string') return `${start}>${text(content)}</${name}>\n`
  const children = content.map((child) => elementLines(child, `${indent}  `)).join('')
  return `${start}>\n${children}${indent}</${name}>\n`
}

function attribute(value: string): string {
  return sayable(value).replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character]!)
}

function text(value: string): string {
  return sayable(value).replace(/[&<>\r]/g, (character) => ENTITIES[character]!)
}

function sayable(value: string): string {
  return value.toWellFormed().replace(FORBIDDEN, '\uFFFD')
}
