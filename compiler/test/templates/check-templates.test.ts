import { expect, test } from 'vitest'
import { codeOf, withTemplatesChecked } from '../../src/index.ts'
import { applyFix, compileSources } from '../diagnostics/findings.ts'

const PROJECT = `contact {
  email: email?
  name: string?
  nick: string = "friend"
  birthday: date?
  words: list<string> = []
  bike: bikes?
  bikes: list<bikes> = []
  market: country?
  spent: money<EUR> = 0 EUR
  notice: duration = 2 days
  regular: boolean = false
}
enum bikes { city, cargo }
tag vip
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
  ['{% if contact.bike == "citty" %}x{% elsif "cargo" != contact.bike %}y{% endif %}', 'J3508 citty'],
  ['{% case contact.bike %}{% when "city", "carg" %}x{% endcase %}', 'J3508 carg'],
  ['{% if contact.bikes contains "city" or contact.bikes contains "boat" %}x{% endif %}', 'J3508 boat'],
  ['{% unless contact.tags contains "vpi" %}x{% endunless %}', 'J3508 vpi'],
  ['{% if contact.market == "DE" and contact.market != "Germany" %}x{% endif %}', 'J3508 Germany'],
  ['{% if contact.words contains "anything" and code contains "x" %}x{% endif %}'],
  ['{% if contact.spent > 10 and discount < 0.5 and contact.spent > discount %}x{% endif %}'],
  ['{% if contact.spent > "10" %}x{% endif %}', 'J3509 "10"'],
  ['{% if contact.notice > 2 %}x{% endif %}', 'J3509 2'],
  ['{% if contact.regular == true or contact.regular == "yes" %}x{% endif %}', 'J3509 "yes"'],
  ['{% if contact.birthday > "2000-01-01" or contact.birthday > "2000" %}x{% endif %}', 'J3509 "2000"'],
  ['{% if contact.birthday == contact.spent %}x{% endif %}', 'J3509 contact.spent'],
  ['{% if code == nil or contact.name == blank or items == empty %}x{% endif %}'],
  ['{% assign x = contact.bike %}{% if x == "other" %}x{% endif %}: what is assigned is not followed'],
  ['{{ contact.spent | times: 2 | plus: discount }} {{ code | plus: 1 }}'],
  ['{{ contact.notice | times: 2 }}', 'J3510 contact.notice'],
  ['{{ contact.spent | minus: contact.birthday }}', 'J3510 contact.birthday'],
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
  const tags = sourcesOf('{% if contact.tags contains "vpi" %}x{% endif %}')
  const [misspelt] = (await withTemplatesChecked(compileSources(tags))).diagnostics
  expect(applyFix(tags, misspelt!.fixes[0]!)['mails/offer.liquid']).toContain('contains "vip"')
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
