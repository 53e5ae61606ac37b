// Writes what a thousand people did in the shop in four months, as a log for `journey run`:
//
//   node examples/shop/make-events.mjs out/shop-events.jsonl
//
// The log is invented, and always the same, byte for byte: all chance comes from one seeded generator, and no
// function is used whose last digit may differ between machines.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const SEED = 20260202
const CONTACTS = 1000
const DAYS = 120
/** A Monday. The clocks change on the way: in New York on 8 March, in Berlin on 29 March. */
const BEGINNING = Date.parse('2026-02-02T00:00:00Z')
const END = BEGINNING + DAYS * 86_400_000

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const SHOP = 'https://kettle-and-leaf.example'

/** `price` in cents, `weight` is how often it is chosen. */
const PRODUCTS = [
  { name: 'Morning Oolong', category: 'oolong', price: 1850, weight: 9 },
  { name: 'Sencha', category: 'green tea', price: 1200, weight: 8 },
  { name: 'Gyokuro', category: 'green tea', price: 2600, weight: 3 },
  { name: 'Jasmine Pearls', category: 'green tea', price: 1690, weight: 5 },
  { name: 'Assam', category: 'black tea', price: 1400, weight: 6 },
  { name: 'Darjeeling First Flush', category: 'black tea', price: 2400, weight: 5 },
  { name: 'Lapsang Souchong', category: 'black tea', price: 1150, weight: 2 },
  { name: 'Rooibos', category: 'herbal', price: 990, weight: 5 },
  { name: 'Mountain Herbs', category: 'herbal', price: 1090, weight: 4 },
  { name: 'Iron teapot', category: 'teaware', price: 5900, weight: 2 },
  { name: 'Glass cups', category: 'teaware', price: 2450, weight: 3 },
  { name: 'Gift box', price: 4500, weight: 3 },
]

/** `offset`: hours between the zone and UTC in winter. For the rhythm of a day, the hour of summer does not matter. */
const PLACES = [
  { country: 'DE', zone: 'Europe/Berlin', offset: 1, prefix: '+49 151', names: 'german', weight: 55 },
  { country: 'AT', zone: 'Europe/Vienna', offset: 1, prefix: '+43 660', names: 'german', weight: 10 },
  { country: 'CH', zone: 'Europe/Zurich', offset: 1, prefix: '+41 76', names: 'german', weight: 6 },
  { country: 'FR', zone: 'Europe/Paris', offset: 1, prefix: '+33 6', names: 'french', weight: 6 },
  { country: 'PL', zone: 'Europe/Warsaw', offset: 1, prefix: '+48 512', names: 'polish', weight: 4 },
  { country: 'GB', zone: 'Europe/London', offset: 0, prefix: '+44 7700', names: 'english', weight: 5 },
  { country: 'US', zone: 'America/New_York', offset: -5, prefix: '+1 212', names: 'english', weight: 5 },
  { country: 'US', zone: 'America/Los_Angeles', offset: -8, prefix: '+1 415', names: 'english', weight: 2 },
  { country: 'IR', zone: 'Asia/Tehran', offset: 3.5, prefix: '+98 912', names: 'persian', weight: 3 },
  { country: 'TR', zone: 'Europe/Istanbul', offset: 3, prefix: '+90 532', names: 'turkish', weight: 2 },
  { country: 'JP', zone: 'Asia/Tokyo', offset: 9, prefix: '+81 90', names: 'japanese', weight: 2 },
]

/** Each name with the form that it has in an address. */
const NAMES = {
  german: [
    ['Anna', 'anna'],
    ['Jörg', 'joerg'],
    ['Käthe', 'kaethe'],
    ['Lukas', 'lukas'],
    ['Mia 🌿', 'mia'],
    ['Müzeyyen', 'muezeyyen'],
    ['Paul', 'paul'],
    ['Rüdiger Weiß', 'ruediger.weiss'],
    ['Sophie', 'sophie'],
    ['Thea von der Höh', 'thea'],
  ],
  french: [
    ['Chloé', 'chloe'],
    ["Anaïs d'Arc", 'anais'],
    ['Hugo', 'hugo'],
  ],
  polish: [
    ['Łukasz', 'lukasz'],
    ['Małgorzata', 'malgorzata'],
  ],
  english: [
    ['Emily', 'emily'],
    ['George', 'george'],
    ["Siobhán O'Brien", 'siobhan'],
    ['Zoë ☕', 'zoe'],
  ],
  persian: [
    ['سارا', 'sara'],
    ['نیلوفر', 'niloofar'],
    ['علی‌رضا', 'alireza'],
  ],
  turkish: [
    ['Gül', 'gul'],
    ['İbrahim', 'ibrahim'],
  ],
  japanese: [
    ['さくら', 'sakura'],
    ['健太', 'kenta'],
  ],
}

/** How many people come back to the shop never, once, twice, … */
const VISITS = [20, 25, 20, 14, 10, 6, 3, 2]

