import { beforeEach, describe, expect, test } from 'vitest'
import { inlineStyles } from '../../src/emit/svg.ts'
import { elements } from '../emit/xml.ts'
import { Lab } from './lab.ts'
import { faultsOf, linksIn, treeOf } from './markup.ts'
import { type Visitor, visitorOf } from './visit.ts'

const SHOP = `
contact { name: string? email: email email_opt_in: boolean = true timezone: timezone? }
event signed_up "Signed up" { source: string? }
event purchased "Bought something" { order: string }
tag vip "Bought <soon>"
department sales "Sales" { email: "sales@example.com" }
channel mail: email { to: contact.email, consent: contact.email_opt_in }
message hello via mail { subject: "Welcome, {contact.name ?? "friend"}", body: "Good to have you here." }
message news via mail { subject: "News", body: file("news.liquid") }
/// Greets people who just arrived.
journey welcome "Welcome & hello" {
  start on signed_up
  goal first_order: purchased within 30 days
  send hello
  /// One in three buys within the week.
  wait for purchased up to 7 days as bought { tag #vip }
  notify sales "Call {contact.name ?? "them"}"
  send news
}
journey quiet "Nobody goes here" { start manually delay 1 day }
`
const MONDAY = '2026-03-02T10:00:00+01:00'

let lab: Lab
let visitor: Visitor

beforeEach(async () => {
  lab = new Lab(SHOP, MONDAY)
  visitor = visitorOf(lab)
  await arrive('sara', { name: 'Sara', timezone: 'Asia/Tokyo' })
})

async function arrive(contact: string, attributes: Record<string, string> = {}): Promise<void> {
  const email = 'someone@example.com'
  await lab.post({ kind: 'contact', contact, attributes: { email, ...attributes } })
  await lab.event(contact, 'signed_up')
}

const KEY = 'welcome/sara%231/send%20hello/1'

/** A message that failed for good. */
async function deadLetter(): Promise<string> {
  lab.deliver = () => ({ ok: false, reason: '550 no such mailbox' })
  await arrive('tom')
  return `/outbox/${encodeURIComponent('welcome/tom#1/send hello/1')}`
}

describe('every page', () => {
  /** Goes wherever links lead, from the first page on. */
  async function crawl(): Promise<Map<string, string>> {
    const seen = new Map<string, string>()
    const left = ['/']
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      if (seen.has(path)) continue
      const { status, html, type, location } = await visitor.get(path)
      expect([status, path]).toEqual([location === null ? 200 : 303, path])
      seen.set(path, html)
      if (type.startsWith('text/html') && location === null && !path.includes('/parts/')) {
        const tree = treeOf(html)
        expect([path, faultsOf(tree)]).toEqual([path, []])
        left.push(...linksIn(tree))
      }
    }
    return seen
  }

  test('is well-formed, and every link leads somewhere', async () => {
    await deadLetter()
    await lab.until('2026-03-12T10:00:00+01:00')
    const seen = [...(await crawl()).keys()]
    const known = [
      '/journeys/welcome',
      '/journeys/quiet/steps/delay',
      '/contacts/sara',
      '/outbox?state=dead',
      '/versions',
    ]
    expect(seen).toEqual(expect.arrayContaining(known))
    expect(seen.length).toBeGreaterThan(25)
  })

  test.each([
    '<b>bold</b>',
    'a "quoted" \'name\'',
    'slash/es/and%2Fmore',
    '..',
    '.',
    'question?and#hash&amp;',
    '🌿 emoji and space ',
    'سارا / ۱',
    '\u202Eoverride',
    '__proto__',
    '</title><script>alert(1)</script>',
  ])('can tell of a contact called %j', async (id) => {
    await arrive(id, { name: '<script>alert(1)</script>' })
    await lab.until('2026-03-12T10:00:00+01:00')
    const seen = await crawl()
    const pages = [...seen].filter(([path]) => !path.includes('/parts/'))
    for (const [, html] of pages) expect(html).not.toContain('<script>alert')
    const told = pages.filter(([path]) => /^\/contacts?[/?]/.test(path) && !path.includes('sara'))
    expect(told.some(([, html]) => html.includes('Came in on “Signed up”.'))).toBe(true)
  })

  test('has a policy that lets nothing in but what is ours, and names every style in a drawing', async () => {
    const { html, policy } = await visitor.get('/journeys/welcome')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-inline')
    const all = elements(treeOf(html))
    const { sheet, attributes } = inlineStyles('auto')
    expect(all.filter(({ name }) => name === 'style').map(({ text }) => text)).toEqual([sheet])
    expect(new Set(all.flatMap(({ attributes }) => attributes.style ?? []))).toEqual(new Set(attributes))
  })

  test('leaves other paths to others', async () => {
    for (const path of [
      '/v1/contacts',
      '/metrics',
      '/journeys/welcome/steps',
      '/contacts/a/b',
      '/versions/1',
      '/outbox/a/b/c/d',
    ]) {
      expect(await visitor.ask(new Request(`http://127.0.0.1${path}`))).toBeUndefined()
    }
    expect(await visitor.ask(new Request('http://127.0.0.1/', { method: 'DELETE' }))).toBeUndefined()
  })

  test.each([
    '/journeys/none',
    '/journeys/welcome/steps/none',
    '/contacts/none',
    '/outbox/none',
    '/outbox/none/parts/body',
    '/journeys/__proto__',
  ])('%s is not found, in words', async (path) => {
    const { status, text } = await visitor.get(path)
    expect(status).toBe(404)
    expect(text).toContain('Not found')
  })
})

