/** Reads XML strictly enough to prove that a text is well-formed, and to find elements in it. */

export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** Its own text and that of all elements inside. */
  text: string
}

const TOKEN = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/uy

/** The root element. Throws where the text is not well-formed. */
export function parseXml(source: string): XmlElement {
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  TOKEN.lastIndex = 0
  let end = 0
  for (let token = TOKEN.exec(source); token; token = TOKEN.exec(source)) {
    end = TOKEN.lastIndex
    const [, closing, name = '', attributes = '', selfClosing, text] = token
    if (text !== undefined) {
      for (const element of open) element.text += decode(text)
    } else if (closing) {
      if (open.length < 2 || open.pop()!.name !== name) throw new Error(`</${name}> closes nothing.`)
    } else {
      const element = { name, attributes: parseAttributes(attributes), children: [], text: '' }
      open.at(-1)!.children.push(element)
      if (!selfClosing) open.push(element)
    }
  }
  if (end !== source.length) throw new Error(`Not XML: ${source.slice(end, end + 60)}`)
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed.`)
  if (document.children.length !== 1) throw new Error('There must be one root.')
  return document.children[0]!
}

/** All elements inside, the element itself first. */
export function elements(root: XmlElement): XmlElement[] {
  return [root, ...root.children.flatMap(elements)]
}

function parseAttributes(source: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, key, value] of source.matchAll(/([\w:-]+)="([^"]*)"/gu)) {
    if (Object.hasOwn(found, key!)) throw new Error(`Twice: ${key}.`)
    found[key!] = decode(value!)
  }
  return found
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

function decode(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids exactly these
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u.test(text))
    throw new Error('A forbidden character.')
  return text.replace(/&(?:#(\d+)|(\w+))?(;?)/gu, (entity, code?: string, name?: string, end?: string) => {
    const character = code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code))
    if (character === undefined || !end) throw new Error(`A bare ampersand: ${entity}`)
    return character
  })
}
