import { describe, expect, test } from 'vitest'
import type { Message, Template } from '../../src/graph/format.ts'
import { createRenderer, renderMessage } from '../../src/index.ts'
import { createEngine } from '../../src/render/engine.ts'
import { bundle, load } from '../helpers.ts'

/** In Berlin it is the next day already. */
const NOW = Date.UTC(2026, 2, 1, 23, 30)

const params: Message['params'] = {
  discount: { type: 'percent' },
  price: { type: 'money', currency: 'EUR', optional: true },
  until: { type: 'date', optional: true },
  langs: { type: 'list', of: { type: 'language' }, optional: true },
  greeting: { type: 'string', default: 'Hello' },
  from: { type: 'time', default: '09:30' },
  starts: { type: 'datetime', default: '2026-03-29T01:30:00.000Z' },
  length: { type: 'duration', default: 'P3D' },
  many: { type: 'integer', default: 1234567 },
  few: { type: 'integer', default: 2 },
  regular: { type: 'boolean', default: false },
  dollars: { type: 'money', currency: 'USD', default: { amount: 100, currency: 'USD' } },
  words: { type: 'list', of: { type: 'string' }, default: ['a', 'b', 'c'] },
  prices: {
    type: 'list',
    of: { type: 'money', currency: 'EUR' },
    default: [
      { amount: 125, currency: 'EUR' },
      { amount: 250, currency: 'EUR' },
    ],
  },
}
const args = {
  discount: 0.1,
  price: { amount: 2000, currency: 'EUR' },
  until: '2026-03-21',
  langs: ['en', 'fa'],
}

async function write(content: Message['content'], attributes = {}, given: object = args): Promise<unknown> {
  const loaded = load(bundle({}, { messages: { offer: { channel: 'mail', params, content } } }))
  const recipient = {
    attributes: { name: 'Sara', birthday: '1995-05-02', timezone: 'Europe/Berlin', ...attributes },
    tags: ['vip'],
  }
  const result = await renderMessage(loaded, recipient, 'offer', given as never, NOW)
  return result.ok ? result.value : result.problems.map((one) => one.name)
}

const plainSpaces = (text: unknown) => String(text).replace(/\s/gu, ' ')

test('parts that are expressions and parts that are templates', async () => {
  const content: Message['content'] = {
    subject: {
      text: {
        cat: [
          { format: [{ var: ['param', 'discount'] }, 'percent'] },
          ' off, ',
          { var: ['contact', 'name'] },
        ],
      },
    },
    body: { liquid: '{{ greeting }}, {{ contact.name }}: {{ discount }} off' },
  }
  expect(await write(content)).toEqual({ subject: '10% off, Sara', body: 'Hello, Sara: 10% off' })
})

