import { DEFAULT_PACE, DEFAULT_SETTINGS } from '@journey-lang/runtime/service'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import published from '../../schema/serve-1.json' with { type: 'json' }
import { compile, lower, memoryHost } from '../../src/index.ts'
import { readServeSettings, serveSchema } from '../../src/project/serve/settings.ts'

const SOURCE = `
  contact { email: email?, phone: phone? }
  channel mail: email { to: contact.email }
  channel news: email { to: contact.email }
  channel sms: sms { to: contact.phone }
  channel shop: store {}
  action make_coupon(): { code: string }
  department sales { email: "sales@example.com" }
  department support
`
const { program } = compile(memoryHost({ 'shop.journey': SOURCE }), ['shop.journey'])
const GRAPH = lower(program).bundle

/** Problems as `message | the text that they are about`. */
function problemsIn(text: string): string[] {
  return readServeSettings(text, GRAPH).problems.map(
    ({ message, span }) => `${message} | ${text.slice(span.start, span.end)}`,
  )
}

const validate = new Ajv2020().compile(serveSchema)

test('the schema that is published is the one of the sources', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(serveSchema)))
})

test('without anything, everything goes to the outbox', () => {
  expect(readServeSettings('{}', GRAPH)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] })
})

const WHOLE = `{
  "$schema": "https://journey-lang.dev/schema/serve-1.json",
  "publicUrl": "https://journeys.example.com",
  "outbox": "sent",
  "channels": {
    "mail": {
      "smtp": {
        "host": "smtp.example.com", "user": "shop", "password": { "env": "SMTP_PASSWORD" },
        "from": "Kettle and Leaf <hello@example.com>", "replyTo": "team@example.com"
      },
      "perSecond": 10, "atOnce": 2, "timeout": "20 seconds",
      "retry": { "first": "2 minutes", "giveUpAfter": "1 day" }
    },
    "sms": {
      "webhook": {
        "url": "https://sms.example.com/send",
        "secret": { "file": "/run/secrets/sms" },
        "headers": { "X-Shop": "7", "Authorization": { "env": "SMS_AUTH" } }
      }
    },
    "news": { "folder": "news" }
  },
  "actions": { "make_coupon": { "webhook": { "url": "http://127.0.0.1:9/coupon", "secret": { "env": "COUPONS" } }, "answerWithin": "2 days" } },
  "departments": { "sales": { "channel": "mail", "perSecond": 1 } }
}`

test('everything that can be said is read, and the rest keeps its defaults', () => {
  const minute = 60_000
  const { settings, problems } = readServeSettings(WHOLE, GRAPH)
  expect(problems).toEqual([])
  expect(settings).toEqual({
    publicUrl: 'https://journeys.example.com',
    outbox: 'sent',
    channels: {
      mail: {
        way: {
          kind: 'smtp',
          host: 'smtp.example.com',
          port: 587,
          security: 'starttls',
          user: 'shop',
          password: { env: 'SMTP_PASSWORD' },
          from: 'Kettle and Leaf <hello@example.com>',
          replyTo: 'team@example.com',
        },
        pace: {
          ...DEFAULT_PACE,
          perSecond: 10,
          atOnce: 2,
          timeout: 20_000,
          retry: { first: 2 * minute, longest: 360 * minute, giveUpAfter: 24 * 60 * minute },
        },
      },
      sms: {
        way: {
          kind: 'webhook',
          url: 'https://sms.example.com/send',
          secret: { file: '/run/secrets/sms' },
          headers: { 'X-Shop': '7', Authorization: { env: 'SMS_AUTH' } },
        },
        pace: DEFAULT_PACE,
      },
      news: { way: { kind: 'folder', path: 'news' }, pace: DEFAULT_PACE },
    },
    actions: {
      make_coupon: {
        way: { kind: 'webhook', url: 'http://127.0.0.1:9/coupon', secret: { env: 'COUPONS' } },
        pace: { ...DEFAULT_PACE, answerWithin: 2 * 24 * 60 * minute },
      },
    },
    departments: {
      sales: { way: { kind: 'channel', channel: 'mail' }, pace: { ...DEFAULT_PACE, perSecond: 1 } },
    },
  })
  expect(validate(JSON.parse(WHOLE)), JSON.stringify(validate.errors)).toBe(true)
})

