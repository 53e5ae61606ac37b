import { expect, test } from 'vitest'
import { type Compilation, hasErrors, lower } from '../../src/index.ts'
import { codesOf, compileSources, inWords, type Sources } from '../diagnostics/findings.ts'

/** Expects exactly these codes to be found in a project, in the order of the text. */
export function check(sources: Sources, expected: readonly string[]): Compilation {
  const found = compileSources(sources)
  expect(codesOf(found.diagnostics), inWords(found).join('\n') || 'Nothing was found.').toEqual(expected)
  // What has no error can be made into a graph.
  if (!hasErrors(found)) expect(lower(found.program).bundle.formatVersion).toBeDefined()
  return found
}

/** A snippet and the codes that are found in it; none if it is correct. */
export type Snippet = readonly [snippet: string, ...codes: string[]]

/** Checks each snippet of a table in its surroundings. */
export function checkEach(snippets: readonly Snippet[], around: (snippet: string) => Sources): void {
  test.each(snippets.map(([snippet, ...codes]) => ({ snippet, codes })))(
    '$snippet → $codes',
    ({ snippet, codes }) => {
      check(around(snippet), codes)
    },
  )
}

/** What most snippets need: a contact with fields of many types, channels, messages, events, tags. */
export const PROJECT = `import { purchased, signed_up_for_email, clicked, opened } from "std/events"
contact {
  name: string?
  nick: string?
  email: email
  work_email: email?
  phone: phone?
  points: integer = 0
  level: integer?
  weight: number?
  share: percent = 0%
  credit: money<EUR> = 0 EUR
  debt: money<EUR>?
  dollars: money<USD> = 0 USD
  birthday: date?
  hired: date?
  seen: datetime?
  wakes: time?
  patience: duration = 1 day
  country: country = DE
  second_country: country?
  language: language = en
  countries: list<country> = []
  words: list<string> = []
  site: url?
  member: boolean = false
  agreed: boolean?
}
tag vip "Very important"
tag fan
event visited { page: string, shop: string?, pieces: integer = 1 }
event left { page: string, total: money<EUR>? }
event reserved { day: date }
channel mail: email { to: contact.email }
channel work: email { to: contact.work_email }
channel text: sms { to: contact.phone }
message hello via mail { subject: "Hello", body: "Hello" }
message offer(discount: percent, code: string?) via mail { subject: "{discount} off", body: "{code ?? "none"}" }
message letter via work { subject: "Hello", body: "Hello" }
message nudge via text { body: "Hello" }
`

/** A project with a journey of which a snippet is the body, with its head. */
export const journey = (body: string): string => `${PROJECT}journey trial "Trial" {\n${body}\n}\n`

/** A project with a journey that starts by hand; the snippet is its steps. */
export const steps = (text: string): string => journey(`start manually\n${text}`)

/** A project in which a journey lets people in on a condition. */
export const condition = (text: string): string => journey(`start manually where ${text}\nfinish`)
