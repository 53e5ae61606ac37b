import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/graph/format.ts'
import { createRenderer, renderMessage } from '../../src/index.ts'
import { bundle, load } from '../helpers.ts'

const params: Message['params'] = {
  discount: { type: 'percent' },
  price: { type: 'money', currency: 'EUR', optional: true },
  until: { type: 'date', optional: true },
  langs: { type: 'list', of: { type: 'language' }, optional: true },
  greeting: { type: 'string', default: 'Hello' },
}
const args = {
  discount: 0.1,
  price: { amount: 2000, currency: 'EUR' },
  until: '2026-03-21',
  langs: ['en', 'fa'],
}

async function write(content: Message['content'], attributes = {}, given: object = args): Promise<unknown> {
  const loaded = load(bundle({}, { messages: { offer: { channel: 'mail', params, content } } }))
  const recipient = { attributes: { name: 'Sara', birthday: '1995-05-02', ...attributes }, tags: ['vip'] }
  const result = await renderMessage(loaded, recipient, 'offer', given as never)
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
    ['numbers can be calculated with', '{{ discount | times: 200 }} {{ price | divided_by: 100 }}', '20 20'],
    ['defaults of contact fields are there', '{{ contact.language }}', 'English'],
    ['tags can be asked for', '{% if contact.tags contains "vip" %}VIP{% endif %}', 'VIP'],
    ['a missing value prints nothing', '[{{ contact.email }}]', '[]'],
    [
      'texts are not escaped by themselves',
      '{{ contact.name | append: "<b>" }} {{ "<b>" | escape }}',
      'Sara<b> &lt;b&gt;',
    ],
  ])('%s', async (_, liquid, expected) => {
    expect(plainSpaces(((await write({ body: { liquid } })) as { body: string }).body)).toBe(expected)
  })

  test('in the language of the contact', async () => {
    const written = (await write({ body: { liquid: '{{ price }} {{ until }}' } }, { language: 'de' })) as {
      body: string
    }
    expect(plainSpaces(written.body)).toBe('20,00 € 21. März 2026')
  })
})

test('problems are data', async () => {
  expect(await write({ body: { liquid: '{% if %}' } })).toEqual(['template_syntax'])
  expect(await write({ body: { liquid: '{{ x' } })).toEqual(['template_syntax'])
  expect(
    await write({ body: { liquid: '{% render "x" %}' }, subject: { liquid: '{% include "y" %}' } }),
  ).toEqual(['template_failed', 'template_failed'])
  const renderer = await createRenderer(load(bundle({})))
  expect(renderer.ok && renderer.value.render({ attributes: {}, tags: [] }, 'x', {})).toMatchObject({
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
    const written = await renderMessage(loaded, { attributes: { name }, tags }, 'offer', { discount })
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
