/** Files, imports, names, and what is declared. */
import { describe, expect, test } from 'vitest'
import { codeOf, messageOf } from '../../src/index.ts'
import { applyFix, compileSources, type Sources } from '../diagnostics/findings.ts'
import { check, checkEach, type Snippet } from './check.ts'

const CONTACT = 'contact { email: email? }\n'

describe('imports', () => {
  const shop = `${CONTACT}tag vip\nevent visited\nevent left\n`
  const use = 'journey j {\nstart on visited\ntag #vip\n}\n'
  const projects: readonly (readonly [title: string, sources: Sources, ...codes: string[]])[] = [
    [
      'of a file beside',
      { 'shop.journey': shop, 'j.journey': `import { vip, visited } from "./shop.journey"\n${use}` },
    ],
    [
      'of a file in a folder',
      { 'lib/shop.journey': shop, 'j.journey': `import { vip, visited } from "./lib/shop.journey"\n${use}` },
    ],
    [
      'of a file above',
      { 'shop.journey': shop, 'a/b/j.journey': `import { vip, visited } from "../../shop.journey"\n${use}` },
    ],
    [
      'of a file beside the folder',
      { 'a/shop.journey': shop, 'b/j.journey': `import { vip, visited } from "../a/shop.journey"\n${use}` },
    ],
    [
      'under another name',
      {
        'shop.journey': shop,
        'j.journey': `import { vip, visited as seen } from "./shop.journey"\n${use.replace('visited', 'seen')}`,
      },
    ],
    [
      'under another name only',
      { 'shop.journey': shop, 'j.journey': `import { vip, visited as seen } from "./shop.journey"\n${use}` },
      'J2006',
    ],
    [
      'of the library',
      `import { purchased } from "std/events"\nimport { digital } from "std/stages"\n${CONTACT}journey j {\nfollows digital\nstart on purchased\nfinish\n}\n`,
    ],
    [
      'in a circle',
      {
        'a.journey': `import { b } from "./b.journey"\n${CONTACT}tag a\n`,
        'b.journey': 'import { a } from "./a.journey"\ntag b\n',
      },
    ],
    ['of itself', { 'a.journey': `import { a } from "./a.journey"\n${CONTACT}tag a\n` }],
    [
      'of no file',
      { 'j.journey': `import { vip, visited } from "./shop.journey"\n${CONTACT}${use}` },
      'J2001',
    ],
    ['of no file of the library', `import { purchased } from "std/event"\n${CONTACT}`, 'J2001'],
    ['of another kind of file', `import { purchased } from "./events.json"\n${CONTACT}`, 'J2003'],
    ['of TypeScript, which comes later', `import { purchased } from "./events.ts"\n${CONTACT}`, 'J2003'],
    ['without a path', `import { purchased } from "events.journey"\n${CONTACT}`, 'J2003'],
    ['of a package', `import { purchased } from "@shop/events"\n${CONTACT}`, 'J2003'],
    [
      'of a name that is not there',
      { 'shop.journey': shop, 'j.journey': 'import { vop } from "./shop.journey"\n' },
      'J2002',
    ],
    [
      'of a name that the file imports itself',
      {
        'shop.journey': shop,
        'b.journey': 'import { vip } from "./shop.journey"\n',
        'c.journey': 'import { vip } from "./b.journey"\n',
      },
      'J2002',
    ],
    [
      'of a name that is declared here',
      { 'shop.journey': shop, 'j.journey': 'import { vip } from "./shop.journey"\ntag vip\n' },
      'J2005',
    ],
    [
      'of a name twice',
      {
        'shop.journey': shop,
        'j.journey': 'import { vip } from "./shop.journey"\nimport { vip } from "./shop.journey"\n',
      },
    ],
    [
      'of two things under one name',
      { 'shop.journey': shop, 'j.journey': 'import { visited as it, left as it } from "./shop.journey"\n' },
      'J2005',
    ],
  ]
  test.each(projects.map(([title, sources, ...codes]) => ({ title, sources, codes })))(
    '$title → $codes',
    ({ sources, codes }) => {
      check(sources, codes)
    },
  )

  test('a name that is declared elsewhere has fixes that import it', () => {
    const sources = {
      'a/shop.journey': shop,
      'b/j.journey':
        'import { visited } from "../a/shop.journey"\njourney j {\nstart on visited\ntag #vip\n}\n',
    }
    const { diagnostics } = check(sources, ['J2006'])
    expect(diagnostics[0]!.fixes.map((fix) => fix.title)).toEqual(['Import "vip" from "../a/shop.journey"'])
    const mended = applyFix(sources, diagnostics[0]!.fixes[0]!)
    check(mended, [])
    expect(mended['b/j.journey']).toMatch(/^import \{ visited, vip \} from "\.\.\/a\/shop\.journey"\njourney/)
  })

  test('the import stands below what is said about the file', () => {
    const sources = {
      'shop.journey': shop,
      'j.journey': '// How we greet.\n// By Sara.\n\n/// Greets.\njourney j {\nstart manually\ntag #vip\n}\n',
    }
    const mended = applyFix(sources, check(sources, ['J2006']).diagnostics[0]!.fixes[0]!)
    expect(mended['j.journey']).toMatch(
      /^\/\/ How we greet\.\n\/\/ By Sara\.\n\nimport [^\n]*\n\/\/\/ Greets\./,
    )
  })

  test('the fix is right in a file without imports, and in one that ends with an import', () => {
    const first = { 'shop.journey': shop, 'j.journey': use.replace('tag #vip', 'finish') }
    check(applyFix(first, check(first, ['J2006']).diagnostics[0]!.fixes[0]!), [])
    const last = {
      'shop.journey': shop,
      'j.journey': 'journey j {\nstart on visited\nfinish\n}\nimport { vip } from "./shop.journey"',
    }
    check(applyFix(last, check(last, ['J2006']).diagnostics[0]!.fixes[0]!), [])
  })

  test('a misspelt path is compared with those that exist', () => {
    const { diagnostics } = compileSources({
      'shop.journey': shop,
      'j.journey': 'import { vip } from "./shpo.journey"\n',
    })
    expect(messageOf(diagnostics[0]!)).toBe(
      'There is no file "./shpo.journey". Did you mean "./shop.journey"?',
    )
  })
})