describe('the overview', () => {
  test('counts what happens in each journey', async () => {
    await arrive('jan')
    await lab.event('jan', 'purchased', { order: '1' })
    const { text } = await visitor.get('/')
    expect(text).toContain('contacts 2')
    expect(text).toContain(
      'Welcome & hello Greets people who just arrived. inside 1 entered 2 finished 1 left early 0',
    )
    expect(text).toContain('first_order 50%')
    expect(text).toContain('Nobody goes here inside 0 entered 0')
  })

  test('says when something is wrong, on every page', async () => {
    visitor.health.trouble = 'The disk is full.'
    visitor.health.lag = 3 * 60_000
    visitor.health.setAside = 2
    const mail = { way: 'smtp mail.example.com:587', underWay: 0 }
    visitor.lanes.push(
      { ...mail, lane: 'send mail', trouble: '421 <try> later' },
      { ...mail, lane: 'send news' },
    )
    const { text } = await visitor.get('/versions')
    expect(text).toContain('Nothing can be written at present. The disk is full.')
    expect(text).toContain('smtp mail.example.com:587 takes nothing at present (send mail): 421 <try> later.')
    expect(text).not.toContain('send news')
    expect(text).toContain('2 inputs are set aside.')
    expect(text).toContain('The oldest that is due has waited 3 minutes.')
  })
})

describe('a journey', () => {
  test('is drawn with counts, and each step leads to those who are there', async () => {
    const { html, text } = await visitor.get('/journeys/welcome')
    const links = elements(treeOf(html)).filter(
      ({ name, attributes }) => name === 'a' && attributes.href?.includes('/steps/'),
    )
    expect(links.map(({ attributes }) => attributes.href)).toContain('/journeys/welcome/steps/bought')
    expect(html).toContain('data-node="bought"')
    expect(text).toContain('1 waiting')
    expect(text).toContain('wait for “Bought something”, up to 7 days as bought 1 1')
  })

  test('is drawn anew only when something was counted', async () => {
    let drawn = 0
    const { createSite } = await import('../../src/site/site.ts')
    const layout = async () => {
      drawn++
      throw new Error('no Graphviz here')
    }
    const other = visitorOf(lab, createSite({ clock: () => lab.now, layout }))
    await other.get('/journeys/welcome')
    await other.get('/journeys/welcome')
    expect(drawn).toBe(1)
    await arrive('jan')
    await other.get('/journeys/welcome')
    expect(drawn).toBe(2)
  })
})

test('a step shows who is there, since when and until when, in the time of each', async () => {
  await arrive('jan')
  const { text } = await visitor.get('/journeys/welcome/steps/bought')
  expect(text).toContain('One in three buys within the week.')
  expect(text).toContain('bought · welcome.journey:16')
  expect(text).toContain('jan Mon 2 March 2026, 10:00 a moment Mon 9 March 2026, 10:00 Europe/Berlin')
  expect(text).toContain('sara Mon 2 March 2026, 18:00 a moment Mon 9 March 2026, 18:00 Asia/Tokyo')
})

