/**
 * A plain text for people whose mail program shows no HTML: what the markup says, with links written out. Not for showing
 * foreign HTML in a safe way; what comes out is text and has to be escaped like any other.
 */
export function plainTextOf(html: string): string {
  return decode(
    html
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, '')
      .replace(/\s+/g, ' ')
      .replace(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)<\/a\s*>/gi, link)
      .replace(/<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi, (_, a, b) => a ?? b ?? '')
      .replace(/ ?<(?:br|hr)\b[^>]*> ?/gi, '\n')
      .replace(/ ?<li\b[^>]*> ?/gi, '\n- ')
      .replace(/ ?<\/(?:p|div|h[1-6]|table|ul|ol|blockquote|section|header|footer|article)\s*> ?/gi, '\n\n')
      .replace(/ ?<\/?(?:p|div|h[1-6]|tr|table|blockquote)\b[^>]*> ?/gi, '\n')
      .replace(/<[^>]*>/g, ''),
  )
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n /g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function link(_: string, double: string | undefined, single: string | undefined, inside: string): string {
  const href = (double ?? single ?? '').trim()
  const text = inside.replace(/<[^>]*>/g, '').trim()
  if (href === '' || href.startsWith('#') || href === text || href === `mailto:${text}`) return text
  return text === '' ? href : `${text} (${href})`
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwnj: '\u200c',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  euro: '€',
  copy: '©',
}

/** The characters that entities stand for. One that is not known stays as it is written. */
function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