/** How busy the hours of a day are, from midnight on, and the days of a week, from Monday on. */
const HOURS = [2, 1, 1, 1, 1, 2, 5, 9, 12, 14, 14, 13, 15, 14, 12, 12, 13, 15, 18, 22, 24, 20, 12, 6]
const WEEKDAYS = [10, 10, 10, 11, 12, 15, 18]

// ---- Chance

/** The generator mulberry32: numbers from 0 up to, but without, 1. */
function mulberry32(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const random = mulberry32(SEED)
const happens = (probability) => random() < probability
/** A length of time between two others, in whole seconds. */
const between = (least, most) => least + Math.floor((random() * (most - least)) / 1000) * 1000
const pick = (items) => items[Math.floor(random() * items.length)]

/** The index of a weight, chosen as often as the weight says. */
function weighted(weights) {
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0)
  const index = weights.findIndex((weight) => {
    rest -= weight
    return rest < 0
  })
  return index < 0 ? weights.length - 1 : index
}

const pickWeighted = (items) => items[weighted(items.map(({ weight }) => weight))]

// ---- Time

const BUSY_DAYS = Array.from({ length: DAYS }, (_, day) => WEEKDAYS[day % 7])

/** A moment on one of the days, in the rhythm of the day where the person lives. */
function momentOnDay(day, { offset }) {
  const hour = weighted(HOURS)
  return BEGINNING + day * DAY + (hour - offset) * HOUR + between(0, HOUR)
}

/** A moment in the rhythm of days and weeks, after another one; nothing if the log ends before. */
function momentAfter(earliest, place) {
  const from = Math.max(0, Math.floor((earliest - BEGINNING) / DAY) + 1)
  if (from >= DAYS) return undefined
  return momentOnDay(from + weighted(BUSY_DAYS.slice(from)), place)
}

/** A moment in the working hours of the day on which another one falls. */
function atDaytime(moment, { offset }) {
  return Math.floor((moment + offset * HOUR) / DAY) * DAY - offset * HOUR + between(9 * HOUR, 18 * HOUR)
}

/** When mail that is due at a moment goes out: from eight in the morning to nine in the evening. */
function outsideQuietHours(moment, { offset }) {
  const sinceMidnight = (moment + offset * HOUR) % DAY
  if (sinceMidnight < 8 * HOUR) return moment + 8 * HOUR - sinceMidnight
  if (sinceMidnight >= 21 * HOUR) return moment + 32 * HOUR - sinceMidnight
  return moment
}

// ---- The log

const log = []

function note(at, line) {
  if (at < END) log.push({ at, line })
}

function event(person, at, name, payload) {
  note(at, { type: 'event', contact: person, event: name, payload })
}

let carts = 0
let orders = 0

// ---- People

/** Nobody arrives on the last day, which ends at another hour in each place. */
function newPerson() {
  const place = pickWeighted(PLACES)
  return { place, arrival: momentOnDay(weighted(BUSY_DAYS.slice(0, -1)), place) }
}

/** Few people leave everything that we ask for. */
function attributesOf({ place }, number) {
  const [name, address] = pick(NAMES[place.names])
  const known = { name: happens(0.86), email: happens(0.95), phone: happens(0.4), zone: happens(0.85) }
  return {
    ...(known.name && { name }),
    ...(known.email && { email: `${known.name ? address : 'tea.friend'}.${number}@example.com` }),
    ...(known.phone && { phone: `${place.prefix} 555 ${String(number).padStart(4, '0')}` }),
    country: place.country,
    ...(known.zone && { timezone: place.zone }),
    email_opt_in: happens(0.92),
    sms_opt_in: known.phone && happens(0.55),
  }
}

function live({ place, arrival }, number) {
  const id = `c${String(number).padStart(4, '0')}`
  const attributes = attributesOf({ place }, number)
  const { email, email_opt_in: agreed } = attributes
  const person = { id, place, email, mailEnds: email !== undefined && agreed ? END : arrival }
  note(arrival, { type: 'contact', id, attributes })
  arrive(person, arrival)
  const visits = Array.from({ length: weighted(VISITS) }, () => momentAfter(arrival, place))
  for (const at of visits.filter((visit) => visit !== undefined).sort((a, b) => a - b)) visitShop(person, at)
}

/** People sign up on the site, are tagged by the team at the counter, or just come in. */
function arrive(person, at) {
  const atCounter = person.place.country === 'DE' && happens(0.14)
  if (atCounter) note(at, { type: 'tag', contact: person.id, tag: 'new_customer' })
  else {
    if (person.email !== undefined) {
      const source = happens(0.8) ? { source: pick(['footer', 'popup', 'checkout']) } : {}
      event(person.id, at, 'signed_up_for_email', source)
    }
    event(person.id, at + between(2000, 2 * MINUTE), 'page_viewed', { url: `${SHOP}/` })
  }
  readMail(person, outsideQuietHours(at, person.place), 'hello')
}

