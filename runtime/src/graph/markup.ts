/**
 * Whether a Liquid template writes HTML: its first text is a tag, or its file is called so (`hello.html.liquid`). The template
 * decides, never what it is filled with, so that a contact's name can't make HTML of a plain text.
 */
export function writesHtml({ liquid, file }: { liquid: string; file?: string }): boolean {
  return BEGINS_WITH_TAG.test(liquid) || (file !== undefined && HTML_FILE.test(file))
}

/** Behind space, and tags of Liquid that print nothing. */
const BEGINS_WITH_TAG = /^(?:\s|\{%[^%]*(?:%(?!\})[^%]*)*%\})*<[!a-z]/i
const HTML_FILE = /\.html?(?:\.liquid)?$/i
