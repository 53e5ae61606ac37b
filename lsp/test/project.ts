import { type Edit, memoryHost, type Place } from '@journey-lang/compiler'
import { Session } from '@journey-lang/compiler/editor'

/** Where the cursor stands in a text. */
const CURSOR = '$0'
/** What begins another file in a text: `//- /mails.journey`. */
const FILE = /^\/\/- \/(\S+)\n/gm
/** The only file of a text that names none. */
export const MAIN = 'main.journey'

/** What most journeys need, in a file that tests need not write. */
export const BASE: Readonly<Record<string, string>> = {
  'base.journey': `/// Everyone we may write to.
contact {
  name: string?
  /// Where we write to.
  email: email?
  country: country = DE
  market: Market = domestic
  points: integer = 0
  opted_in: boolean = false
}

/// Where we sell.
enum Market "Where" { domestic "At home", export "Abroad" }

/// An order was paid.
event bought "Bought something" { order: string, total: money<EUR>, cart: string? }
event asked { about: string }
tag vip "Very important"
channel mail: email { to: contact.email, consent: contact.opted_in, limit: 3 per 7 days }
/// Says hello.
message hello via mail { subject: "Hello", body: "Good to see you, {contact.name ?? "friend"}." }
message offer(discount: percent, code: string?) via mail { subject: "{discount} off", body: "Come {code ?? ""}" }
department sales "Sales" { email: "sales@example.com" }
action make_coupon(percent: percent): { code: string } from "./actions.ts"
segment fans "Fans" = any bought in last 90 days
`,
}

/** A project with a cursor, as features see it. */
export interface Marked {
  snapshot: Session
  path: string
  offset: number
  /** The texts without the mark. */
  texts: Readonly<Record<string, string>>
}

/** Reads a text with files and a mark `$0`; what `BASE` declares is there, too. */
export function marked(source: string, files: Readonly<Record<string, string>> = BASE): Marked {
  const texts: Record<string, string> = { ...files }
  const parts = source.split(FILE)
  if (parts[0]!.trim() !== '' || parts.length === 1) texts[MAIN] = parts[0]!
  for (let index = 1; index < parts.length; index += 2) texts[parts[index]!] = parts[index + 1]!
  let cursor: { path: string; offset: number } | undefined
  for (const [path, text] of Object.entries(texts)) {
    const offset = text.indexOf(CURSOR)
    if (offset < 0) continue
    cursor = { path, offset }
    texts[path] = text.replace(CURSOR, '')
  }
  const paths = Object.keys(texts)
    .filter((path) => path.endsWith('.journey'))
    .sort()
  const snapshot = new Session(memoryHost(texts), { paths, timezone: 'Europe/Berlin' })
  return { snapshot, texts, ...(cursor ?? { path: MAIN, offset: 0 }) }
}

/** A place as a test names it: `base.journey: Market`. */
export function placeText({ snapshot }: Pick<Marked, 'snapshot'>, { file, span }: Place): string {
  return `${file}: ${snapshot.textOf(file)?.slice(span.start, span.end) ?? ''}`
}

/** Texts after edits that do not overlap. */
export function edited(
  texts: Readonly<Record<string, string>>,
  edits: readonly Edit[],
): Record<string, string> {
  const after: Record<string, string> = { ...texts }
  for (const { file, span, text } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const before = after[file] ?? ''
    after[file] = before.slice(0, span.start) + text + before.slice(span.end)
  }
  return after
}