const smtp = (more: string) =>
  `{ "channels": { "mail": { "smtp": { "host": "x", "from": "a@b.example", ${more} } } } }`
const hook = (more: string) =>
  `{ "channels": { "sms": { "webhook": { "url": "https://x.example", "secret": { "env": "A" }, ${more} } } } }`
const ELSEWHERE = '{ "env": "SMTP_PASSWORD" } or { "file": "smtp-password" }'

/** What both the reader and the schema refuse. */
const BAD: [text: string, ...problems: string[]][] = [
  ['[]', 'Expected the settings: { … }. | []'],
  [
    '{ "chanels": {} }',
    'There is no setting "chanels" in the settings. Did you mean "channels"? | "chanels"',
  ],
  ['{ "outbox": "" }', 'Expected a folder, such as "outbox". | ""'],
  [
    '{ "publicUrl": "shop.example" }',
    'Expected an address that begins with "https://" or "http://". | "shop.example"',
  ],
  [
    '{ "publicUrl": "https://shop.example/?x=1" }',
    'Leave out "?" and "#" and what follows: links are made by writing a path behind this address. | "https://shop.example/?x=1"',
  ],
  [
    '{ "channels": { "mail": { "smpt": {} } } }',
    'There is no setting "smpt" in a channel. Did you mean "smtp"? | "smpt"',
  ],
  [
    '{ "channels": { "mail": {} } }',
    'Expected exactly one of "folder", "smtp", "webhook": where it goes. | {}',
  ],
  [
    '{ "channels": { "sms": { "folder": "a", "perSecond": 0 } } }',
    'Expected a number from 0.01 to 10000. | 0',
  ],
  [
    '{ "channels": { "sms": { "folder": "a", "atOnce": 1.5 } } }',
    'Expected a whole number from 1 to 1000. | 1.5',
  ],
  [
    '{ "channels": { "sms": { "folder": "a", "timeout": 30 } } }',
    'Expected a length of time from 1 second to 10 minutes, such as "30 seconds". | 30',
  ],
  ...['smtp.example.com:25', 'http://smtp.example.com', 'a b'].map((host): [string, string] => [
    `{ "channels": { "mail": { "smtp": { "host": "${host}", "from": "a@b.example" } } } }`,
    `"${host}" is more than the name of a server. Write "smtp.example.com"; "port" says which port. | "${host}"`,
  ]),
  ['{ "channels": { "mail": { "smtp": { "host": "x" } } } }', '"from" is missing in smtp. | { "host": "x" }'],
  [smtp('"security": "ssl"'), 'Expected one of "starttls", "tls", "none". | "ssl"'],
  [
    smtp('"user": "a", "password": "hunter2"'),
    `A secret does not stand in this file. Say where it stands: ${ELSEWHERE}. | "hunter2"`,
  ],
  [
    smtp('"user": "a", "password": { "envv": "A" }'),
    `Expected where the secret stands: ${ELSEWHERE}. | { "envv": "A" }`,
  ],
  [
    '{ "actions": { "make_coupon": { "smtp": {} } } }',
    'There is no setting "smtp" in an action. There are "folder", "webhook", "perSecond", "atOnce", "timeout", "retry", "answerWithin". | "smtp"',
  ],
]