/** What a mail brings about, if it is sent at all. */
function readMail(person, sentAt, message) {
  if (sentAt >= person.mailEnds) return
  if (happens(0.02)) {
    event(person.id, sentAt + between(MINUTE, 5 * MINUTE), 'bounced', {
      message,
      reason: 'mailbox unavailable',
    })
    return
  }
  const deliveredAt = sentAt + between(5000, 3 * MINUTE)
  event(person.id, deliveredAt, 'delivered', { message })
  if (!happens(0.52)) return
  const openedAt = deliveredAt + between(MINUTE, happens(0.7) ? 8 * HOUR : 3 * DAY)
  event(person.id, openedAt, 'opened', { message })
  if (happens(0.24)) {
    event(person.id, openedAt + between(5000, 2 * MINUTE), 'clicked', {
      message,
      url: `${SHOP}/?from=${message}`,
    })
    event(person.id, openedAt + between(2 * MINUTE, 3 * MINUTE), 'page_viewed', {
      url: `${SHOP}/?from=${message}`,
    })
  } else if (happens(0.05)) {
    person.mailEnds = openedAt + between(MINUTE, HOUR)
    event(person.id, person.mailEnds, 'unsubscribed', { message })
  }
}

/** A few pages, and perhaps a cart, which is bought, left, or left and bought later. */
function visitShop(person, at) {
  event(person.id, at, 'page_viewed', { url: `${SHOP}/` })
  const favourite = pickWeighted(PRODUCTS)
  let now = at
  for (let views = 1 + weighted([40, 30, 20, 10]); views > 0; views--) {
    const product = happens(0.5) ? favourite : pickWeighted(PRODUCTS)
    now += between(20_000, 4 * MINUTE)
    view(person, now, product)
  }
  if (!happens(0.45)) return
  const cart = `cart-${++carts}`
  now += between(MINUTE, 10 * MINUTE)
  // About 69 % of carts are left.
  if (happens(0.31)) buy(person, now, favourite, cart)
  else leaveCart(person, now + between(20 * MINUTE, 40 * MINUTE), favourite, cart)
}

function view(person, at, { name, category }) {
  event(person.id, at, 'product_viewed', { product: name, ...(category && { category }) })
}

function leaveCart(person, at, product, cart) {
  event(person.id, at, 'cart_abandoned', { cart, ...(happens(0.9) && { product: product.name }) })
  if (happens(0.12)) {
    buy(person, at + between(5 * MINUTE, 100 * MINUTE), product, cart)
    return
  }
  const remindedAt = outsideQuietHours(at + 2 * HOUR, person.place)
  readMail(person, remindedAt, 'cart_reminder')
  if (happens(0.18)) buy(person, remindedAt + between(30 * MINUTE, 2 * DAY), product, cart)
}

/** An order and what follows: the delivery, perhaps a review, rarely a refund. */
function buy(person, at, product, cart) {
  const order = `order-${++orders}`
  const pieces = 1 + weighted([70, 22, 8])
  const total = { amount: product.price * pieces, currency: 'EUR' }
  event(person.id, at, 'purchased', { order, cart, product: product.name, total })
  const deliveredAt = atDaytime(at + between(2 * DAY, 5 * DAY), person.place)
  event(person.id, deliveredAt, 'order_delivered', { order, product: product.name })
  if (happens(0.03)) event(person.id, deliveredAt + between(DAY, 6 * DAY), 'refunded', { order, total })
  else if (happens(0.3)) review(person, deliveredAt + between(2 * DAY, 20 * DAY), product)
}

/** The team takes the tag of a bad review away after a call. */
function review(person, at, product) {
  const rating = 1 + weighted([5, 6, 9, 33, 47])
  event(person.id, at, 'review_submitted', { product: product.name, rating })
  if (rating <= 3 && happens(0.5)) {
    note(at + between(2 * HOUR, 40 * HOUR), { type: 'untag', contact: person.id, tag: 'unhappy' })
  }
}

// ---- Writing

function makeLog() {
  const people = Array.from({ length: CONTACTS }, newPerson).sort((a, b) => a.arrival - b.arrival)
  for (const [index, person] of people.entries()) live(person, index + 1)
  // Sorting is stable: what happens at one moment stays in order.
  log.sort((a, b) => a.at - b.at)
  let events = 0
  return log.map(({ at, line }) => {
    const { type, ...rest } = line
    const id = type === 'contact' ? {} : { id: `e${String(++events).padStart(6, '0')}` }
    const time = new Date(at).toISOString().replace('.000Z', 'Z')
    return `${JSON.stringify({ type, ...id, at: time, ...rest })}\n`
  })
}

const [path, ...more] = process.argv.slice(2)
if (path === undefined || path.startsWith('-') || more.length > 0) {
  console.error(
    'Usage: node examples/shop/make-events.mjs FILE.jsonl\n\nWrites the log of events to the file.',
  )
  process.exitCode = 2
} else {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, makeLog().join(''))
}