describe('in Liquid', () => {
  test.each<[string, string, string]>([
    [
      'values print as people write them',
      '{{ discount }} {{ price }} {{ until }} {{ contact.birthday }}',
      '10% €20.00 March 21, 2026 May 2, 1995',
    ],
    ['lists of them too', '{{ langs | join: ", " }}', 'English, Persian'],
    [
      'and compare as what they are',
      '{% if discount > 0.05 %}big{% endif %}{% if 0.05 < discount %} yes{% endif %}{% if discount <= 0.1 and discount >= 0.1 %} even{% endif %}',
      'big yes even',
    ],
    [
      'equality is of the value',
      '{% if until == "2026-03-21" %}that day{% endif %}{% if discount == 0.2 %}no{% endif %}',
      'that day',
    ],
    ['dates take formats', '{{ until | date: "%d.%m." }}', '21.03.'],
    [
      'dates and times without a zone stay what they are',
      '{{ until | date: "%H:%M" }} {{ from | date: "%H.%M" }}',
      '00:00 09.30',
    ],
    [
      'moments are in the zone of the contact',
      '{{ starts }} {{ starts | date: "%d %H:%M %Z" }} {{ starts | date: "%H:%M", "UTC" }} {{ starts | date_to_xmlschema }}',
      'March 29, 2026 at 3:30 AM 29 03:30 Europe/Berlin 01:30 2026-03-29T03:30:00+02:00',
    ],
    [
      'now is the moment of writing',
      '{{ "now" | date: "%Y-%m-%d %H:%M" }} {{ "today" | date_to_string }}',
      '2026-03-02 00:30 02 Mar 2026',
    ],
    [
      'dates in the template are read on the clock of the contact',
      '{{ "2026-06-01" | date: "%d.%m." }} {{ "2026-06-01 10:00" | date: "%H:%M %s" }} {{ 0 | date: "%H" }}',
      '01.06. 10:00 1780300800 01',
    ],
    ['what is no date stays', '{{ "soon" | date: "%d" }} {{ length | date: "%d" }}', 'soon 3 days'],
    ['numbers can be calculated with', '{{ discount | times: 200 }} {{ many | plus: 1 }}', '20 1234568'],
    ['numbers print as in texts', '{{ many }} {{ contact.points }} {{ many | json }}', '1,234,567 0 1234567'],
    ['and still choose', '{% for i in (1..few) %}{{ i }}{% endfor %}{{ words[few] }}', '12c'],
    [
      'lists and truth values print as in texts',
      '{{ words }}, {{ langs }}, {{ contact.tags }}: {{ contact.opt_in }}{% unless regular %} {{ regular }}{% endunless %}',
      'a, b, and c, English and Persian, vip: yes no',
    ],
    [
      'filters of texts get what would be printed',
      '{{ words | escape }}; {{ contact.opt_in | append: "!" }}; {{ many | append: " points" }}; {{ "in " | append: langs | upcase }}; {{ words | join: "-" }} {{ contact.name | truncate: 3, "" }}[{{ contact.email | escape }}]',
      'a, b, and c; yes!; 1,234,567 points; IN ENGLISH AND PERSIAN; a-b-c Sar[]',
    ],
    [
      'money compares to numbers in whole units',
      '{% if price > 19.9 %}>{% endif %}{% if price > 20 %}x{% endif %}{% if price < 2000 %}<{% endif %}{% if price == 20 and 20 == price %}={% endif %}{% if few < price %}few{% endif %}',
      '><=few',
    ],
    [
      'what is calculated from money is money',
      '{{ price | times: 2 }} {{ 2 | times: price }} {{ price | plus: 1.5 }} {{ price | minus: price }} {{ price | divided_by: 3 }} {{ price | times: discount }} {{ price | at_least: 25 }} {{ prices | sum }}',
      '€40.00 €40.00 €21.50 €0.00 €6.67 €2.00 €25.00 €3.75',
    ],
    ['and a share of money is a number', '{{ price | divided_by: price }}', '1'],
    ['defaults of contact fields are there', '{{ contact.language }}', 'English'],
    ['tags can be asked for', '{% if contact.tags contains "vip" %}VIP{% endif %}', 'VIP'],
    ['a missing value prints nothing', '[{{ contact.email }}]', '[]'],
    [
      'texts are not escaped by themselves',
      '{{ contact.name | append: "<b>" }} {{ "<b>" | escape }} {{ "<b>" | raw }} {{ regular | raw }}',
      'Sara<b> &lt;b&gt; <b> no',
    ],
  ])('%s', async (_, liquid, expected) => {
    expect(plainSpaces(((await write({ body: { liquid } })) as { body: string }).body)).toBe(expected)
  })

  test('in the language of the contact', async () => {
    const liquid =
      '{{ price | times: 2 }} {{ until }} {{ until | date: "%-d. %B %Y" }} {{ words }} {{ many }}'
    const written = (await write({ body: { liquid } }, { language: 'de' })) as { body: string }
    expect(plainSpaces(written.body)).toBe('40,00 € 21. März 2026 21. März 2026 a, b und c 1.234.567')
  })

  test('a calendar of the contact does not mix with the numbers of another', async () => {
    const written = await write({ body: { liquid: '{{ until | date: "%B" }}' } }, { language: 'fa' })
    expect(written).toEqual({ body: 'مارس' })
  })

  test.each([
    ['a length of time', '{{ length | times: 2 }}'],
    ['a date', '{{ until | plus: 1 }}'],
    ['two currencies', '{{ price | plus: dollars }}'],
    ['money times money', '{{ price | times: price }}'],
    ['money by nothing', '{{ price | divided_by: 0 }}'],
  ])('%s can not be calculated with', async (_, liquid) => {
    expect(await write({ body: { liquid } })).toEqual(['template_failed'])
  })

  test('nothing is left to chance', async () => {
    expect(createEngine().filters.sample).toBeUndefined()
  })
})

