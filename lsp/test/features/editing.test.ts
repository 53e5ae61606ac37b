import { describe, expect, test } from 'vitest'
import { codeActions } from '../../src/features/code-actions.ts'
import { formatting, formattingOnType } from '../../src/features/formatting.ts'
import { linkedEditing } from '../../src/features/linked-editing.ts'
import { prepareRename, rename } from '../../src/features/rename.ts'
import { semanticTokens } from '../../src/features/semantic-tokens.ts'
import { edited, MAIN, marked } from '../project.ts'

const HEAD = 'import { bought, vip, hello, offer } from "./base.journey"\n'

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
    ['to what is there already', 'tag a$0a\ntag bb', 'bb', 'declared already'],
    ['nothing', '// not$0hing', 'x', 'no name here'],
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

describe('linked editing', () => {
  const cases: [what: string, source: string, count: number][] = [
    [
      'joins an alias and its uses',
      'import { hello as hi } from "./base.journey"\njourney j { start manually send h$0i send hi }',
      3,
    ],
    ['leaves alone what other files can name', 'tag v$0ip\njourney j { start manually tag #vip }', 0],
    ['joins nothing where there is no name', '// no$0thing', 0],
  ]
  test.each(cases)('%s', (_, source, count) => {
    const { snapshot, path, offset } = marked(source)
    expect(linkedEditing(snapshot, path, offset)).toHaveLength(count)
  })
})

describe('code actions', () => {
  const titles = (source: string) => {
    const { snapshot, path, offset } = marked(source)
    return codeActions(snapshot, path, { start: offset, end: offset }).map(({ title }) => title)
  }
  /** The text of the file after an action was taken. */
  const after = (source: string, title: string) => {
    const { snapshot, path, offset, texts } = marked(source)
    const action = codeActions(snapshot, path, { start: offset, end: offset }).find(
      (one) => one.title === title,
    )
    return action && edited(texts, action.edits)[path]
  }

  test('offer every fix of the compiler', () => {
    expect(
      after('journey j { start manually tag #v$0ip }\n', 'Import "vip" from "./base.journey"'),
    ).toContain('import { vip } from "./base.journey"')
    expect(titles(`${HEAD}journey j { start manually send hel$0o }`)).toContain('Change to "hello"')
  })
  test('guard an address', () => {
    const source = `${HEAD}journey j { start manually send hel$0lo }\n`
    expect(titles(source).some((title) => /exists/.test(title))).toBe(true)
  })
  test('add the arms that a match lacks', () => {
    const source = `journey j { start manually mat$0ch contact.market { domestic { delay 1 day } } }\n`
    expect(titles(source).length).toBeGreaterThan(0)
  })
  test('ignore a finding with a reason', () => {
    const source = 'tag no$0body\n'
    const title = titles(source).find((one) => one.startsWith('Ignore this'))
    expect(after(source, title!)).toMatch(/^\/\/ journey-ignore unused-tag: .+\ntag nobody\n$/)
  })
  test('make a segment of a condition about the contact', () => {
    const source = `${HEAD}journey j {\n  start manually\n  if contact.points$0 > 3 and contact has #vip { delay 1 day }\n}\n`
    expect(after(source, 'Make a segment of this condition')).toBe(
      `${HEAD}segment new_segment = contact.points > 3 and contact has #vip\n\njourney j {\n  start manually\n  if contact in new_segment { delay 1 day }\n}\n`,
    )
    const payload = `${HEAD}journey j {\n  start on bought\n  if bought.total$0 > 3 EUR { delay 1 day }\n}\n`
    expect(titles(payload)).not.toContain('Make a segment of this condition')
  })
  test('organise imports', () => {
    const source =
      'import { vip, hello } from "./base.journey"\nimport { opened } from "std/events"\njourney j { start on opened if contact.email exists { send hel$0lo } }\n'
    expect(after(source, 'Organise imports')).toBe(
      'import { opened } from "std/events"\nimport { hello } from "./base.journey"\njourney j { start on opened if contact.email exists { send hello } }\n',
    )
  })
  test('add a scenario that runs', () => {
    const source = `${HEAD}journey j "J" { start on boug$0ht delay 1 day }\n`
    const text = after(source, 'Add a scenario for "j"')!
    expect(text).toContain('scenario "J: it begins" for j {')
    const { snapshot, path } = marked(text)
    expect(
      snapshot
        .diagnosticsOf(path)
        .filter(({ severity, name }) => severity === 'error' || name.startsWith('unknown')),
    ).toEqual([])
  })
  test('mend everything that needs no choice', () => {
    const source = '/* he$0re */\ntag a\n'
    expect(titles(source)).toContain('Mend everything that needs no choice')
  })
})

describe('formatting', () => {
  test('is the style of the compiler', () => {
    const { snapshot, path, texts } = marked('tag   a\ntag b   "B"\n')
    expect(edited(texts, formatting(snapshot, path))[path]).toBe('tag a\ntag b "B"\n')
  })
  test('of a range leaves the rest', () => {
    const { snapshot, path, texts } = marked('tag   a\ntag   b\n')
    expect(edited(texts, formatting(snapshot, path, { start: 9, end: 12 }))[path]).toBe('tag   a\ntag b\n')
  })
  test('of a block happens when it is closed', () => {
    const { snapshot, path, offset, texts } = marked('event   e {   a:string   }$0\ntag   t\n')
    expect(edited(texts, formattingOnType(snapshot, path, offset, '}'))[path]).toBe(
      'event e { a: string }\ntag   t\n',
    )
  })
})

describe('semantic tokens', () => {
  const shown = (source: string) => {
    const { snapshot, path } = marked(source)
    const text = snapshot.textOf(path)!
    return semanticTokens(snapshot, path).map(({ start, end, type, modifiers }) =>
      [text.slice(start, end), type, ...modifiers].join(' '),
    )
  }
  test('tell names by what they are', () => {
    expect(shown(`/// Doc\njourney سلام {\n  start manually\n  tag #x // c\n}\ntag x "👋🏽"\n`)).toEqual([
      '/// Doc comment documentation',
      'journey keyword',
      'سلام function declaration',
      'start keyword',
      'manually keyword',
      'tag keyword',
      '#x decorator',
      '// c comment',
      'tag keyword',
      'x decorator declaration',
      '"👋🏽" string',
    ])
  })
  test('never overlap, and never go over the end of a line', () => {
    const source = `${HEAD}import { mail } from "./base.journey"\nmessage m(who: string) via mail {\n  subject: "Hi {who}, {contact.name ?? "you"}!"\n  body: """\n    Dear {who},\n    bye\n  """\n}\n`
    const { snapshot, path } = marked(source)
    const text = snapshot.textOf(path)!
    let last = 0
    for (const { start, end } of semanticTokens(snapshot, path)) {
      expect(start).toBeGreaterThanOrEqual(last)
      expect(text.slice(start, end)).not.toMatch(/[\r\n]/)
      last = end
    }
  })
})
