/**
 * A plain text for people whose mail program shows no HTML: what the markup says, with links written out. Not for showing
 * foreign HTML in a safe way; what comes out is text and has to be escaped like any other. It looks at each character
 * once or twice, whatever the markup: names of contacts are in it.
 */
export function plainTextOf(html: string): string {
  const writer = new Writer()
  // Of other letters some become two, and all places would be off.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    writer.text(html.slice(at, open))
    at = open
    if (html.startsWith('<!--', at)) {
      at = endOf(html, '-->', at)
      continue
    }
    TAG.lastIndex = at
    const name = TAG.exec(lower)?.[1]
    const end = name === undefined ? undefined : endOfTag(html, at)
    if (name === undefined) {
      writer.text('<')
      at++
    } else if (end === undefined) {
      // It is never closed, and so no tag; nor is anything after it.
      break
    } else {
      writer.tag(name, html.slice(at, end))
      at = UNSEEN.has(name) ? endOf(html, '>', endOf(lower, `</${name}`, end)) : end
    }
  }
  if (at < html.length) writer.text(html.slice(at))
  return writer.whole()
}

/** The name of a tag, with a slash before it if it is a closing one. */
const TAG = /<(\/?[a-z][a-z\d]*|!doctype)/y
/** Elements of which nothing is seen. */
const UNSEEN: ReadonlySet<string> = new Set(['head', 'style', 'script', 'title'])
/** Elements that stand apart from what is around them. */
const BLOCKS: ReadonlySet<string> = new Set(
  'p div h1 h2 h3 h4 h5 h6 table tr ul ol blockquote section header footer article'.split(' '),
)

/** Behind the next such text, or at the end. */
function endOf(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from)
  return found < 0 ? text.length : found + wanted.length
}

/** Behind the `>` of the tag that begins there: one in quotation marks does not count. */
function endOfTag(html: string, from: number): number | undefined {
  let quote = ''
  for (let at = from; at < html.length; at++) {
    const letter = html[at]!
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '>') return at + 1
    else if (letter === '"' || letter === "'") quote = letter
  }
  return undefined
}

function attributeOf(tag: string, name: string): string {
  const [, double, single, bare] =
    new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag) ?? []
  return decode(double ?? single ?? bare ?? '').trim()
}

class Writer {
  readonly #parts: string[] = []
  /** What was written ends in space, which no more is to follow. */
  #spaced = true
  /** The link that is open, and the part that its text begins with. Links do not stand in links. */
  #link: { href: string; start: number } | undefined

  text(markup: string): void {
    const words = decode(markup).replace(/\s+/g, ' ')
    this.#write(this.#spaced ? words.replace(/^ /, '') : words)
  }

  tag(name: string, tag: string): void {
    const bare = name.replace('/', '')
    if (name === 'br' || name === 'hr') this.#write('\n')
    else if (name === 'li') this.#write('\n- ')
    else if (name === 'img') this.text(attributeOf(tag, 'alt'))
    else if (name === 'a') this.#link = { href: attributeOf(tag, 'href'), start: this.#parts.length }
    else if (name === '/a') this.#closeLink()
    else if (BLOCKS.has(bare)) this.#write(bare === name || bare === 'tr' ? '\n' : '\n\n')
  }

  #closeLink(): void {
    if (this.#link === undefined) return
    const { href, start } = this.#link
    this.#link = undefined
    const text = this.#parts.slice(start).join('').trim()
    if (href === '' || href.startsWith('#') || href === text || href === `mailto:${text}`) return
    this.#write(text === '' ? href : ` (${href})`)
  }

  #write(text: string): void {
    if (text === '') return
    this.#parts.push(text)
    this.#spaced = /\s$/.test(text.slice(-1))
  }

  whole(): string {
    return this.#parts
      .join('')
      .replace(/ \n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  }
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