describe('in Liquid that writes HTML', () => {
  const NAME = '<b>&"Sara"'
  const SAFE = '&lt;b&gt;&amp;&#34;Sara&#34;'
  const LINES = 'a<\nb'

  test.each<[what: string, liquid: string, expected: string]>([
    ['what is printed is escaped', '{{ contact.name }}', SAFE],
    ['… once, whichever way that is asked for', '{{ contact.name | escape }}', SAFE],
    ['… also twice', '{{ contact.name | escape | escape_once | xml_escape | escape }}', SAFE],
    ['… behind a default', '{{ contact.name | escape | default: "<i>" }}', SAFE],
    [
      'a default, too',
      '{{ contact.email | default: "<i>" }}{{ contact.email | escape | default: "<i>" }}',
      '&lt;i&gt;&lt;i&gt;',
    ],
    [
      'what was assigned',
      '{% assign a = contact.name %}{{ a }}{% assign b = a | escape %}{{ b }}',
      SAFE + SAFE,
    ],
    ['what is echoed', '{% echo contact.name %}{% echo contact.name | escape %}', SAFE + SAFE],
    ['… in a block of tags', '{% liquid\n echo contact.name | escape\n %}', SAFE],
    ['what a cycle gives', '{% cycle contact.name, "b" %}', SAFE],
    ['lists', '{{ tags }} {{ tags | join: "<" }}', '&lt;a&gt; and b &lt;a&gt;&lt;b'],
    [
      'values print for people still',
      '{{ contact.opt_in }} {{ discount }} {{ price | times: 2 }}',
      'yes 10% €40.00',
    ],
    [
      'raw prints as it is',
      '{{ contact.name | raw }}{{ contact.opt_in | raw }}[{{ contact.email | raw }}]',
      `${NAME}yes[]`,
    ],
    [
      'what is captured was escaped',
      '{% capture c %}<i>{{ contact.name }}</i>{% endcapture %}{{ c }}{% echo c %}',
      `<i>${SAFE}</i>`.repeat(2),
    ],
    [
      '… and is a text to all else',
      '{% capture n %}3{% endcapture %}{{ n | plus: 1 }}{{ n.size }}{{ n | size }}{% if n == "3" and n contains "3" and n != empty %}y{% endif %}{% capture e %}{% endcapture %}{{ e | default: "d" }}{{ n | default: "d" }}',
      '411yd3',
    ],
    [
      'filters of markup give markup',
      '{{ "<i>" | raw | append: contact.name | upcase }}',
      '<I>&LT;B&GT;&AMP;&#34;SARA&#34;',
    ],
    [
      '… into which nothing gets unescaped',
      '{{ contact.name | append: c }}{% assign c = "<i>" | raw %}{{ contact.name | append: c }}{{ c | replace: "i", contact.name }}',
      `${SAFE}${SAFE}<i><${SAFE}>`,
    ],
    [
      'what is cut from markup stays markup',
      '{{ "<i>x y</i>" | raw | remove: "<i>" | truncate: 3, "" }}',
      'x y',
    ],
    [
      'filters of texts give texts',
      '{{ contact.name | append: "<br>" }}{{ contact.name | strip_html }}',
      `${SAFE}&lt;br&gt;&amp;&#34;Sara&#34;`,
    ],
    [
      'lines get breaks',
      '{{ lines | newline_to_br }}|{{ lines | escape | newline_to_br }}',
      'a&lt;<br />\nb|a&lt;<br />\nb',
    ],
    ['addresses', '{{ contact.name | url_encode }}', '%3Cb%3E%26%22Sara%22'],
  ])('%s: %s', async (_, liquid, expected) => {
    const messages: Record<string, Message> = {
      offer: {
        channel: 'mail',
        params: {
          ...params,
          lines: { type: 'string', default: LINES },
          tags: { type: 'list', of: { type: 'string' }, default: ['<a>', 'b'] },
        },
        content: { subject: { liquid: '<p>{{ contact.name }}' }, body: { liquid: `<p>${liquid}` } },
      },
    }
    const recipient = { attributes: { name: NAME }, tags: [] }
    const result = await renderMessage(load(bundle({}, { messages })), recipient, 'offer', args, NOW)
    expect(result).toEqual({
      ok: true,
      value: { subject: `<p>${NAME}`, body: `<p>${expected}`, format: 'html' },
    })
  })
})