describe('declarations', () => {
  const snippets: Snippet[] = [
    ['tag a\ntag b'],
    ['tag a\ntag a', 'J2005'],
    ['tag a\nevent a', 'J2005'],
    ['event e\nevent e', 'J2005'],
    ['tag caf\u00e9\ntag cafe\u0301', 'J2005'],
    ['event purchased'],
    ['event tag', 'J2008'],
    ['event untag { a: string }', 'J2008'],
    ['event enter', 'J2008'],
    ['event leave', 'J2008'],
    ['event change', 'J2008'],
    ['event contact', 'J2008'],
    ['event delivered { parcel: string }', 'J2016'],
    ['event unsubscribed', 'J2016'],
    ['event parcel_delivered { parcel: string }'],
    ['event start'],
    ['contact { phone: phone? }', 'J2009'],
    ['stages s { }', 'J4023'],
    ['stages s { a "A", b "B" loops to a }'],
    ['stages s { a "A", b "B" loops to c }', 'J2006'],
    ['stages s { a "A", a "B" }', 'J2005'],
    // Channels
    ['channel c: email { to: contact.email }'],
    ['channel c: emial { to: contact.email }', 'J2006'],
    ['channel c: email { }', 'J2012'],
    ['channel c: print { }'],
    ['channel c: email { to: contact.email, to: contact.email }', 'J3012'],
    ['channel c: email { to: contact.email, subject: "a" }', 'J2011'],
    ['channel c: email { to: 3 }', 'J3001'],
    ['channel c: email { to: contact.nothing }', 'J3005'],
    ['channel c: email { to: contact.email, consent: true }', 'J4020'],
    ['channel c: email { to: contact.email, consent: contact.email }', 'J4020'],
    ['channel c: email { to: contact.email, quiet: 21:00 to 08:00 else skip }'],
    ['channel c: email { to: contact.email, quiet: 21:00 to 08:00 else drop }', 'J2006'],
    ['channel c: email { to: contact.email, quiet: 21:00 }', 'J3001'],
    ['channel c: email { to: contact.email, quiet: 21 to 8 }', 'J3001', 'J3001'],
    ['channel c: email { to: contact.email, limit: 3 per 7 days }'],
    ['channel c: email { to: contact.email, limit: 3 }', 'J3001'],
    ['channel c: email { to: contact.email, limit: 3 per 0 days }', 'J4013'],
    ['channel c: email { to: contact.email, limit: 1.5 per 7 days }', 'J3001'],
    ['channel c: email { to: 21:00 to 08:00 }', 'J3001'],
  ]
  checkEach(snippets, (text) => `${CONTACT}${text}\n`)

  const messages: Snippet[] = [
    ['message m via mail { subject: "a", body: "b" }'],
    ['message m via text { body: "b" }'],
    ['message m via mail { body: "b" }', 'J2012'],
    ['message m via mail { subject: "a" }', 'J2012'],
    ['message m via mail { }', 'J2012', 'J2012'],
    ['message m via mail { subject: "a", body: "b", footer: "c" }', 'J2011'],
    ['message m via mail { subject: "a", subject: "a", body: "b" }', 'J3012'],
    ['message m via mail { subject: 3, body: "b" }', 'J3001'],
    ['message m via mial { subject: "a", body: "b" }', 'J2006'],
    ['message m via vip { subject: "a", body: "b" }', 'J2007'],
    ['message m via mail { subject: "a", body: 21:00 to 08:00 }', 'J3001'],
    ['message m(a: string, a: string) via mail { subject: "a", body: "b" }', 'J3020'],
    ['message m(a: nothing) via mail { subject: "a", body: "{a}" }', 'J3003'],
    ['message m(a: percent = 10%) via mail { subject: "a", body: "{a}" }'],
    ['message m via mail { subject: "a", body: "{b}" }', 'J2006'],
    ['message m via mail { subject: "a", body: file("none.liquid") }', 'J3017'],
    ['message m via mail { subject: "a", body: file(none) }', 'J3016'],
    ['message m via mail { subject: "a", body: file("a", "b") }', 'J3016'],
    ['message m via mail { subject: "a", body: "b" + "c" }', 'J3006'],
  ]
  checkEach(
    messages,
    (text) =>
      `contact { email: email, phone: phone? }\ntag vip\nchannel mail: email { to: contact.email }\nchannel text: sms { to: contact.phone }\n${text}\n`,
  )

  test('names of one kind are unique in the project', () => {
    check({ 'a.journey': `${CONTACT}tag vip\n`, 'b.journey': 'tag vip\n' }, ['J2005'])
    check({ 'a.journey': `${CONTACT}tag vip\n`, 'b.journey': 'event vip\n' }, [])
  })

  test('the second of two is reported, with the place of the first', () => {
    const { diagnostics } = check({ 'a.journey': `${CONTACT}tag vip\n`, 'b.journey': 'tag vip\n' }, ['J2005'])
    expect(diagnostics[0]).toMatchObject({
      file: 'b.journey',
      related: [{ file: 'a.journey', role: 'first declared here' }],
    })
  })

  test('an event of the library may be declared anew, and not beside it', () => {
    check(`${CONTACT}event purchased { order: string }\njourney j {\nstart on purchased\nfinish\n}\n`, [])
    const both = {
      'a.journey': `import { purchased } from "std/events"\n${CONTACT}`,
      'b.journey': 'event purchased { order: string }\n',
    }
    const { diagnostics } = check(both, ['J2005'])
    expect(diagnostics[0]!.file).toBe('b.journey')
  })

  test('there is one contact in a project that has a journey', () => {
    check('event visited\n', [])
    check('journey j {\nstart manually\nfinish\n}\n', ['J2010'])
    check({ 'a.journey': CONTACT, 'b.journey': CONTACT }, ['J2009'])
    // What only the second knows is not told a second time.
    const other = 'contact { other: boolean }\nsegment others = contact.other\n'
    check({ 'a.journey': CONTACT, 'b.journey': other }, ['J2009'])
  })

  test('the order in a file plays no part', () => {
    const lines = [
      'scenario "s" for j {\n  contact()\n  at 2026-03-02 10:00\n  visited()\n  expect tagged #vip\n}',
      'journey j {\n  start on visited\n  tag #vip\n  send m\n}',
      'message m via mail { subject: "a", body: "b" }',
      'channel mail: email { to: contact.email }',
      'tag vip',
      'event visited',
      'contact { email: email = "a@example.com" }',
    ]
    check(`${lines.join('\n')}\n`, [])
    check(`${lines.reverse().join('\n')}\n`, [])
  })
})

describe('suggestions', () => {
  test.each([
    ['tag #vpi', 'vip'],
    ['tag #VIP', 'vip'],
    ['send helo', 'hello'],
    ['wait for visted up to 1 day', 'visited'],
    ['if contact.emial exists { finish }', 'email'],
    ['if contact.email exists { go to en }', 'end'],
  ])('%s → %s', (step, meant) => {
    const { diagnostics } = compileSources(
      `contact { email: email? }\ntag vip\nevent visited\nchannel mail: email { to: "a@example.com" }\nmessage hello via mail { subject: "a", body: "b" }\njourney j {\nstart manually\nstage begin {\n${step}\n}\nstage end { finish }\n}\n`,
    )
    expect(diagnostics.map(codeOf)).toHaveLength(1)
    expect(messageOf(diagnostics[0]!)).toContain(`Did you mean "${meant}"?`)
  })

  test('nothing is suggested that is not near', () => {
    const { diagnostics } = compileSources(
      'contact { email: email? }\ntag vip\njourney j {\nstart manually\ntag #customer\n}\n',
    )
    expect(messageOf(diagnostics[0]!)).toBe('There is no tag "customer" here.')
  })
})
