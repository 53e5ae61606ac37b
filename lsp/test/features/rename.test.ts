import { describe, expect, test } from 'vitest'
import { prepareRename, rename } from '../../src/features/rename.ts'
import { BASE, edited, MAIN, marked } from '../project.ts'

const HEAD = 'import { bought, vip, hello, offer } from "./base.journey"\n'
/** A tag, and what names a step by it. */
const waitingFor = (
  tag: string,
) => `${HEAD}journey j { start manually wait up to 2 days { on tag #${tag.replace('$0', '')} { } on bought { } } }
scenario "s" for j { contact() at 2026-03-02 10:00 start manually expect waiting at "wait tag ${tag.replace('$0', '')} or bought" }
moved j.old to j."wait tag ${tag.replace('$0', '')} or bought"
tag ${tag}
`
const MAILS = 'import { mail } from "./base.journey"\n'

describe('rename', () => {
  const cases: [what: string, source: string, name: string, changed: Record<string, string>][] = [
    [
      'a message, in imports and uses',
      `${HEAD}journey j { start manually if contact.email exists { send hel$0lo } }\n`,
      'hi',
      {
        [MAIN]: `${HEAD.replace('hello', 'hi')}journey j { start manually if contact.email exists { send hi } }\n`,
      },
    ],
    [
      'an alias, which is a name of its file',
      'import { hello as greeting } from "./base.journey"\njourney j { start manually if contact.email exists { send greet$0ing } }\n',
      'hi',
      {
        [MAIN]:
          'import { hello as hi } from "./base.journey"\njourney j { start manually if contact.email exists { send hi } }\n',
      },
    ],
    [
      'a parameter, with the arguments that give it',
      `//- /m.journey\nimport { mail } from "./base.journey"\nmessage m(per$0cent: percent) via mail { subject: "{percent}", body: "x" }\n//- /j.journey\nimport { m } from "./m.journey"\njourney j { start manually if contact.email exists { send m(percent: 10%) } }\n`,
      'share',
      {
        'm.journey':
          'import { mail } from "./base.journey"\nmessage m(share: percent) via mail { subject: "{share}", body: "x" }\n',
        'j.journey':
          'import { m } from "./m.journey"\njourney j { start manually if contact.email exists { send m(share: 10%) } }\n',
      },
    ],
    [
      'a tag, without its sign',
      `${HEAD}journey j { start manually tag #vi$0p }\n`,
      '#gold',
      { [MAIN]: `${HEAD.replace('vip', 'gold')}journey j { start manually tag #gold }\n` },
    ],
    [
      'the name of a step, in the journey and its scenarios',
      `${HEAD}journey j { start manually delay 1 day as pau$0se }\nscenario "s" for j {\n  contact()\n  at 2026-03-02 10:00\n  start manually\n  expect waiting at pause\n}\n`,
      'rest',
      {
        [MAIN]: `${HEAD}journey j { start manually delay 1 day as rest }\nscenario "s" for j {\n  contact()\n  at 2026-03-02 10:00\n  start manually\n  expect waiting at rest\n}\n`,
      },
    ],
    [
      'to a Persian name',
      'stages m "M" { a$0a, bb }\njourney j { follows m start manually stage aa { finish } }\n',
      'گام‌اول',
      {
        [MAIN]:
          'stages m "M" { گام‌اول, bb }\njourney j { follows m start manually stage گام‌اول { finish } }\n',
      },
    ],
    [
      'a field of the contact, in templates',
      `//- /base.journey\ncontact { email: email, na$0me: string? }\nchannel mail: email { to: contact.email }\nmessage m via mail { subject: "Hi", body: file("m.liquid") }\n//- /m.liquid\n{% if contact.name %}{{ contact["name"] | upcase }} {{ contact.name }}{% endif %}, name\n`,
      'full_name',
      {
        'm.liquid':
          '{% if contact.full_name %}{{ contact["full_name"] | upcase }} {{ contact.full_name }}{% endif %}, name\n',
      },
    ],
    [
      'from within a template, wherever it is named',
      `${MAILS}message m(code: string) via mail { subject: "{code}", body: file("m.liquid") }\n//- /m.liquid\n👋🏽 {{ co$0de }}\n`,
      'coupon',
      {
        [MAIN]: `${MAILS}message m(coupon: string) via mail { subject: "{coupon}", body: file("m.liquid") }\n`,
        'm.liquid': '👋🏽 {{ coupon }}\n',
      },
    ],
    [
      'a parameter of all messages that share a template, for it has one name there',
      `${MAILS}message a(co$0de: string) via mail { subject: "{code}", body: file("m.liquid") }\nmessage b(code: string) via mail { subject: "b", body: file("m.liquid") }\n//- /m.liquid\n{{ code }}\n`,
      'coupon',
      {
        [MAIN]: `${MAILS}message a(coupon: string) via mail { subject: "{coupon}", body: file("m.liquid") }\nmessage b(coupon: string) via mail { subject: "b", body: file("m.liquid") }\n`,
        'm.liquid': '{{ coupon }}\n',
      },
    ],
    [
      'a tag and a member of an enum, as texts of a template',
      `${MAILS}tag g$0old\nmessage a via mail { subject: "a", body: file("m.liquid") }\n//- /m.liquid\n{% if contact.tags contains "gold" %}gold{% endif %}\n`,
      'best',
      { 'm.liquid': '{% if contact.tags contains "best" %}gold{% endif %}\n' },
    ],
    [
      'a member of an enum, as a text of a template',
      `${BASE['base.journey']!.replace('export "Abroad"', 'exp$0ort "Abroad"').replace(/^/, '//- /base.journey\n')}message a via mail { subject: "a", body: file("m.liquid") }\n//- /m.liquid\n{% case contact.market %}{% when "export" %}export{% endcase %}\n`,
      'abroad',
      { 'm.liquid': '{% case contact.market %}{% when "abroad" %}export{% endcase %}\n' },
    ],
    [
      'what stands in the identity of a step, where a scenario and a move name the step by it',
      waitingFor('x$0x'),
      'yy',
      { [MAIN]: waitingFor('yy') },
    ],
    [
      'back to what was moved from, and nobody needs to be moved',
      'journey j { start manually delay 1 day as re$0st }\n\nmoved j.pause to j.rest\ntag t\n',
      'pause',
      { [MAIN]: 'journey j { start manually delay 1 day as pause }\n\ntag t\n' },
    ],
    [
      'a stage that scenarios wait in, and with it only the steps of this journey',
      `tag t\njourney a { start manually stage o$0ne { delay 1 day } }\njourney b { start manually stage one { delay 1 day } }\nscenario "a" for a { contact() at 2026-03-02 10:00 start manually expect waiting at "one/delay", in stage one }\nscenario "b" for b { contact() at 2026-03-02 10:00 start manually expect waiting at "one/delay" }\n`,
      'first',
      {
        [MAIN]: `tag t\njourney a { start manually stage first { delay 1 day } }\njourney b { start manually stage one { delay 1 day } }\nscenario "a" for a { contact() at 2026-03-02 10:00 start manually expect waiting at "first/delay", in stage first }\nscenario "b" for b { contact() at 2026-03-02 10:00 start manually expect waiting at "one/delay" }\n`,
      },
    ],
    [
      'a starting point, where it is asked for',
      `${HEAD}journey j { start on bought as fir$0st start manually if started by first { delay 1 day } if started by bought { delay 2 days } }\n`,
      'buying',
      {
        [MAIN]: `${HEAD}journey j { start on bought as buying start manually if started by buying { delay 1 day } if started by bought { delay 2 days } }\n`,
      },
    ],
    [
      'what a starting point starts on, where it is asked for',
      `tag t$0t\njourney j { start on tag #tt start manually if started by #tt { delay 1 day } }\n`,
      'uu',
      { [MAIN]: `tag uu\njourney j { start on tag #uu start manually if started by #uu { delay 1 day } }\n` },
    ],
    [
      'a name that an import gives, also to what is in the library',
      'import { opened as se$0en } from "std/events"\njourney j { start on seen tag #tt }\ntag tt\n',
      'read',
      {
        [MAIN]: 'import { opened as read } from "std/events"\njourney j { start on read tag #tt }\ntag tt\n',
      },
    ],
    [
      'a goal, with its name in maps, where one name means those of all journeys',
      `${HEAD}journey a { start manually goal or$0der: bought delay 1 day }\njourney b { start manually goal order: bought delay 1 day }\nmap m { stage one { kpi k: reached order } }\n`,
      'sale',
      {
        [MAIN]: `${HEAD}journey a { start manually goal sale: bought delay 1 day }\njourney b { start manually goal sale: bought delay 1 day }\nmap m { stage one { kpi k: reached sale } }\n`,
      },
    ],
    [
      'a field of an event, where it is looked back at',
      'event evt { val$0ue: integer }\njourney j { start manually if sum of evt.value ever > 3 { delay 1 day } }\n',
      'amount',
      {
        [MAIN]:
          'event evt { amount: integer }\njourney j { start manually if sum of evt.amount ever > 3 { delay 1 day } }\n',
      },
    ],
    [
      'a repeat, and other steps at which nobody stands',
      `journey j { start manually repeat up to 3 times as ro$0unds { delay 1 day } }\n`,
      'again',
      { [MAIN]: `journey j { start manually repeat up to 3 times as again { delay 1 day } }\n` },
    ],
  ]
  test.each(cases)('%s', (_, source, name, changed) => {
    const { snapshot, path, offset, texts } = marked(source)
    const renaming = rename(snapshot, path, offset, name)
    if ('refused' in renaming) throw new Error(renaming.refused)
    expect(edited(texts, renaming.edits)).toMatchObject(changed)
  })

  const refused: [what: string, source: string, name: string, because: string][] = [
    ['what is in the library', 'import { open$0ed } from "std/events"', 'seen', 'standard library'],
    ['to what is no name', 'tag a$0a', 'b c', "can't be a name"],
    ['to a word of the language', 'tag a$0a', 'exists', 'word of the language'],
    ['to what is there already', 'tag a$0a\ntag bb', 'bb', 'The tag "bb" is declared more than once'],
    ['nothing', '// not$0hing', 'x', 'no name here'],
    ['to a field that is there', 'contact { a$0a: string?, bb: string? }', 'bb', '"bb"'],
    [
      'to a step that is there',
      'journey j { start manually delay 1 day as o$0ne delay 1 day as two }',
      'two',
      '"two"',
    ],
    [
      'to a goal that is there',
      `${HEAD}journey j { start manually goal o$0ne: bought goal two: bought delay 1 day }`,
      'two',
      '"two"',
    ],
    [
      'to an arm that is there',
      'journey j { start manually split s { 50% o$0ne { delay 1 day } 50% two { } } }',
      'two',
      '"two"',
    ],
    ['of an event to a word of steps', 'event e$0e { }\njourney j { start on ee delay 1 day }', 'tag', 'tag'],
    [
      'of a segment to a value',
      'segment se$0g = contact.points > 3\njourney j { start manually if contact in seg { delay 1 day } }',
      'true',
      'true',
    ],
    [
      'of a payload to an event that is read beside it',
      `${HEAD}import { asked } from "./base.journey"\njourney j { start on bought as fir$0st wait for asked up to 1 day { if first.order == asked.about { delay 1 day } } }`,
      'asked',
      'asked',
    ],
    [
      'to what is built in, where that is used',
      'segment la$0te = contact.points > 3\njourney j { start every day at 09:00 for everyone if contact in late { delay 1 day } }',
      'everyone',
      '"everyone" would mean something else (main.journey, line 2)',
    ],
    [
      'where runs would stand at a step that was another one',
      'journey j { start manually delay 1 day delay 2 days as pau$0se }',
      'delay',
      'delay',
    ],
    [
      'to a name that no template can read',
      `${MAILS}message m(co$0de: string) via mail { subject: "{code}", body: file("m.liquid") }\n//- /m.liquid\n{{ code }}\n`,
      'empty',
      'm.liquid',
    ],
  ]
  test.each(refused)('is refused for %s', (_, source, name, because) => {
    const { snapshot, path, offset } = marked(source)
    const renaming = rename(snapshot, path, offset, name)
    expect('refused' in renaming && renaming.refused).toContain(because)
  })

  test('is prepared with the word as it is written here', () => {
    const { snapshot, path, offset } = marked('import { hello as gree$0ting } from "./base.journey"')
    expect(prepareRename(snapshot, path, offset)).toMatchObject({ name: 'greeting' })
  })

  const moved: [what: string, source: string, name: string, text: string][] = [
    ['of a step', 'journey j { start manually delay 1 day as pau$0se }\n', 'rest', 'moved j.pause to j.rest'],
    [
      'of a stage',
      'stages m { a$0a, bb }\njourney j { follows m start manually stage aa { delay 1 day } stage bb { finish } }\n',
      'cc',
      'moved j."aa/delay" to j."cc/delay"',
    ],
    [
      'of an event',
      'event ev$0t { }\njourney j { start manually wait for evt up to 1 day }\n',
      'other',
      'moved j."wait evt" to j."wait other"',
    ],
    [
      'of an event, under its own name where an alias stands',
      'import { bought as purchase } from "./base.journey"\njourney j { start manually wait for purch$0ase up to 1 day }\n',
      'order',
      '',
    ],
    [
      'of a stage, in this journey alone',
      'journey a { start manually stage o$0ne { delay 1 day } }\njourney b { start manually stage one { delay 1 day } }\n',
      'first',
      'moved a."one/delay" to a."first/delay"',
    ],
    ['of nothing where nobody stands', 'tag a$0a\njourney j { start manually tag #aa }\n', 'bb', ''],
  ]
  test.each(moved)('offers where runs go on: %s', (_, source, name, text) => {
    const { snapshot, path, offset, texts } = marked(source)
    const renaming = rename(snapshot, path, offset, name)
    if ('refused' in renaming) throw new Error(renaming.refused)
    expect(renaming.moved.map((edit) => edit.text.trim()).join('\n')).toBe(text)
    const after = marked(
      Object.entries(edited(texts, [...renaming.edits, ...renaming.moved]))
        .map(([file, each]) => `//- /${file}\n${each}`)
        .join(''),
      {},
    )
    expect(
      after.snapshot.diagnosticsOf(path).filter(({ name: found }) => /moved|unknown/.test(found)),
    ).toEqual([])
  })
})