test.each<[what: string, format: string | undefined, body: Template]>([
  ['a template that begins with a tag', 'html', { liquid: '<p>Hi {{ contact.name }}</p>' }],
  ['… behind tags of Liquid', 'html', { liquid: '{% assign a = "5%" -%}\n  <!doctype html>' }],
  ['a template whose file says so', 'html', { liquid: 'Hi', file: 'mails/hello.html.liquid' }],
  ['any other template', undefined, { liquid: 'Hi', file: 'mails/hello.liquid' }],
  ['a text, whatever it says', undefined, { text: '<p>Hi</p>' }],
  ['a template that a name is put in front of', undefined, { liquid: '{{ contact.name }} <b>' }],
  ['less than', undefined, { liquid: '< 3' }],
])('%s: %s', async (_, format, body) => {
  const written = (await write({ body }, { name: '<p>' })) as { format?: string }
  expect(written.format).toBe(format)
})

test('problems are data', async () => {
  expect(await write({ body: { liquid: '{% if %}' } })).toEqual(['template_syntax'])
  expect(await write({ body: { liquid: '{{ x' } })).toEqual(['template_syntax'])
  expect(
    await write({ body: { liquid: '{% render "x" %}' }, subject: { liquid: '{% include "y" %}' } }),
  ).toEqual(['template_failed', 'template_failed'])
  const renderer = await createRenderer(load(bundle({})))
  expect(renderer.ok && renderer.value.render({ attributes: {}, tags: [] }, 'x', {}, NOW)).toMatchObject({
    ok: false,
    problems: [{ name: 'unknown_message' }],
  })
})

describe('variants', () => {
  const offer: Message = {
    channel: 'mail',
    params,
    content: { subject: { text: 'Hello' }, body: { text: 'For everybody else' } },
    variants: [
      {
        when: { '===': [{ var: ['contact', 'name'] }, 'Sara'] },
        content: { subject: { text: 'Salam' }, body: { liquid: 'For {{ contact.name }}' } },
      },
      {
        when: { or: [{ has_tag: 'vip' }, { '>': [{ var: ['param', 'discount'] }, 0.2] }] },
        content: { subject: { text: 'Dear' }, body: { text: 'For a few' } },
      },
    ],
  }
  const loaded = load(bundle({}, { messages: { offer }, tags: { vip: {} } }))
  test.each([
    ['the first that holds', 'Sara', ['vip'], 0.1, 'For Sara'],
    ['a tag decides', 'Reza', ['vip'], 0.1, 'For a few'],
    ['a parameter decides', 'Reza', [], 0.3, 'For a few'],
    ['none holds', 'Reza', [], 0.1, 'For everybody else'],
  ])('%s', async (_, name, tags, discount, body) => {
    const written = await renderMessage(loaded, { attributes: { name }, tags }, 'offer', { discount }, NOW)
    expect(written).toMatchObject({ ok: true, value: { body } })
  })

  test('a template in one that can not be read is a problem at once', async () => {
    const broken = { when: true, content: { body: { liquid: '{% if %}', file: 'x.liquid' } } }
    const found = await createRenderer(
      load(bundle({}, { messages: { offer: { ...offer, variants: [broken] } } })),
    )
    expect(found).toMatchObject({
      ok: false,
      problems: [{ name: 'template_syntax', place: { file: 'x.liquid' } }],
    })
  })
})