/** What an editor can't know. */
const WORSE: [text: string, ...problems: string[]][] = [
  ['{', 'Expected a name in quotation marks or "}", but found the end. | '],
  ['{ "outbox": "a", "outbox": "b" }', '"outbox" is set twice. | "outbox"'],
  [
    '{ "channels": { "mial": { "folder": "a" } } }',
    'The graph has no channel "mial". Did you mean "mail"? | "mial"',
  ],
  [
    '{ "channels": { "x": { "folder": "a" } } }',
    'The graph has no channel "x". There are "mail", "news", "sms". | "x"',
  ],
  [
    '{ "channels": { "shop": { "folder": "a" } } }',
    'On "shop" only people act (store). Nothing is sent there. | "shop"',
  ],
  [
    '{ "channels": { "constructor": { "folder": "a" } } }',
    'The graph has no channel "constructor". There are "mail", "news", "sms". | "constructor"',
  ],
  [
    '{ "channels": { "sms": { "smtp": { "host": "x", "from": "a@b.example" } } } }',
    '"sms" is no channel for mail (sms). Use a "webhook". | { "host": "x", "from": "a@b.example" }',
  ],
  [
    '{ "actions": { "coupon": { "folder": "a" } } }',
    'The graph has no action "coupon". There are "make_coupon". | "coupon"',
  ],
  [
    '{ "departments": { "salse": { "folder": "a" } } }',
    'The graph has no department "salse". Did you mean "sales"? | "salse"',
  ],
  [
    '{ "departments": { "sales": { "channel": "mial" } } }',
    'There is no channel for mail "mial". Did you mean "mail"? | "mial"',
  ],
  [
    '{ "departments": { "support": { "channel": "mail" } } }',
    'The department "support" has no email. Give it one where it is declared. | "support"',
  ],
  [
    '{ "channels": { "mail": { "folder": "a", "smtp": { "host": "x", "from": "a@b.example" } } } }',
    'Expected exactly one of "folder", "smtp", "webhook": where it goes. | { "folder": "a", "smtp": { "host": "x", "from": "a@b.example" } }',
  ],
  [
    '{ "channels": { "mail": { "folder": "a", "retry": { "first": "1 hour", "longest": "1 minute" } } } }',
    'The "first" pause is longer than the "longest". | { "first": "1 hour", "longest": "1 minute" }',
  ],
  [
    '{ "channels": { "mail": { "folder": "a", "retry": { "giveUpAfter": "1 second" } } } }',
    'Expected a length of time from 1 minute to 30 days, such as "1 minute". | "1 second"',
  ],
  [
    smtp('"user": "shop"'),
    '"user" and "password" go together. | { "host": "x", "from": "a@b.example", "user": "shop" }',
  ],
  [
    smtp('"security": "none", "user": "a", "password": { "env": "P" }'),
    'Without encryption the password could be read on the way. Leave "security" out. | { "host": "x", "from": "a@b.example", "security": "none", "user": "a", "password": { "env": "P" } }',
  ],
  [
    '{ "channels": { "mail": { "smtp": { "host": "x", "from": "a@b, c" } } } }',
    '"a@b, c" is no address. Write "Shop <hello@example.com>". | "a@b, c"',
  ],
  [
    hook('"headers": { "Authorization": "Bearer 1" }'),
    `"Authorization" looks like a secret. Say where it stands: ${ELSEWHERE}. | "Authorization"`,
  ],
  [hook('"headers": { "Journey-Key": "1" }'), '"Journey-Key" is set by the service itself. | "Journey-Key"'],
  [
    hook('"headers": { "X": "a\\nb" }'),
    '"X" has a line break, or a character that no header can carry. | "X"',
  ],
  [hook('"headers": { "a b": "1" }'), '"a b" can\'t be the name of a header. | "a b"'],
  [
    '{ "channels": { "sms": { "webhook": { "url": "https://a:b@x.example", "secret": { "env": "A" } } } } }',
    'A secret does not stand in an address. Pass it as a header. | "https://a:b@x.example"',
  ],
]

describe('a mistake is told where it is', () => {
  test.each([...BAD, ...WORSE])('%s', (text, ...problems) => {
    expect(problemsIn(text)).toEqual(problems)
  })
})

test.each(BAD)('an editor sees it too: %s', (text) => {
  expect(validate(JSON.parse(text))).toBe(false)
})

test('all mistakes are told at once, in order', () => {
  const text = '{ "channels": { "mial": { "folder": "" }, "sms": { "webhook": {} } }, "x": 1 }'
  expect(problemsIn(text)).toEqual([
    'The graph has no channel "mial". Did you mean "mail"? | "mial"',
    'Expected a folder, such as "outbox". | ""',
    '"url" is missing in webhook. | {}',
    '"secret" is missing in webhook. | {}',
    'There is no setting "x" in the settings. There are "$schema", "publicUrl", "outbox", "channels", "actions", "departments". | "x"',
  ])
})
