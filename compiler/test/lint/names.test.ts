import { describe, expect, test } from 'vitest'
import { applyFix, MAIN } from '../diagnostics/findings.ts'
import { foundBy, lint } from './linting.ts'

const CONTACT = 'contact { email: email, points: integer = 0, news: boolean = false }\n'

describe.each<[Parameters<typeof foundBy>[0], (readonly [why: string, text: string, ...found: string[]])[]]>([
  [
    'unused-event',
    [
      ['used by nothing', 'event e', 'e'],
      [
        'only told by a scenario',
        'event e event f journey j { start on f finish }\nscenario "s" for j { contact(email: "a@b.de") at 2026-01-01 10:00 e() f() expect entered }',
        'e',
      ],
      ['starts a journey', 'event e journey j { start on e finish }'],
      ['is a goal', 'event e journey j { start manually goal g: e within 1 day finish }'],
      ['is waited for', 'event e journey j { start manually wait for e up to 1 day }'],
    ],
  ],
  [
    'unused-tag',
    [
      ['used by nothing', 'tag a', 'a'],
      ['only added', 'tag a journey j { start manually tag #a }'],
      ['only asked for', 'tag a journey j { start manually where contact has #a finish }'],
      [
        'only in a scenario',
        'tag a journey j { start manually finish }\nscenario "s" for j { contact(email: "a@b.de") at 2026-01-01 10:00 tag #a start manually\n expect entered }',
        'a',
      ],
    ],
  ],
  [
    'tag-never-read',
    [
      ['added', 'tag a journey j { start manually tag #a }', 'a'],
      [
        'added and expected',
        'tag a journey j { start manually tag #a }\nscenario "s" for j { contact(email: "a@b.de") at 2026-01-01 10:00 start manually\n expect tagged #a }',
        'a',
      ],
      ['added and asked for', 'tag a journey j { start manually if contact has #a { finish } tag #a }'],
      [
        'added, and starts a journey',
        'tag a journey j { start manually tag #a } journey k { start on tag #a finish }',
      ],
    ],
  ],
  [
    'unused-segment',
    [
      ['used by nothing', 'segment s = contact.news', 's'],
      ['asked for', 'segment s = contact.news journey j { start manually where contact in s finish }'],
      ['starts a journey', 'segment s = contact.news journey j { start on leave s finish }'],
      ['in another segment', 'segment s = contact.news segment t = not contact in s', 't'],
      [
        'only in a scenario',
        'segment s = contact.news journey j { start manually finish }\nscenario "s" for j { contact(email: "a@b.de") at 2026-01-01 10:00 start manually\n expect not contact in s }',
        's',
      ],
    ],
  ],
  [
    'unused-channel',
    [
      ['used by nothing', 'channel m: email { to: contact.email }', 'm'],
      [
        'used by a message that nothing sends',
        'channel m: email { to: contact.email } message a via m { subject: "a", body: "a" }',
      ],
    ],
  ],
  [
    'unused-message',
    [
      [
        'sent by nothing',
        'channel m: email { to: contact.email } message a via m { subject: "a", body: "a" }',
        'a',
      ],
      [
        'sent',
        'channel m: email { to: contact.email } message a via m { subject: "a", body: "a" } journey j { start manually send a }',
      ],
    ],
  ],
] as const)('%s', (rule, cases) => {
  test.each(cases)('%s', (_, text, ...found) => expect(foundBy(rule, CONTACT + text)).toEqual(found))
})

test('a template that reads all tags reads each', () => {
  const project = (template: string) => ({
    'main.journey': `${CONTACT}channel m: email { to: contact.email, consent: contact.news }
      message hello via m { subject: "x", body: file("hello.liquid") }
      tag a
      journey j { start manually tag #a send hello }`,
    'hello.liquid': template,
  })
  expect(foundBy('tag-never-read', project('Hello'))).toEqual(['a'])
  expect(foundBy('tag-never-read', project('{% if contact.tags contains "a" %}Hello{% endif %}'))).toEqual([])
})

describe('imports', () => {
  const PURCHASED = 'import { purchased } from "std/events"\n'
  const JOURNEY = 'journey j { start on purchased finish }\n'

  test.each<[why: string, imports: string, mended: string, ...found: string[]]>([
    ['a whole import', 'import { refunded } from "std/events"\n', '', 'unused-import'],
    [
      'the first name',
      'import { refunded, opened, purchased } from "std/events"\n',
      'import { purchased } from "std/events"\n',
      'unused-import',
      'unused-import',
    ],
    [
      'the last name',
      'import { purchased, refunded as r } from "std/events"\n',
      'import { purchased } from "std/events"\n',
      'unused-import',
    ],
    [
      'twice',
      'import { purchased, purchased } from "std/events"\n',
      'import { purchased } from "std/events"\n',
      'duplicate-import',
    ],
    [
      'from the file itself',
      'import { j } from "./main.journey"\nimport { purchased } from "std/events"\n',
      'import { purchased } from "std/events"\n',
      'self-import',
    ],
  ])('%s', (_, imports, mended, ...found) => {
    let text = imports + CONTACT + (mended === '' ? '' : JOURNEY)
    expect(lint(text).diagnostics.map(({ name }) => name)).toEqual(found)
    for (let finding = lint(text).diagnostics[0]; finding; finding = lint(text).diagnostics[0]) {
      text = applyFix(text, finding.fixes[0]!)[MAIN]!
    }
    expect(text).toBe(mended + CONTACT + (mended === '' ? '' : JOURNEY))
  })

  test('what nothing names can go, with what documents it', () => {
    const text = `${PURCHASED}${CONTACT}\n/// Nobody\n/// has it.\ntag a "A"\n\n${JOURNEY}`
    const [fix] = lint(text).diagnostics[0]!.fixes
    expect(fix).toMatchObject({ title: 'Remove the tag "a"' })
    expect(fix!.safe).toBeUndefined()
    expect(applyFix(text, fix!)[MAIN]).toBe(`${PURCHASED}${CONTACT}\n${JOURNEY}`)
  })

  test.each<[by: string, text: string]>([
    [
      'a scenario',
      'import { a, j } from "./main.journey"\nscenario "s" for j { contact(email: "a@b.de") at 2026-01-01 10:00 tag #a expect not entered }\n',
    ],
    ['an import', 'import { a } from "./main.journey"\n'],
  ])('what %s names can not just go', (_, other) => {
    const { diagnostics } = lint({
      [MAIN]: `${PURCHASED}${CONTACT}tag a\n${JOURNEY}`,
      'other.journey': other,
    })
    expect(diagnostics.find(({ name }) => name === 'unused-tag')?.fixes).toEqual([])
  })

  test('a scenario uses what it names', () => {
    const files = {
      'main.journey': `${CONTACT}journey j { start manually finish }`,
      'tests.journey':
        'import { j } from "./main.journey"\nscenario "s" for j { contact(email: "a@b.de") at 2026-01-01 10:00 start manually\n expect entered }',
    }
    expect(lint(files).diagnostics).toEqual([])
  })
})
