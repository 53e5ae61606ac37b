import { escapeMarkup } from '../emit/markup.ts'

/** HTML that may be written as it is: it was escaped where it was made. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** What can stand in a page. Texts are escaped; what is missing or `false` is nothing. */
export type Child = Html | string | number | false | undefined | readonly Child[]

/** A piece of a page. Whatever is put into it is escaped, in text and in attributes, which are always quoted. */
export function html(parts: TemplateStringsArray, ...children: Child[]): Html {
  const text = parts.map((part, index) => part + written(children[index])).join('')
  return new Html(text)
}

/** Text that was written elsewhere, such as a drawing. */
export function trusted(text: string): Html {
  return new Html(text)
}

function written(child: Child): string {
  if (child === undefined || child === false) return ''
  if (child instanceof Html) return child.text
  if (typeof child === 'object') return child.map(written).join('')
  return escapeHtml(String(child))
}

/** Text for element content and quoted attributes. Controls that HTML has no place for are left out. */
export function escapeHtml(text: string): string {
  return escapeMarkup(text.toWellFormed().replace(NOT_HTML, ''))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
const NOT_HTML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/gu

/** What somebody wrote, in its own direction, which never reorders what stands around it. */
export function bdi(text: string): Html {
  return html`<bdi>${text}</bdi>`
}
