import { describe, expect, test } from 'vitest'
import { completion } from '../../src/features/completion.ts'
import { edited, marked } from '../project.ts'

const HEAD =
  'import { bought, asked, vip, hello, offer, sales, make_coupon, fans, mail } from "./base.journey"\n'
const steps = (text: string) => `${HEAD}import { digital } from "std/stages"
journey welcome {
  follows digital
  start on bought
  stage subscription {
    ${text}
  }
}
`

function offered(source: string): string[] {
  const { snapshot, path, offset } = marked(source)
  return completion(snapshot, path, offset)?.items.map(({ label }) => label) ?? []
}

describe('completion', () => {
  const cases: [what: string, source: string, some: string[], none: string[]][] = [
    ['declarations', 'jou$0', ['journey', 'message', 'import', 'scenario'], ['send', 'where']],
    ['steps', steps('$0'), ['send', 'wait', 'delay', 'if', 'match', 'go', 'finish'], ['journey', 'persona']],
    ['messages', steps('send $0'), ['hello', 'offer'], ['bought', 'vip', 'sales']],
    ['messages, in the middle of a word', steps('send he$0l'), ['hello', 'offer'], []],
    ['events', steps('wait for $0'), ['bought', 'asked'], ['hello']],
    ['tags', steps('tag #$0'), ['vip'], ['hello', 'send']],
    ['departments', steps('notify $0'), ['sales'], ['hello']],
    ['actions', steps('call $0'), ['make_coupon'], ['hello']],
    ['stages', steps('go to $0'), ['subscription'], ['hello']],
    ['fields of the contact', steps('if contact.$0'), ['email', 'market', 'points'], ['total', 'hello']],
    ['fields of a payload', steps('if bought.$0'), ['order', 'total', 'cart'], ['email']],
    ['values in a condition', steps('if $0'), ['contact', 'bought'], []],
    ['members of an enum', steps('if contact.market == $0 { }'), ['domestic', 'export'], ['DE']],
    ['arms of a match', steps('match contact.market { $0 }'), ['domestic', 'export'], []],
    ['countries', steps('if contact.country == $0 { }'), ['DE', 'AT', 'IR'], ['domestic']],
    ['countries in a list', steps('if contact.country in [DE, $0] { }'), ['AT'], []],
    ['segments', steps('if contact in $0 { }'), ['fans'], ['hello']],
    ['arguments of a message', steps('send offer($0)'), ['discount', 'code'], ['email']],
    ['arguments, in a line that is not whole', steps('send offer($0'), ['discount', 'code'], []],
    [
      'arguments of a contact',
      `${HEAD}scenario "s" for welcome {\n  contact($0)\n}`,
      ['email', 'points'],
      ['discount'],
    ],
    ['settings of a channel', 'channel x: email { $0 }', ['to', 'consent', 'quiet', 'limit'], []],
    ['settings of a message', `${HEAD}message m via mail { $0 }`, ['subject', 'body', 'purpose'], []],
    ['kinds of channels', 'channel x: $0 { }', ['email', 'sms'], []],
    ['types', 'event e { a: $0 }', ['string', 'date', 'Market'], []],
    [
      'what a file declares, in an import',
      'import { $0 } from "./base.journey"',
      ['hello', 'vip', 'Market'],
      [],
    ],
    [
      'names of what a text shows',
      `${HEAD}message m(who: string) via mail { subject: "Hi {$0}", body: "x" }`,
      ['who', 'contact'],
      [],
    ],
    ['files to import', 'import { hello } from "$0"', ['./base.journey', 'std/events'], []],
    [
      'clauses of a start',
      `${HEAD}journey j {\n  start on bought $0\n}`,
      ['where', 'key', 'as'],
      ['forever', 'subscription'],
    ],
    [
      'what a journey can start on',
      `${HEAD}journey j {\n  start $0\n}`,
      ['on', 'manually', 'every', 'at'],
      ['send'],
    ],
    ['limits of a wait', steps('wait for bought $0'), ['up', 'where', 'forever'], ['journey']],
    [
      'lines of a scenario',
      `${HEAD}scenario "s" for welcome {\n  contact()\n  $0\n}`,
      ['expect', 'after', 'at'],
      ['send', 'delay'],
    ],
    [
      'expectations',
      `${HEAD}scenario "s" for welcome {\n  contact()\n  expect $0\n}`,
      ['sent', 'tagged', 'not', 'finished'],
      ['delay'],
    ],
    ['nothing in a comment', '// se$0', [], ['send', 'journey', 'import']],
    [
      'nothing in a text',
      `${HEAD}message m via mail { subject: "He$0llo", body: "x" }`,
      [],
      ['hello', 'contact'],
    ],
  ]
  test.each(cases)('%s', (_, source, some, none) => {
    const labels = offered(source)
    for (const one of some) expect(labels).toContain(one)
    for (const one of none) expect(labels).not.toContain(one)
  })

  test('brings the import of what is declared elsewhere', () => {
    const { snapshot, path, offset, texts } = marked('journey j {\n  start manually\n  send $0\n}\n')
    const item = completion(snapshot, path, offset)!.items.find(({ label }) => label === 'hello')!
    expect(edited(texts, item.edits!)[path]).toMatch(/^import \{ hello \} from "\.\/base\.journey"\n/)
  })

  test('writes the parameters of a message as places to fill in', () => {
    const { snapshot, path, offset } = marked(steps('send off$0'))
    const found = completion(snapshot, path, offset)!
    expect(found.items.find(({ label }) => label === 'offer')!.snippet).toMatch(
      /^offer\(discount: \$\{1:10%\}\)$/,
    )
    expect(snapshot.textOf(path)!.slice(found.span.start, found.span.end)).toBe('off')
  })

  test('changes nothing of what is known', () => {
    const { snapshot, path, offset } = marked(steps('if contact.email exists { send $0 }'))
    const before = JSON.stringify([...snapshot.diagnostics])
    completion(snapshot, path, offset)
    const contact = marked('contact { name: string, $0 }', {})
    completion(contact.snapshot, contact.path, contact.offset)
    expect(JSON.stringify([...snapshot.diagnostics])).toBe(before)
    expect(snapshot.program.contact?.fields.get('email')?.file).toBe('base.journey')
  })
})

