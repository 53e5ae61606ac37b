import { describe, expect, test } from 'vitest'
import { completion } from '../../src/features/completion.ts'
import { definition } from '../../src/features/definition.ts'
import { hover } from '../../src/features/hover.ts'
import { marked, placeText } from '../project.ts'

/** A project with a template of one message, and the cursor in the template. */
const template = (text: string) => `//- /mails.journey
import { mail } from "./base.journey"
message offer(discount: percent, items: list<string>, بن: string?) via mail {
  subject: "An offer"
  body: file("offer.liquid")
}
//- /offer.liquid
${text}
`

const offered = (text: string): string[] => {
  const { snapshot, path, offset } = marked(template(text))
  return completion(snapshot, path, offset)?.items.map(({ label }) => label) ?? []
}

describe('completion in a template', () => {
  const cases: [what: string, text: string, some: string[], none: string[]][] = [
    ['parameters and the contact', 'Hi {{ $0 }}', ['discount', 'items', 'بن', 'contact'], ['name', 'if']],
    ['in the middle of a word', '{{ dis$0c }}', ['discount'], []],
    ['fields of the contact', '{{ contact.$0 }}', ['name', 'email', 'tags'], ['discount']],
    ['fields of the contact, in an output that is not closed', 'Hi {{ contact.na$0\nbye', ['name'], []],
    ['what Liquid knows of a list', '{{ items.$0 }}', ['size', 'first', 'last'], ['name']],
    ['filters', '{{ contact.name | $0 }}', ['default', 'upcase'], ['sample', 'contact']],
    ['filters behind filters', '{{ contact.name | upcase | de$0 }}', ['default'], []],
    ['tags', '{% $0 %}', ['if', 'for', 'assign'], ['include', 'contact', 'endif']],
    ['the end of what is open', '{% if discount %}{% for i in items %}{% endfor %}{% $0 %}', ['endif', 'else'], ['endfor']],
    ['names and words in a tag', '{% if $0 %}', ['discount', 'contact', 'and', 'contains'], []],
    ['names that the template gives', '{% assign total = 3 %}{{ t$0 }}', ['total'], []],
    ['members of an enum', '{% if contact.market == "$0" %}', ['domestic', 'export'], ['vip']],
    ['tags of the contact', "{% if contact.tags contains '$0' %}", ['vip'], ['domestic']],
    ['nothing in other texts', '{{ contact.name | default: "$0" }}', [], ['contact']],
    ['nothing outside', 'Hi $0 {{ contact.name }}', [], ['contact']],
    ['nothing behind what is closed', '{{ contact.name }} con$0', [], ['contact']],
    ['behind emoji, in Persian', '👋🏽 سلام {{ ب$0 }}', ['بن'], []],
  ] // biome-ignore format: a table
  test.each(cases)('%s', (_, text, some, none) => {
    const found = offered(text)
    for (const label of some) expect(found).toContain(label)
    for (const label of none) expect(found).not.toContain(label)
  })

  test('replaces the word around the cursor', () => {
    const { snapshot, path, offset, texts } = marked(template('{{ dis$0c }}'))
    const { span } = completion(snapshot, path, offset)!
    expect(texts[path]!.slice(span.start, span.end)).toBe('disc')
  })

  test('is silent in a file that is no template', () => {
    const { snapshot, offset } = marked(`//- /other.liquid\n{{ $0 }}\n//- /main.journey\ntag t\n`)
    expect(completion(snapshot, 'other.liquid', offset)).toBeUndefined()
  })
})

test('a name in a template leads to where it is declared, and tells what it is', () => {
  const field = marked(template('{{ contact.ema$0il }}'))
  expect(placeText(field, definition(field.snapshot, field.path, field.offset)!)).toBe('base.journey: email')
  expect(hover(field.snapshot, field.path, field.offset)?.markdown).toContain('Where we write to.')
  const param = marked(template('{{ disc$0ount }}'))
  expect(placeText(param, definition(param.snapshot, param.path, param.offset)!)).toBe(
    'mails.journey: discount',
  )
})
