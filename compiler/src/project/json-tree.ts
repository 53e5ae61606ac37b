import type { Span } from '../source/span.ts'

/** JSON whose parts know where they stand, so that a problem can be shown in its place. */
export type JsonNode =
  | { kind: 'object'; span: Span; members: JsonMember[] }
  | { kind: 'array'; span: Span; items: JsonNode[] }
  | { kind: 'plain'; span: Span; value: string | number | boolean | null }

export interface JsonMember {
  name: string
  nameSpan: Span
  value: JsonNode
}

/** A problem with a place in the same text. */
export interface TextProblem {
  message: string
  span: Span
}

/** Reads strict JSON (RFC 8259). What people write by habit from other formats is named in the message. */
export function readJson(text: string): { ok: true; value: JsonNode } | { ok: false; problem: TextProblem } {
  try {
    const reader = new Reader(text)
    return { ok: true, value: reader.document() }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problem: error.problem }
    throw error
  }
}

class Stop extends Error {
  readonly problem: TextProblem

  constructor(problem: TextProblem) {
    super(problem.message)
    this.problem = problem
  }
}

const SPACE = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[\p{L}\p{N}_$]+/uy
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])
/** More than any sensible document, less than the stack holds. */
const DEEPEST = 200

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): JsonNode {
    this.#space()
    const value = this.#value('a value')
    this.#space()
    if (this.#at < this.#text.length) {
      this.#stopAtComment()
      this.#stop('The document ends before this. Remove what follows.')
    }
    return value
  }

  #value(expected: string): JsonNode {
    const start = this.#at
    const next = this.#text[start]
    if (next === '{' || next === '[') {
      if (++this.#depth > DEEPEST) this.#stop(`This is nested more than ${DEEPEST} levels deep.`)
      const node = next === '{' ? this.#object() : this.#array()
      this.#depth--
      return node
    }
    if (next === '"') return { kind: 'plain', value: this.#string(), span: this.#from(start) }
    const number = this.#match(NUMBER)
    if (number !== undefined) return { kind: 'plain', value: Number(number), span: this.#from(start) }
    const word = this.#match(WORD)
    const value = word === undefined ? undefined : WORDS.get(word)
    if (value !== undefined) return { kind: 'plain', value, span: this.#from(start) }
    this.#at = start
    if (word !== undefined) this.#stop(`Texts stand in quotation marks: "${word}".`, word.length)
    return this.#unexpected(expected)
  }

  #object(): JsonNode {
    const start = this.#at++
    const members: JsonMember[] = []
    this.#space()
    while (this.#text[this.#at] !== '}') {
      if (members.length > 0) this.#comma('}')
      const nameStart = this.#at
      if (this.#text[nameStart] !== '"') {
        const bare = this.#match(WORD)
        this.#at = nameStart
        if (bare !== undefined) this.#stop(`Names stand in quotation marks: "${bare}".`, bare.length)
        this.#unexpected('a name in quotation marks or "}"')
      }
      const name = this.#string()
      const nameSpan = this.#from(nameStart)
      this.#space()
      if (this.#text[this.#at] !== ':') this.#unexpected(`":" after "${name}"`)
      this.#at++
      this.#space()
      members.push({ name, nameSpan, value: this.#value(`a value for "${name}"`) })
      this.#space()
    }
    this.#at++
    return { kind: 'object', members, span: this.#from(start) }
  }

  #array(): JsonNode {
    const start = this.#at++
    const items: JsonNode[] = []
    this.#space()
    while (this.#text[this.#at] !== ']') {
      if (items.length > 0) this.#comma(']')
      items.push(this.#value('a value or "]"'))
      this.#space()
    }
    this.#at++
    return { kind: 'array', items, span: this.#from(start) }
  }

  #comma(close: string): void {
    const comma = this.#at
    if (this.#text[comma] !== ',') this.#unexpected(`"," or "${close}"`)
    this.#at++
    this.#space()
    if (this.#text[this.#at] !== close) return
    this.#at = comma
    this.#stop(`There is no comma before "${close}" in JSON. Remove it.`)
  }

  #string(): string {
    const start = this.#at
    const literal = this.#match(STRING)
    if (literal !== undefined) return JSON.parse(literal) as string
    const rest = this.#text.slice(start).split(/[\r\n]/, 1)[0]!
    this.#stop(
      /^"(?:[^"\\]|\\.)*"/.test(rest)
        ? 'This text has an escape that JSON does not have. A backslash is written "\\\\".'
        : 'This text has no closing quotation mark.',
      rest.length,
    )
  }

  #unexpected(expected: string): never {
    this.#stopAtComment()
    const rest = this.#text.slice(this.#at)
    if (rest.startsWith("'")) this.#stop('JSON writes texts in double quotation marks: "…".')
    const found = rest === '' ? 'the end' : `"${String.fromCodePoint(rest.codePointAt(0)!)}"`
    this.#stop(`Expected ${expected}, but found ${found}.`, rest === '' ? 0 : 1)
  }

  #stopAtComment(): void {
    const comment = /^\/[/*].*/.exec(this.#text.slice(this.#at))
    if (comment) this.#stop('JSON has no comments. Remove this one.', comment[0].length)
  }

  #stop(message: string, length = 1): never {
    throw new Stop({ message, span: { start: this.#at, end: this.#at + length } })
  }

  #space(): void {
    this.#match(SPACE)
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined) return undefined
    this.#at += found.length
    return found
  }

  #from(start: number): Span {
    return { start, end: this.#at }
  }
}
