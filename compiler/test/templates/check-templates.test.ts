import { expect, test } from 'vitest'
import { codeOf, withTemplatesChecked } from '../../src/index.ts'
import { applyFix, compileSources } from '../diagnostics/findings.ts'

const PROJECT = `contact {
  email: email?
  name: string?
  nick: string = "friend"
  birthday: date?
  words: list<string> = []
}
channel mail: email { to: contact.email }
message offer(code: string, discount: percent, note: string?, items: list<string>) via mail {
  subject: "For you"
  body: file("mails/offer.liquid")
}
`

const sourcesOf = (template: string) => ({ 'main.journey': PROJECT, 'mails/offer.liquid': template })

/** What is found in a template, as `CODE marked text`. */
async function findings(template: string): Promise<string[]> {
  const { diagnostics } = await withTemplatesChecked(compileSources(sourcesOf(template)))
  return diagnostics.map((each) => {
    expect(each.file).toBe('mails/offer.liquid')
    expect(each.related).toMatchObject([{ role: 'used here', file: 'main.journey' }])
    return `${codeOf(each)} ${template.slice(each.span.start, each.span.end)}`
  })
}

test.each<[template: string, ...found: string[]]>([
  ['{{ code }} {{ discount | times: 100 }} {{ contact.email }}'],
  ['{{ contact.nick }}: a default stands in'],
  ['{{ contact.email }}: without the address nothing is sent'],
  ['{{ "a,b" | split: "," | sample }}: nothing is left to chance', 'J3504 sample'],
  ['{{ coed }}', 'J3502 coed'],
  ['line\n{% if coed == "x" %}{{ coed }}{% endif %}', 'J3502 coed', 'J3502 coed'],
  ['{{ contact.nmae | default: "x" }}', 'J3503 nmae'],
  ['{{ contact["nmae"] | default: "x" }}', 'J3503 nmae'],
  ['{{ contact.name.first | default: "x" }}', 'J3503 first'],
  ['{{ code.size }} {{ contact.tags.size }} {{ contact.tags.first }} {{ items[0] }} {{ items[0].size }}'],
  ['{{ items.length }}', 'J3503 length'],
  ['{{ contact.birthday | date: "%d" | default: "?" }}'],
  ['{{ contact.birthday.year | default: 1 }}', 'J3503 year'],
  ['{{ code | upcsae }} {{ code | upcase | trnucate: 3 }}', 'J3504 upcsae', 'J3504 trnucate'],
  ['{{ contact.name }}', 'J3506 contact.name'],
  ['{{ note }}', 'J3506 note'],
  ['{{ note | upcase }}', 'J3506 note'],
  ['{% if note %}{{ note }}{% endif %}'],
  ['{% unless contact.name %}{% else %}{{ contact.name | escape }}{% endunless %}'],
  ['{% if code %}{{ note }}{% endif %}', 'J3506 note'],
  ['{% assign full = contact.name | default: "you" %}{{ full }}'],
  ['{% for item in items %}{{ item }} {{ forloop.index }} {{ itme }}{% endfor %}', 'J3502 itme'],
  ['{% capture x %}{{ code }}{% endcapture %}{{ x }}'],
  ['{% case discount %}{% when limit %}{% endcase %}', 'J3502 limit'],
  ['{% if contact.tags contains "vip" %}x{% endif %}'],
  ['{{ contact[code] }}'],
  ['{% include "foot" %}', 'J3505 {% include "foot" %}'],
  ['{% if code %}', 'J3501 {% if code %}'],
  ['{% fi code %}{% endif %}', 'J3501 {% fi code %}'],
  ['{{ code ', 'J3501 {{ code '],
  ['{% comment %}{{ whatever }}{% endcomment %}{% raw %}{{ whatever }}{% endraw %}'],
  ['سلام {{ contact.nmae | default: "دوست" }} 👋', 'J3503 nmae'],
])('%s', async (template, ...found) => {
  expect(await findings(template)).toEqual(found)
})

test('fixes stand in the template', async () => {
  const sources = sourcesOf('{{ coed }} {{ contact.name }} {{ code | upcsae }}')
  const mended: string[] = []
  const { diagnostics } = await withTemplatesChecked(compileSources(sources))
  for (const { fixes } of diagnostics) mended.push(applyFix(sources, fixes[0]!)['mails/offer.liquid']!)
  expect(mended).toEqual([
    '{{ code }} {{ contact.name }} {{ code | upcsae }}',
    '{{ coed }} {{ contact.name | default: "" }} {{ code | upcsae }}',
    '{{ coed }} {{ contact.name }} {{ code | upcase }}',
  ])
})

test('a template that two messages share has a mistake once, and each message is asked for what it offers', async () => {
  const other = `message plain via mail { subject: "Hi", body: file("mails/offer.liquid") }\n`
  const sources = {
    'main.journey': PROJECT + other,
    'mails/offer.liquid': '{{ coed }} {{ code }}',
  }
  const { diagnostics } = await withTemplatesChecked(compileSources(sources))
  expect(diagnostics.map(({ args }) => args)).toMatchObject([
    { name: 'coed', message: 'offer' },
    { name: 'code', message: 'plain' },
  ])
})