describe('contacts', () => {
  test('are found by the beginning of their id', async () => {
    for (const id of ['sam', 'tom']) await arrive(id)
    const { text } = await visitor.get('/contacts?id=sa')
    expect(text).toContain('Ids that begin with “sa”')
    expect(text).toMatch(/sam Welcome & hello .*sara Welcome & hello/)
    expect(text).not.toContain('tom')
    expect((await visitor.get('/contacts?id=x')).text).toContain('No id begins with “x”')
  })

  test('whose whole id is given are shown at once', async () => {
    expect(await visitor.get('/contacts?id=sara')).toMatchObject({ status: 303, location: '/contacts/sara' })
  })

  test('are told of, with what is known and what they were sent', async () => {
    const { text } = await visitor.get('/contacts/sara')
    expect(text).toContain(
      'Is in one journey now. Times are in Asia/Tokyo, where it is Mon 2 March 2026, 18:00.',
    )
    expect(text).toContain('Came in on “Signed up”.')
    expect(text).toContain('Was sent hello “Welcome, Sara” via mail to someone@example.com.')
    expect(text).toContain('As soon as “Bought something” happens, it goes on with: tag #vip')
    expect(text).toContain('name Sara')
  })
})

describe('the outbox', () => {
  test('shows what was asked for, by state', async () => {
    await deadLetter()
    expect((await visitor.get('/outbox')).text).toContain(
      'all 2 waiting 0 awaits its answer 0 sent 1 held back 0 dead 1',
    )
    const { text } = await visitor.get('/outbox?state=dead')
    expect(text).toContain('via mail · Welcome, friend tom dead')
    expect(text).toContain('550 no such mailbox')
    expect(text).not.toContain('sara')
  })

  test('shows what a message says', async () => {
    const { text } = await visitor.get(`/outbox/${encodeURIComponent(decodeURIComponent(KEY))}`)
    expect(text).toContain('subject Welcome, Sara body Good to have you here.')
    expect(text).toContain('Address someone@example.com')
  })

  test('shows HTML in a room of its own, and as text', async () => {
    await arrive('eve', { name: '<img src=x onerror=alert(1)>' })
    await lab.until('2026-03-12T10:00:00+01:00')
    const path = `/outbox/${encodeURIComponent('welcome/eve#1/send news/1')}`
    const { html } = await visitor.get(path)
    expect(html).toContain('<iframe sandbox src=')
    expect(html).toContain('&lt;p&gt;Our &lt;b&gt;news')
    const part = await visitor.get(`${path}/parts/body`)
    expect(part.html).toContain('<b>news</b>')
    expect(part.policy).toMatch(/^sandbox; default-src 'none'/)
    // What is no HTML is not served as such.
    expect((await visitor.get(`${path}/parts/subject`)).status).toBe(404)
  })

  test('tries a dead letter again, if the form is ours', async () => {
    const path = await deadLetter()
    const { html } = await visitor.get(path)
    const token = /name="token" value="(\w+)"/.exec(html)![1]!
    for (const [form, headers] of [
      [{ token: 'wrong' }, {}],
      [{}, {}],
      [{ token }, { 'sec-fetch-site': 'cross-site' }],
      [{ token }, { 'content-type': 'text/plain' }],
      [{ token, more: 'x'.repeat(2000) }, {}],
    ] as const) {
      expect(await visitor.post(`${path}/retry`, form, headers)).toMatchObject({ status: 403 })
    }
    expect(visitor.retried).toEqual([])
    const done = await visitor.post(`${path}/retry`, { token }, { 'sec-fetch-site': 'same-origin' })
    expect(done).toMatchObject({ status: 303, location: `${path}?retried=yes` })
    expect(visitor.retried).toEqual(['welcome/tom#1/send hello/1'])
    expect((await visitor.get(`${path}?retried=yes`)).text).toContain('It is being tried again.')
  })

  test('offers to try again only what is dead', async () => {
    expect(
      (await visitor.get(`/outbox/${encodeURIComponent('welcome/sara#1/send hello/1')}`)).html,
    ).not.toContain('<button>Try')
  })
})

test('a step that only an earlier version has is told of in its words, as long as somebody is there', async () => {
  lab.deploy(SHOP.replace('as bought {', 'as paid {'))
  const { text } = await visitor.get('/journeys/welcome')
  expect(text).toContain('wait for “Bought something”, up to 7 days as bought only in an earlier version 1 1')
  const step = await visitor.get('/journeys/welcome/steps/bought')
  expect(step.text).toContain('Wait for “Bought something”, up to 7 days')
  expect(step.text).toContain('sara earlier version')
})

test('versions: who is on which, and what changed', async () => {
  lab.deploy(SHOP.replace('up to 7 days', 'up to 9 days').replace(/journey quiet .*/, ''))
  const { text } = await visitor.get('/versions')
  expect(text).toMatch(/Welcome & hello [0-9a-f]{8} latest Mon 2 March 2026, 10:00 1/)
  expect(text).toContain('Nobody goes here · gone Welcome & hello · changed')
})
