import { describe, expect, test } from 'vitest'
import { codeActions, editsOf } from '../../src/features/code-actions.ts'
import { fileRenames } from '../../src/features/file-renames.ts'
import { formatting, formattingOnType } from '../../src/features/formatting.ts'
import { linkedEditing } from '../../src/features/linked-editing.ts'
import { semanticTokens } from '../../src/features/semantic-tokens.ts'
import { BASE, edited, MAIN, marked } from '../project.ts'

const HEAD = 'import { bought, vip, hello, offer } from "./base.journey"\n'

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

/** Too long for one line. */
const LONG_NAMES = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(30))

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
    return action && edited(texts, editsOf(action))[path]
  }

  test('offer every fix of the compiler', () => {
    expect(
      after('journey j { start manually tag #v$0ip }\n', 'Import "vip" from "./base.journey"'),
    ).toContain('import { vip } from "./base.journey"')
    expect(titles(`${HEAD}journey j { start manually send hel$0o }`)).toContain('Change to "hello"')
  })
  test('guard an address', () => {
    const source = `${HEAD}journey j { start manually send hel$0lo }\n`
    expect(after(source, 'Send only if contact.email exists')).toBe(
      `${HEAD}journey j { start manually if contact.email exists {\n  send hello\n} }\n`,
    )
  })
  test('add the arms that a match lacks', () => {
    const source = `journey j { start manually mat$0ch contact.market { domestic { delay 1 day } } }\n`
    expect(after(source, 'Add the missing values')).toBe(
      `journey j { start manually match contact.market { domestic { delay 1 day }
  export {}
} }
`,
    )
  })
  test('ignore a finding with a reason', () => {
    const source = 'tag no$0body\n'
    const title = titles(source).find((one) => one.startsWith('Ignore this'))
    expect(after(source, title!)).toBe('// journey-ignore unused-tag:\ntag nobody\n')
  })
  test.each([
    '// journey-ignore un$0used-tag: it is read elsewhere\nevent e { }\n',
    '// journey-ignore un$0known-rule: it is meant like this\nevent e { }\n',
    '// journey-ignore$0\nevent e { }\n',
  ])('do not ignore what is wrong with a comment that ignores: %s', (source) => {
    expect(titles(source).filter((title) => title.startsWith('Ignore this'))).toEqual([])
  })
  test('take a comment away that ignores nothing', () => {
    const source =
      '// journey-ignore un$0used-tag: it is read elsewhere\ntag a\njourney j { start manually tag #a }\n'
    expect(after(source, 'Remove the comment')).toBe('tag a\njourney j { start manually tag #a }\n')
  })
  test('make a segment of a condition about the contact', () => {
    const source = `${HEAD}journey j {\n  start manually\n  if contact.points$0 > 3 and contact has #vip { delay 1 day }\n}\n`
    expect(after(source, 'Make a segment of this condition')).toBe(
      `${HEAD}segment new_segment = contact.points > 3 and contact has #vip\n\njourney j {\n  start manually\n  if contact in new_segment { delay 1 day }\n}\n`,
    )
    const payload = `${HEAD}journey j {\n  start on bought\n  if bought.total$0 > 3 EUR { delay 1 day }\n}\n`
    expect(titles(payload)).not.toContain('Make a segment of this condition')
  })
  test('name steps that are told apart only by their order, with all that names them', () => {
    const steps = (first: string, second: string) =>
      `journey j {\n  start manually\n  delay 1 day${first} // one\n  wait for bought up to 1 day\n  delay 2 days${second}\n}\n`
    const scenario = (id: string) =>
      `scenario "s" for j {\n  contact()\n  at 2026-03-02 10:00\n  start manually\n  expect waiting at "${id}"\n}\n`
    const source = HEAD + steps('', '') + scenario('delay')
    const mended = `${HEAD}${steps(' as delay_1', ' as delay_2')}${scenario('delay_1')}\nmoved j.delay to j.delay_1\nmoved j."delay#2" to j.delay_2\n`
    expect(after(source.replace('delay 2', 'del$0ay 2'), 'Name these steps')).toBe(mended)
    const { snapshot } = marked(mended)
    expect(snapshot.diagnosticsOf(MAIN).filter(({ name }) => name !== 'unused-import')).toEqual([])
  })
  test('make a segment of what a condition says, to the letter', () => {
    const source = `journey j {\n  start manually\n  if contact.points$0 > 3 // a lot\n    and contact.name == "a  b" { delay 1 day }\n}\n`
    expect(after(source, 'Make a segment of this condition')).toBe(
      'segment new_segment = contact.points > 3 // a lot\n    and contact.name == "a  b"\n\njourney j {\n  start manually\n  if contact in new_segment { delay 1 day }\n}\n',
    )
  })
  const organised: [what: string, source: string, after: string | undefined][] = [
    [
      'together with the remarks that stand at them',
      'import { vip } from "./base.journey" // we tag\n// what the shop tells\nimport {\n  opened, // not used yet\n  clicked\n} from "std/events"\njourney j { start on cli$0cked tag #vip }\n',
      '// what the shop tells\nimport {\n  opened, // not used yet\n  clicked\n} from "std/events"\nimport { vip } from "./base.journey" // we tag\njourney j { start on clicked tag #vip }\n',
    ],
    [
      'and what is about the file stays above',
      '// about this file\nimport { vip } from "./base.journey"\nimport { clicked } from "std/events"\njourney j { start on cli$0cked tag #vip }\n',
      '// about this file\nimport { clicked } from "std/events"\nimport { vip } from "./base.journey"\njourney j { start on clicked tag #vip }\n',
    ],
    [
      'as the formatter would write them',
      `import { ${LONG_NAMES.join(', ')} } from "./long.journey"\njourney j { start man$0ually ${LONG_NAMES.map((name) => `tag #${name}`).join(' ')} }\n//- /long.journey\n${LONG_NAMES.map((name) => `tag ${name}\n`).join('')}`,
      `import {\n${LONG_NAMES.map((name) => `  ${name}`).join(',\n')}\n} from "./long.journey"\njourney j { start manually ${LONG_NAMES.map((name) => `tag #${name}`).join(' ')} }\n`,
    ],
    [
      'but not those of which it is ignored that nothing uses them',
      '// journey-ignore unused-import: soon\nimport { opened } from "std/events"\nimport { vip } from "./base.journey"\njourney j { start man$0ually tag #vip }\n',
      undefined,
    ],
    [
      'but none of a file with errors: a name may only be misspelt',
      'import { hello, vip } from "./base.journey"\njourney j { start manually tag #vip send he$0lo }\n',
      undefined,
    ],
  ]
  test.each(organised)('organise imports, %s', (_, source, text) => {
    expect(after(source, 'Organise imports')).toBe(text)
  })
  test('organise imports', () => {
    const source =
      'import { vip, hello } from "./base.journey"\nimport { opened } from "std/events"\njourney j { start on opened if contact.email exists { send hel$0lo } }\n'
    expect(after(source, 'Organise imports')).toBe(
      'import { opened } from "std/events"\nimport { hello } from "./base.journey"\njourney j { start on opened if contact.email exists { send hello } }\n',
    )
  })
  test('mend everything that needs no choice', () => {
    const source = '/* he$0re */\ntag a; \n'
    expect(after(source, 'Mend everything that needs no choice')).toBe('// here\ntag a \n')
  })
})

describe('the new name of a file', () => {
  const body = (path: string) =>
    `import { mail } from "./base.journey"\nmessage m via mail { subject: "m", body: file("${path}") }\n`
  const cases: [what: string, to: string, written: string][] = [
    ['is written where it is named', 'mails/hello.liquid', 'mails/hello.liquid'],
    ['is read as it is, whatever is in it', 'a "b" {c} \\n.liquid', 'a \\"b\\" \\{c} \\\\n.liquid'],
  ]
  test.each(cases)('%s', (_, to, written) => {
    const { snapshot, texts } = marked(body('a.liquid'), { ...BASE, 'a.liquid': 'Hi' })
    const edits = fileRenames(snapshot, [{ from: 'a.liquid', to }])
    expect(edited(texts, edits)[MAIN]).toBe(body(written))
    const { [MAIN]: main } = edited(texts, edits)
    const after = marked(main!, { ...BASE, [to]: 'Hi' })
    expect(after.snapshot.diagnosticsOf(MAIN).filter(({ name }) => name !== 'unused-message')).toEqual([])
    const back = fileRenames(after.snapshot, [{ from: to, to: 'a.liquid' }])
    expect(edited(after.texts, back)[MAIN]).toBe(body('a.liquid'))
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
