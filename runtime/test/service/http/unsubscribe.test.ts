/** Links in messages by which people unsubscribe. */
import { describe, expect, test } from 'vitest'
import { unsubscribeToken } from '../../../src/service/unsubscribe-link.ts'
import { bundle, finish, journey, send } from '../../helpers.ts'
import { newDataFile } from '../files.ts'
import { type Running, type RunningOptions, serve, shop } from './running.ts'

const KEY = 'welcome/sara#1/hello/1'
const token = 'a-token-that-is-long-enough'

/** Sara was sent a message, with a link. */
async function withLink(
  attributes: object = {},
  options: RunningOptions = {},
): Promise<Running & { path: string; optIn(): unknown }> {
  const running = await serve({ access: { token }, ...options })
  const { engine } = running
  await engine.post([
    { kind: 'contact', contact: 'sara', attributes: { email: 'sara@example.com', ...attributes } },
    { kind: 'event', event: 'signed_up', contact: 'sara', at: running.clock.at },
  ])
  const path = `/unsubscribe/${unsubscribeToken(engine.secret, { contact: 'sara', channel: 'mail', key: KEY })}`
  return { ...running, path, optIn: () => engine.reader.contact('sara')?.attributes.opt_in }
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('looking at the page changes nothing; its button unsubscribes', async () => {
  const { ask, path, optIn } = await withLink()
  const page = await ask('GET', path)
  expect(page.status).toBe(200)
  expect(page.text).toContain('<form method="post"><button>Unsubscribe</button></form>')
  expect(optIn()).toBeUndefined()
  const done = await ask('POST', path, '', form)
  expect(done.text).toContain('You are unsubscribed')
  expect(optIn()).toBe(false)
})

test('a mail program unsubscribes with one POST, and as often as it likes', async () => {
  const { ask, path, optIn, engine } = await withLink()
  for (let one = 0; one < 3; one++) {
    expect((await ask('POST', path, 'List-Unsubscribe=One-Click', form)).status).toBe(200)
  }
  expect(optIn()).toBe(false)
  const events = engine.reader.logOf('sara', { limit: 100 }).items.map(({ input }) => input)
  expect(events.filter((input) => input.kind === 'event' && input.event === 'unsubscribed')).toMatchObject([
    { payload: { message: 'hello', channel: 'mail', journey: 'welcome', key: KEY } },
  ])
})

test('a link outlives the names of its message and channel', async () => {
  const data = newDataFile()
  const short = bundle({ welcome: journey({ nodes: { hello: send('hello', 'end'), end: finish() } }) })
  const first = await withLink({}, { engine: { data }, bundle: short })
  // Nobody is on the way any more for whom the earlier version would be kept.
  await first.engine.settle(KEY, { kind: 'done', outcome: { ok: true } })
  await first.close()
  const { mail } = shop.channels
  const renamed = bundle(
    { fair: shop.journeys.fair! },
    {
      channels: { letters: mail! },
      messages: { greeting: { ...shop.messages.hello!, channel: 'letters' } },
    },
  )
  const { ask, engine } = await serve({ access: { token }, engine: { data }, bundle: renamed })
  expect((await ask('POST', first.path, 'List-Unsubscribe=One-Click', form)).status).toBe(200)
  expect(engine.reader.contact('sara')?.attributes.opt_in).toBe(false)
  const events = `/v1/deliveries/${encodeURIComponent(KEY)}/events`
  const opened = await ask('POST', events, { event: 'opened' }, { authorization: `Bearer ${token}` })
  expect([opened.status, opened.body]).toEqual([200, { receipt: 'unchanged' }])
})

test('who subscribed again can unsubscribe by the same link', async () => {
  const { ask, path, optIn } = await withLink()
  await ask('POST', path, '', form)
  await ask(
    'PATCH',
    '/v1/contacts/sara',
    { attributes: { opt_in: true } },
    { authorization: `Bearer ${token}` },
  )
  expect(optIn()).toBe(true)
  await ask('POST', path, '', form)
  expect(optIn()).toBe(false)
})

describe('the page is in the language of the contact', () => {
  test.each([
    ['de', 'lang="de" dir="ltr"', 'Abmelden'],
    ['fa', 'lang="fa" dir="rtl"', 'لغو اشتراک'],
    ['fa-IR', 'lang="fa" dir="rtl"', 'لغو اشتراک'],
    ['ar', 'lang="ar" dir="rtl"', 'إلغاء الاشتراك'],
    ['xx', 'lang="en" dir="ltr"', 'Unsubscribe'],
    ['constructor', 'lang="en" dir="ltr"', 'Unsubscribe'],
  ])('%s', async (language, marks, words) => {
    const { ask, path } = await withLink({ language })
    const { text } = await ask('GET', path)
    expect(text).toContain(marks)
    expect(text).toContain(words)
  })
})

test.each([
  ['nothing', '/unsubscribe/x'],
  [
    'another signature',
    `/unsubscribe/${unsubscribeToken(Buffer.alloc(32), { contact: 'sara', channel: 'mail', key: KEY })}`,
  ],
])('a link with %s does nothing', async (_, path) => {
  const { ask, optIn } = await withLink()
  for (const method of ['GET', 'POST']) {
    const { status, text } = await ask(method, path)
    expect(status).toBe(404)
    expect(text).toContain('This link does not work')
  }
  expect(optIn()).toBeUndefined()
})

test('its address is not logged', async () => {
  const { ask, logged } = await withLink()
  await ask('GET', '/unsubscribe/broken-link')
  expect(logged.join('')).toContain('/unsubscribe/{token}')
  expect(logged.join('')).not.toContain('broken-link')
})
