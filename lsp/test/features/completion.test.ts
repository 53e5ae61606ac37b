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
      /^offer\(discount: \$\{1:percent\}\)$/,
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