/** Steps, and a scenario for them. */
const scenario = (text: string) =>
  `${steps('send hello\n    delay 1 day\n    split half { 50% one { } 50% two { } }\n    finish "bye"')}
scenario "s" for welcome {
  contact(email: "sara@example.com")
  at 2026-03-02 10:00
  ${text}
}
`

describe('what is written when it is chosen', () => {
  const cases: [what: string, source: string, label: string, written: string | undefined][] = [
    ['a message to send', steps('send $0'), 'offer', 'offer(discount: <10%>)'],
    ['a message before its values', steps('send of$0(discount: 10%)'), 'offer', 'offer'],
    ['a message that is expected', scenario('expect sent $0'), 'offer', 'offer'],
    ['a message that fails', scenario('fail send $0'), 'offer', 'offer'],
    ['an action to call', steps('call $0'), 'make_coupon', 'make_coupon(percent: <10%>)'],
    ['an action that is expected', scenario('expect called $0'), 'make_coupon', 'make_coupon'],
    ['an event to emit', steps('emit $0'), 'asked', 'asked(about: <"text">)'],
    ['an event that happens', scenario('$0'), 'asked', 'asked(about: <"text">)'],
    ['an event to wait for', steps('wait for $0'), 'asked', 'asked'],
    ['the name of an argument', steps('send offer($0)'), 'discount', 'discount: $0'],
    ['the name of an argument with a value', steps('send offer($0: 10%)'), 'discount', 'discount'],
    ['a tag', steps('tag $0'), '#vip', '#vip'],
    ['a tag behind its sign', steps('tag #$0'), 'vip', 'vip'],
    ['a tag that somebody has', steps('if contact has $0 { }'), '#vip', '#vip'],
    ['a step by its identity', scenario('expect waiting at $0'), 'subscription/delay', '"subscription/delay"'],
    ['a step between quotation marks', scenario('expect waiting at "$0"'), 'subscription/delay', 'subscription/delay'],
    ['a reason', scenario('expect finished "$0"'), 'bye', 'bye'],
    ['a time zone', scenario('at 2026-03-03 10:00 in "$0"'), 'Asia/Tehran', 'Asia/Tehran'],
    ['an arm', scenario('take $0'), 'two of half', 'two of half'],
    ['yes or no', scenario('contact(opted_in: $0)'), 'true', 'true'],
    ['a message as a value', `import { opened } from "std/events"\n${scenario('opened(message: $0)')}`, 'hello', 'hello'],
    ['the contact to set', steps('set $0'), 'contact', 'contact.$0'],
    ['a template', `${HEAD}message m via mail { body: $0 }`, 'file', 'file("$0")'],
    ['a word that begins a condition', steps('if n$0 { }'), 'not', 'not'],
    ['a word that goes on with one', steps('if contact.country i$0 { }'), 'in', 'in'],
    ['a length of time', steps('wait for bought up to $0'), '7 days', '<7> days'],
    ['a rule that is ignored', '// journey-ignore un$0\ntag a\n', 'unused-tag', 'unused-tag'],
    ['a file in a text that is not closed', 'import { hello } from "$0\n', './base.journey', './base.journey'],
    ['a limit', 'channel x: email { limit: 3 p$0 }', 'per', 'per'],
    ['a day of the week', steps('delay until t$0'), 'thursday', 'thursday'],
  ] // biome-ignore format: a table
  test.each(cases)('%s', (_, source, label, written) => {
    const { snapshot, path, offset } = marked(source)
    const item = completion(snapshot, path, offset)?.items.find((one) => one.label === label)
    const text = item && (item.snippet ?? item.insert ?? item.label)
    // Places to fill in are marked by `<…>` here.
    expect(text?.replaceAll(/\$\{\d+:([^}]*)\}/g, '<$1>')).toBe(written)
  })

  const never: [what: string, source: string, labels: string[]][] = [
    ['lines of the header in a stage', steps('$0'), ['follows', 'start', 'goal', 'stage']],
    ['names of settings as values', `${HEAD}message m via mail { purpose: $0 }`, ['subject', 'body']],
    ['names of arguments as values', steps('send offer(discount: $0)'), ['discount', 'code']],
    ['names where a length of time has to stand', steps('wait for bought up to $0'), ['contact', 'bought']],
    ['currencies in a length of time', steps('wait for bought up to 7 $0'), ['EUR', 'USD']],
    ['journeys that nobody enters by another', steps('enter journey $0'), ['welcome']],
  ]
  test.each(never)('never %s', (_, source, labels) => {
    for (const label of labels) expect(offered(source)).not.toContain(label)
  })

  test('a country is found by its name', () => {
    const { snapshot, path, offset } = marked(steps('if contact.country == $0 { }'))
    const item = completion(snapshot, path, offset)!.items.find(({ label }) => label === 'IR')
    expect(item).toMatchObject({ detail: 'Iran', filter: 'IR Iran' })
  })
})

test('a file replaces what is written of its name, also before the text is closed', () => {
  const { snapshot, path, offset, texts } = marked('import { hello } from "./ba$0\n')
  const { span } = completion(snapshot, path, offset)!
  expect(texts[path]!.slice(span.start, span.end)).toBe('./ba')
})

test('a field has the type that its own event gives it', () => {
  const events = 'event one { order: string }\nevent two { order: integer }\n'
  const source = `${events}journey j {\n  start on one as first\n  if one.$0\n}\n`
  const { snapshot, path, offset } = marked(source)
  const item = completion(snapshot, path, offset)!.items.find(({ label }) => label === 'order')
  expect(item!.detail).toBe('string')
})
