import { loadBundle, renderMessage, unwrap } from '@journey-lang/runtime'
import { describe, expect, test } from 'vitest'
import { compile, lower, memoryHost } from '../../src/index.ts'
import { check, checkEach, PROJECT } from './check.ts'

const message = (body: string) =>
  `${PROJECT}message news(text: string, note: string?) via mail {\n${body}\n}\n`
const FALLBACK = 'subject: "Hello", body: "{text}"'

describe('variants', () => {
  checkEach(
    [
      [`when contact.country == DE { subject: "Hallo", body: "{text}" } else { ${FALLBACK} }`],
      [`${FALLBACK}\nwhen contact.country == DE { subject: "Hallo" }`],
      [`subject: "Hello"\nwhen contact.country == DE { body: "Hallo" }\nelse { body: "Hello" }`],
      // What a condition makes sure of holds in its variant, and its failing in those behind it.
      [`${FALLBACK}\nwhen contact.name exists { body: "Hello {contact.name}" }`],
      [`${FALLBACK}\nwhen note exists { body: note }`],
      [`${FALLBACK}\nwhen not (contact.name exists) { body: "Hello" }\nelse { body: contact.name }`],
      [`${FALLBACK}\nwhen contact.country == DE { body: note }`, 'J3002'],
      [`${FALLBACK}\nwhen contact.name exists { body: "x" }\nelse { body: contact.name }`, 'J3002'],
      // Everybody gets all parts.
      ['when contact.country == DE { subject: "Hallo", body: "{text}" }', 'J2012', 'J2012'],
      [`when contact.country == DE { subject: "Hallo" } else { ${FALLBACK} }`, 'J2012'],
      [`${FALLBACK}\nwhen contact.points { body: "x" }`, 'J3007'],
      [`else { ${FALLBACK} }\nwhen contact.country == DE { subject: "Hallo", body: "{text}" }`, 'J3507'],
      [`else { ${FALLBACK} }\nelse { ${FALLBACK} }`, 'J3507'],
      [`${FALLBACK}\nwhen contact.country == DE { body: "x", subjekt: "x" }`, 'J2011'],
      [`${FALLBACK}\nwhen contact.country == DE { purpose: sell }`, 'J2011'],
    ],
    message,
  )
})

describe('purpose', () => {
  checkEach(
    [
      [`${FALLBACK}\npurpose: sell`],
      [`${FALLBACK}\npurpose: inform`],
      [`${FALLBACK}\npurpose: serve`],
      [`${FALLBACK}\npurpose: sel`, 'J2006'],
      [`${FALLBACK}\npurpose: "sell"`, 'J3001'],
    ],
    message,
  )
})

describe('a device', () => {
  checkEach(
    [
      ['channel site: web { device: phone }'],
      ['channel site: web { device: fone }', 'J2006'],
      ['channel letters: email { to: contact.email, device: computer }'],
    ],
    (text) => `${PROJECT}${text}\n`,
  )
})

test('each person gets the variant that is for them', async () => {
  const source = message(`
    purpose: inform
    subject: "News"
    when contact.language == fa { subject: "خبر", body: "سلام {contact.name ?? "دوست"}: {text}" }
    when contact has #vip { body: "Dear {contact.name ?? "friend"}: {text}" }
    else { body: file("news.liquid") }
  `)
  check({ 'main.journey': source, 'news.liquid': 'Hi: {{ text }}' }, [])
  const host = memoryHost({ 'main.journey': source, 'news.liquid': 'Hi: {{ text }}' })
  const { bundle } = lower(compile(host, ['main.journey']).program)
  expect(bundle.messages.news!.purpose).toBe('inform')
  expect(bundle.requires).toContain('liquid')
  const loaded = unwrap(loadBundle(bundle))
  const write = async (attributes: Record<string, string>, tags: string[] = []) =>
    unwrap(await renderMessage(loaded, { attributes, tags }, 'news', { text: 'rain' }, 0))
  expect(await write({ language: 'fa', name: 'سارا' }, ['vip'])).toEqual({
    subject: 'خبر',
    body: 'سلام سارا: rain',
  })
  expect(await write({ language: 'en' }, ['vip'])).toEqual({ subject: 'News', body: 'Dear friend: rain' })
  expect(await write({ language: 'en' })).toEqual({ subject: 'News', body: 'Hi: rain' })
})
