import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromium as chromiumPath } from '../../../scripts/e2e-tools.mjs'
import { faintTexts } from './faint-texts.mjs'
import { type Provider, type Served, startProvider, startServed } from './served.ts'

const SHOP = `
contact { name: string? email: email email_opt_in: boolean = true }
event signed_up "Signed up" {}
event purchased "Bought something" { order: string }
tag vip "Bought within a week"
channel mail: email { to: contact.email, consent: contact.email_opt_in }
message hello via mail { subject: "Welcome, {contact.name ?? "friend"}", body: file("hello.liquid") }
/// Greets people who just arrived.
journey welcome "Welcome" {
  start on signed_up
  goal first_order: purchased within 30 days
  exit when not contact.email_opt_in
  send hello
  wait for purchased up to 7 days as first_week { tag #vip finish "bought" }
  if contact.name exists { delay 1 week }
}
journey خوشامد "خوشامد به تازه‌واردها" { start manually delay 1 day }
`
const FILES = (provider: string) => ({
  'welcome.journey': SHOP,
  'hello.liquid':
    '<h1>Good to have you here</h1><script>document.title = "broken"</script><img src="https://example.com/p.gif">',
  'journey.config.json': '{ "timezone": "Europe/Berlin" }',
  'journey.serve.json': JSON.stringify({
    channels: { mail: { webhook: { url: provider, secret: { env: 'SECRET' } } } },
  }),
})
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]
const PHONE = { width: 390, height: 844 }

let provider: Provider
let served: Served
let browser: Browser
const contexts: BrowserContext[] = []

beforeAll(async () => {
  provider = await startProvider()
  served = await startServed(FILES(provider.url))
  browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
  await arrive('sara', 'Sara')
  await served.tell(
    { type: 'event', contact: 'buyer', event: 'signed_up' },
    { type: 'event', contact: 'buyer', event: 'purchased', payload: { order: '1' } },
  )
  await served.tell({ type: 'start', contact: 'سارا/۱ & "co"', journey: 'خوشامد' })
})

afterAll(async () => {
  await browser?.close()
  await served?.stop()
  provider?.close()
})

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})

async function arrive(id: string, name: string): Promise<void> {
  await served.tell(
    { type: 'contact', id, attributes: { name, email: `${id}@example.com` } },
    { type: 'event', contact: id, event: 'signed_up' },
  )
}

/** A page in a browser of its own. What the browser complains about is gathered. */
async function open(
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  contexts.push(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(served.url + path)
  return { page, complaints }
}

const delivery = (contact: string) => `/outbox/${encodeURIComponent(`welcome/${contact}#1/send hello/1`)}`

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: PHONE }],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test.each([
    ['/', 'Journeys'],
    ['/journeys/welcome', 'Welcome'],
    ['/journeys/welcome/steps/first_week', 'Wait for “Bought something”, up to 7 days'],
    ['/contacts', 'Contacts'],
    ['/contacts/sara', 'sara'],
    ['/outbox', 'Outbox'],
    ['/versions', 'Versions'],
    [`/contacts/${encodeURIComponent('سارا/۱ & "co"')}`, 'سارا/۱ & "co"'],
    [`/journeys/${encodeURIComponent('خوشامد')}`, 'خوشامد به تازه‌واردها'],
  ])('%s can be read', async (path, heading) => {
    const { page, complaints } = await open(path, options)
    expect(await page.locator('h1').innerText()).toBe(heading)
    if (!('javaScriptEnabled' in options)) {
      expect(await page.evaluate(faintTexts)).toEqual([])
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(beyond, 'pixels beyond the right edge').toBe(0)
    }
    expect(complaints).toEqual([])
  })
})

test('why a contact is here, found by its id', async () => {
  const { page } = await open('/')
  await page.getByPlaceholder('Find a contact').fill('sara')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/contacts/sara')
  const now = page.getByRole('region', { name: 'Now' })
  await expect.poll(() => now.innerText()).toContain('Waits for “Bought something”')
  expect(await now.innerText()).toContain('As soon as “Bought something” happens, it goes on with: tag #vip')
  expect(await page.getByRole('article', { name: 'Welcome' }).innerText()).toContain(
    'Was sent hello “Welcome, Sara” via mail to sara@example.com.',
  )
  await page.getByRole('link', { name: 'welcome.journey:14' }).first().click()
  expect(await page.locator('h1').innerText()).toContain('Wait for')
})

test('the same on the command line, beside the server', async () => {
  const told = await served.run('why', 'sara', '--data', 'shop.db')
  expect(told).toContain('Was sent hello “Welcome, Sara” via mail to sara@example.com.  welcome.journey:13')
})

test('a journey can be gone through with the keyboard alone', async () => {
  const { page } = await open('/')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('content')
  const reach = async (target: string) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      if ((await page.evaluate('document.activeElement?.getAttribute("href")')) === target) return
    }
    throw new Error(`Nobody gets to ${target}.`)
  }
  await reach('/journeys/welcome')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/journeys/welcome')
  // A step in the drawing.
  await reach('/journeys/welcome/steps/first_week')
  const ring = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
  expect(ring).not.toBe('none')
  expect(await page.evaluate('document.activeElement.closest("svg") !== null')).toBe(true)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/steps/first_week')
  await reach('/contacts/sara')
})

test('counts follow what happens, while somebody looks', async () => {
  const { page, complaints } = await open('/journeys/welcome')
  const entered = page.locator('#totals div', { hasText: 'entered' }).locator('dd')
  const before = Number(await entered.innerText())
  await arrive('late', 'Lee')
  await expect.poll(() => entered.innerText(), { timeout: 20_000 }).toBe(String(before + 1))
  await expect.poll(() => page.locator('.journey-diagram').innerHTML()).toContain(`${before + 1} entered`)
  expect(complaints).toEqual([])
})

test('a message is shown where it can do nothing', async () => {
  const { page, complaints } = await open(delivery('sara'))
  const frame = page.frameLocator('iframe')
  await expect.poll(() => frame.locator('h1').innerText()).toBe('Good to have you here')
  expect(await page.title()).toBe('hello to sara · Journey')
  const inside = page.frames().find((one) => one.url().includes('/parts/'))!
  expect(await inside.title()).not.toBe('broken')
  expect(complaints.join('\n')).toMatch(/Blocked script execution[\s\S]*Loading the image .* violates/)
})

test('a dead letter is tried again', async () => {
  provider.refuses = true
  await arrive('tom', 'Tom')
  const { page } = await open('/outbox?state=dead')
  await expect
    .poll(async () => (await page.reload())?.ok() && page.locator('#deliveries').innerText(), {
      timeout: 20_000,
    })
    .toContain('tom')
  expect(
    await page
      .getByRole('link', { name: /^Outbox/ })
      .first()
      .innerText(),
  ).toContain('1')
  provider.refuses = false
  await page.goto(served.url + delivery('tom'))
  await page.getByRole('button', { name: 'Try again now' }).click()
  await page.waitForURL('**?retried=yes')
  await expect
    .poll(async () => (await page.reload())?.ok() && page.locator('h1').innerText(), { timeout: 20_000 })
    .toContain('sent')
  expect(await page.getByRole('button', { name: 'Try again now' }).count()).toBe(0)
})

test('with a token, somebody logs in first, and comes to what was asked for', async () => {
  const token = 'a-token-that-nobody-would-guess'
  const guarded = await startServed(FILES(provider.url), { token })
  try {
    const { page } = await open('/')
    await page.goto(`${guarded.url}/versions`)
    expect(await page.locator('h1').innerText()).toBe('Log in to Journey')
    await page.getByLabel('Token').fill(token)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL('**/versions')
    expect(await page.locator('h1').innerText()).toBe('Versions')
  } finally {
    await guarded.stop()
  }
})
