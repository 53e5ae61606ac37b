import { expect, test } from 'vitest'
import { PLAIN } from '../../src/cli/style.ts'
import { storyText } from '../../src/cli/why/story-text.ts'
import { tellStory } from '../../src/site/story/tell-story.ts'
import { Lab } from './lab.ts'

/** What the journeys of these tests share. */
const SHOP = `
contact {
  name: string?
  email: email
  country: country
  points: integer = 0
  email_opt_in: boolean = false
  birthday: date?
}
event signed_up "Signed up" { source: string? }
event purchased "Bought something" { order: string, total: money<EUR> }
event cart_left "Left a cart" { cart: string }
tag vip "Bought within a week of arriving"
tag new_customer "Just arrived"
channel mail: email { to: contact.email, consent: contact.email_opt_in }
message hello via mail { subject: "Welcome, {contact.name ?? "friend"}", body: "Good to have you here." }
message offer(discount: percent) via mail { subject: "{discount} off", body: "Come back." }
message thanks via mail { subject: "Thank you", body: "You are a VIP now." }
`
const MONDAY = '2026-03-02T10:00:00+01:00'
const sara: Parameters<Lab['post']>[0] = {
  kind: 'contact',
  contact: 'sara',
  attributes: { name: 'Sara', email: 'sara@example.com', country: 'FR', email_opt_in: true },
}

/** A lab with these journeys in it, in which Sara is known. */
async function shop(journeys: string, at = MONDAY): Promise<Lab> {
  const lab = new Lab(SHOP + journeys, at)
  await lab.post(sara)
  return lab
}

/** Her story as the command tells it, without the line that only says who she is. */
function tell(lab: Lab, { all = true, contact = 'sara' } = {}): string {
  const story = tellStory(contact, { reader: lab.reader, bundle: lab.bundle, now: lab.now })!
  const outside = story.outside.filter(({ text }) => !text.startsWith('We learned: '))
  const text = storyText({ ...story, attributes: [], outside }, { style: PLAIN, width: 100, all })
  return `\n${text.split('\n').slice(1).join('\n').trim()}\n`
}

const WELCOME = `
journey welcome "Welcome" {
  start on signed_up where contact.name exists
  enter once
  goal first_order: purchased within 30 days
  exit when not contact.email_opt_in

  stage subscription {
    send hello
    wait for purchased where purchased.total > 10 EUR up to 7 days { go to conversion }
    if contact.country in [DE, AT] { send offer(discount: 10%) } else { send offer(discount: 15%) as abroad }
    wait for purchased up to 7 days as second_chance { go to conversion }
    finish "did not buy"
  }
  stage conversion { tag #vip send thanks }
}`

test('somebody who waits: what brought her there, and what would move her on', async () => {
  const lab = await shop(WELCOME)
  await lab.event('sara', 'signed_up', { source: 'footer' })
  await lab.until('2026-03-10T10:00:00+01:00')
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    Welcome  inside  welcome/sara#1
      Came in on Mon 2 March 2026, 10:00, on “Signed up”. Now: wait for “Bought something”, up to 7
      days; until Mon 16 March 2026, 10:00 at the latest.  welcome.journey:30

      Mon 2 March 2026
      10:00  • Came in on “Signed up” (source "footer").  welcome.journey:21
               contact.name was "Sara"
             ▸ subscription
             • Was sent hello “Welcome, Sara” via mail to sara@example.com.  welcome.journey:27
      Mon 9 March 2026
      10:00  • 7 days went by without “Bought something” where purchased.total > 10 EUR.
               welcome.journey:28
             • contact.country in [DE, AT]? No.  welcome.journey:29
               contact.country was FR
             • Was sent offer “15% off” via mail to sara@example.com.  welcome.journey:29

      Now
             • Waits for “Bought something”, since Mon 9 March 2026, 10:00 (1 day).  welcome.journey:30
             • As soon as “Bought something” happens, it goes on with: tag #vip, Bought within a week of
               arriving.  welcome.journey:33
             • Otherwise, on Mon 16 March 2026, 10:00, the run ends: “did not buy”.  welcome.journey:31
             • Would leave the journey when not contact.email_opt_in.
               contact.email_opt_in is true
             • The goal first_order (“Bought something”) can still be reached, until Wed 1 April 2026,
               10:00.
    "
  `)
})

test('somebody who bought: which event it was, and what it brought about', async () => {
  const lab = await shop(WELCOME)
  await lab.event('sara', 'signed_up')
  await lab.until('2026-03-04T12:30:00+01:00')
  await lab.event('sara', 'opened', { message: 'hello' })
  await lab.event('sara', 'purchased', { order: 'o-1', total: { amount: 1850, currency: 'EUR' } })
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    #vip

    Welcome  finished  welcome/sara#1
      Came in on Mon 2 March 2026, 10:00, on “Signed up”, and finished on Wed 4 March 2026, 12:30.

      Mon 2 March 2026
      10:00  • Came in on “Signed up”.  welcome.journey:21
               contact.name was "Sara"
             ▸ subscription
             • Was sent hello “Welcome, Sara” via mail to sara@example.com.  welcome.journey:27
      Wed 4 March 2026
      12:30  • Opened hello.
             • Reached the goal first_order.
             • “Bought something” happened after 2 days (order "o-1", total 18.50 EUR).
               welcome.journey:28
               purchased.total was 18.50 EUR
             ▸ conversion
             • The tag #vip (Bought within a week of arriving) was added.  welcome.journey:33
             • Was sent thanks “Thank you” via mail to sara@example.com.  welcome.journey:33
             • Came to the end of the journey.
    "
  `)
})

test('what happened, and is not what the wait is for', async () => {
  const lab = await shop(WELCOME)
  await lab.event('sara', 'signed_up')
  await lab.until('2026-03-04T12:30:00+01:00')
  await lab.event('sara', 'purchased', { order: 'o-1', total: { amount: 850, currency: 'EUR' } })
  const [chapter] = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now })!.chapters
  expect(chapter!.past.at(-1)).toMatchObject({
    text: '“Bought something” happened (order "o-1", total 8.50 EUR), but that is not what the wait is for: where purchased.total > 10 EUR.',
    because: ['purchased.total was 8.50 EUR'],
  })
})

test('somebody who was sent away: by what, and who may not come in', async () => {
  const lab = await shop(WELCOME)
  await lab.event('sara', 'signed_up')
  await lab.event('sara', 'signed_up')
  await lab.until('2026-03-04T12:30:00+01:00')
  await lab.event('sara', 'unsubscribed', { message: 'hello' })
  await lab.until('2026-04-04T12:30:00+02:00')
  await lab.event('sara', 'signed_up')
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    Welcome  left  welcome/sara#1
      Came in on Mon 2 March 2026, 10:00, on “Signed up”, and left before the end on Wed 4 March 2026,
      12:30.

      Mon 2 March 2026
      10:00  • Came in on “Signed up”.  welcome.journey:21
               contact.name was "Sara"
             ▸ subscription
             • Was sent hello “Welcome, Sara” via mail to sara@example.com.  welcome.journey:27
      Wed 4 March 2026
      12:30  • Unsubscribed through hello.
             • Left the journey when not contact.email_opt_in.  welcome.journey:28
               contact.email_opt_in was false

    Besides
      Mon 2 March 2026
      10:00  • Was not let into “Welcome” (on “Signed up”, where contact.name exists): was inside
               already.  welcome.journey:21
      Sat 4 April 2026
      12:30  • Was not let into “Welcome” (on “Signed up”, where contact.name exists): was there before,
               and may enter once.  welcome.journey:21
    "
  `)
})

test.each([
  [
    'once',
    'enter once',
    2,
    'Was not let into “J” (on tag #vip, Bought within a week of arriving): was there before, and may enter once.',
  ],
  [
    'too soon',
    'enter again after 30 days',
    2,
    'Was not let into “J” (on tag #vip, Bought within a week of arriving): the last entry was less than 30 days ago.',
  ],
  [
    'an exit',
    'exit when contact.points < 5',
    1,
    'Was not let into “J” (on tag #vip, Bought within a week of arriving): what would end the run held already: exit when contact.points < 5.',
  ],
])('somebody who is not let in: %s', async (_, rule, times, refused) => {
  const lab = await shop(`journey j "J" { start on tag #vip ${rule} send hello }`)
  for (let time = 0; time < times; time++) {
    await lab.post({ kind: 'tag', contact: 'sara', tag: 'vip' })
    await lab.post({ kind: 'untag', contact: 'sara', tag: 'vip' })
  }
  const story = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now })!
  expect(story.outside.filter(({ topic }) => topic === 'refuse').map(({ text }) => text)).toEqual([refused])
})

test('every kind of start', async () => {
  const lab = await shop(`
segment lapsed "Few points" = contact.points < 10
journey by_tag "By tag" { start on tag #new_customer enter journey by_journey }
journey by_journey "By journey" { start manually send hello }
journey by_change "By change" { start on change contact.country to DE send hello }
journey by_segment "By segment" { start on leave lapsed send hello }
journey by_time "By time" { start every day at 09:00 send hello delay 1 day }
journey by_key "By key" { start on cart_left key cart_left.cart delay 2 hours send hello }`)
  await lab.post({ kind: 'start', contact: 'sara', journey: 'by_journey' })
  await lab.until('2026-03-02T11:00:00+01:00')
  await lab.post({ kind: 'tag', contact: 'sara', tag: 'new_customer' })
  await lab.post({ kind: 'contact', contact: 'sara', attributes: { country: 'DE', points: 12 } })
  await lab.event('sara', 'cart_left', { cart: 'c-7' })
  await lab.until('2026-03-03T10:00:00+01:00')
  const { chapters } = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now })!
  expect(chapters.map(({ title, past }) => `${title}: ${past[0]!.text}`).sort()).toMatchInlineSnapshot(`
    [
      "By change: Came in when contact.country changed to DE.",
      "By journey: Came in by hand.",
      "By journey: Came in from the journey “By tag”.",
      "By key: Came in on “Left a cart” (cart "c-7"). This run is for cart_left.cart "c-7".",
      "By segment: Came in on leaving “Few points”.",
      "By tag: Came in when #new_customer was added.",
      "By time: Came in by the calendar, every day at 09:00.",
    ]
  `)
})

test('every way of steering, with the facts', async () => {
  const lab = await shop(`
journey ways "Ways" {
  start on purchased
  if contact has #vip or contact.points >= 100 and purchased.total > 5 EUR { finish "never" }
  match contact.country { DE { finish "German" } FR { tag #new_customer } else { finish "elsewhere" } }
  split test { 100% everybody { set contact.points = contact.points + 5 } 0% nobody { finish "no" } }
  if any cart_left in last 30 days { finish "left" }
  if no purchased since start { tag #vip }
  repeat up to 2 times until contact.points > 100 { send hello delay 2 days }
  wait for cart_left up to 1 day
  wait until contact.points >= 50 up to 1 day as enough { finish "rich" } else { delay until 09:00 }
}`)
  await lab.event('sara', 'purchased', { order: 'o-1', total: { amount: 1850, currency: 'EUR' } })
  await lab.until('2026-03-12T10:00:00+01:00')
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    #new_customer · #vip

    Ways  finished  ways/sara#1
      Came in on Mon 2 March 2026, 10:00, on “Bought something”, and finished on Mon 9 March 2026,
      09:00.

      Mon 2 March 2026
      10:00  • Came in on “Bought something” (order "o-1", total 18.50 EUR).  welcome.journey:21
             • contact has #vip or contact.points >= 100 and purchased.total > 5 EUR? No.
               welcome.journey:22
               contact did not have #vip · contact.points was 0 · purchased.total was 18.50 EUR
             • contact.country? FR.  welcome.journey:23
             • The tag #new_customer (Just arrived) was added.  welcome.journey:23
             • Drawn into everybody (100%) of the split test. The draw of a contact never changes.
               welcome.journey:24
             • contact.points became 5.  welcome.journey:24
             • any cart_left in last 30 days? No.  welcome.journey:25
               cart_left never happened
             • no purchased since start? Yes.  welcome.journey:26
               purchased last happened on Mon 2 March 2026, 10:00
             • The tag #vip (Bought within a week of arriving) was added.  welcome.journey:26
             • Another round begins (at most 2, until contact.points > 100).  welcome.journey:27
               contact.points was 5
             • Was sent hello “Welcome, Sara” via mail to sara@example.com.  welcome.journey:27
      Wed 4 March 2026
      10:00  • Waited 2 days (delay 2 days).  welcome.journey:27
             • Another round begins (at most 2, until contact.points > 100).  welcome.journey:27
               contact.points was 5
             • Was sent hello “Welcome, Sara” via mail to sara@example.com.  welcome.journey:27
      Fri 6 March 2026
      10:00  • Waited 2 days (delay 2 days).  welcome.journey:27
             • The rounds are over (at most 2, until contact.points > 100).  welcome.journey:27
               contact.points was 5
      Sat 7 March 2026
      10:00  • 1 day went by without “Left a cart”.  welcome.journey:28
      Sun 8 March 2026
      10:00  • 1 day went by, and contact.points >= 50 did not come true.  welcome.journey:29
               contact.points was 5
      Mon 9 March 2026
      09:00  • Waited 23 hours (delay until 09:00).  welcome.journey:29
             • Came to the end of the journey.
    "
  `)
})

const SENDS = `
channel night: email { to: contact.email, quiet: 21:00 to 08:00 }
channel rare: email { to: contact.email, limit: 1 per 7 days }
channel hush: email { to: contact.email, quiet: 21:00 to 08:00 else skip }
message late via night { subject: "Late", body: "…" }
message seldom via rare { subject: "Seldom", body: "…" }
message hushed via hush { subject: "Hushed", body: "…" }
`

test('messages that were not sent, and why', async () => {
  const lab = await shop(`${SENDS}
journey sends "Sends" {
  start manually
  if contact.name exists {
    send hello
    send seldom
    send seldom as again
    send hushed
    send late
    send thanks
  }
}`)
  lab.deliver = ({ message }) =>
    message === 'thanks' ? { ok: false, reason: '550 no such mailbox' } : { ok: true }
  await lab.post({ kind: 'contact', contact: 'sara', attributes: { email_opt_in: false } })
  await lab.until('2026-03-02T22:00:00+01:00')
  await lab.post({ kind: 'start', contact: 'sara', journey: 'sends' })
  expect(tell(lab), 'in the night').toMatchInlineSnapshot(`
    "
    Sends  inside  sends/sara#1
      Came in on Mon 2 March 2026, 22:00, by hand. Now: send late, “Late”; until Tue 3 March 2026,
      08:00.  welcome.journey:34

      Mon 2 March 2026
      22:00  • Came in by hand.  welcome.journey:28
             • contact.name exists? Yes.  welcome.journey:29
               contact.name was "Sara"
             • hello was held back: there is no consent (contact.email_opt_in).  welcome.journey:30
               contact.email_opt_in was false
             • Was sent seldom “Seldom” via rare to sara@example.com.  welcome.journey:31
             • seldom was held back: the limit of rare, 1 per 7 days, was used up.  welcome.journey:32
             • hushed was held back: it was quiet (21:00 to 08:00), and the channel does not write
               later.  welcome.journey:33

      Now
             • Send late waits for the end of quiet hours (21:00 to 08:00): Tue 3 March 2026, 08:00.
               welcome.journey:34
    "
  `)
  await lab.post({ kind: 'contact', contact: 'sara', attributes: { email_opt_in: true } })
  await lab.until('2026-03-03T12:00:00+01:00')
  expect(tell(lab), 'the next day').toMatchInlineSnapshot(`
    "
    Sends  finished  sends/sara#1
      Came in on Mon 2 March 2026, 22:00, by hand, and finished on Tue 3 March 2026, 08:00.

      Mon 2 March 2026
      22:00  • Came in by hand.  welcome.journey:28
             • contact.name exists? Yes.  welcome.journey:29
               contact.name was "Sara"
             • hello was held back: there is no consent (contact.email_opt_in).  welcome.journey:30
               contact.email_opt_in was false
             • Was sent seldom “Seldom” via rare to sara@example.com.  welcome.journey:31
             • seldom was held back: the limit of rare, 1 per 7 days, was used up.  welcome.journey:32
             • hushed was held back: it was quiet (21:00 to 08:00), and the channel does not write
               later.  welcome.journey:33
             • late had to wait for the end of quiet hours (21:00 to 08:00), until Tue 3 March 2026,
               08:00.  welcome.journey:34
      Tue 3 March 2026
      08:00  • Was sent late “Late” via night to sara@example.com.  welcome.journey:34
             • thanks “Thank you” could not be sent: 550 no such mailbox.  welcome.journey:35
             • Came to the end of the journey.
    "
  `)
})

test.each([
  ['dead', ''],
  ['waiting', ' It is being tried again.'],
  ['done', ' It was tried again by hand, and sent.'],
  ['withheld', ' It was tried again by hand, and held back.'],
] as const)('a dead letter that is %s in the end', async (state, end) => {
  const lab = await shop('journey j "J" { start manually send hello delay 1 day }')
  lab.deliver = () => ({ ok: false, reason: '550 no such mailbox' })
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  lab.delivery('j/sara#1/send hello/1', { state })
  const told = tell(lab).replace(/\s+/g, ' ')
  expect(told).toContain(`could not be sent: 550 no such mailbox.${end} welcome.journey`)
})

test('a provider that has not taken a message yet, and one that was held back in the end', async () => {
  const lab = await shop('journey j "J" { start manually send hello delay 1 day }')
  lab.deliver = () => undefined
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  const key = 'j/sara#1/send hello/1'
  lab.delivery(key, { attempts: 2, reason: '451 greylisted, try later', due: lab.now + 3_600_000 })
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    J  inside  j/sara#1
      Came in on Mon 2 March 2026, 10:00, by hand. Now: send hello, “Welcome, {contact.name ??
      "friend"}”.  welcome.journey:19

      Mon 2 March 2026
      10:00  • Came in by hand.  welcome.journey:19

      Now
             • Waits for hello “Welcome, Sara” to be taken. It was tried 2 times: 451 greylisted, try
               later. The next try is on Mon 2 March 2026, 11:00.  welcome.journey:19
    "
  `)
  await lab.post({
    kind: 'outcome',
    contact: 'sara',
    key,
    ok: false,
    reason: 'withdrawn',
    withheld: 'consent',
  })
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    J  inside  j/sara#1
      Came in on Mon 2 March 2026, 10:00, by hand. Now: delay 1 day; until Tue 3 March 2026, 10:00.
      welcome.journey:19

      Mon 2 March 2026
      10:00  • Came in by hand.  welcome.journey:19
             • hello was held back: there is no consent (contact.email_opt_in).  welcome.journey:19
               contact.email_opt_in was true

      Now
             • Waits since Mon 2 March 2026, 10:00 (a moment): delay 1 day.  welcome.journey:19
             • On Tue 3 March 2026, 10:00, the run ends.
    "
  `)
})

test('what is asked of others than the contact', async () => {
  const lab = await shop(`
department sales "The sales people" { email: "sales@example.com" }
event reached "Reached a level" { level: integer }
action make_coupon(percent: percent): { code: string } from "./actions.ts"
journey asks "Asks" {
  start manually
  notify sales "Call {contact.name ?? "them"}"
  emit reached(level: 2)
  call make_coupon(percent: 10%) as coupon else { finish "no coupon" }
  if coupon.code == "X" { finish "X" }
  call make_coupon(percent: 20%) as second else { finish "no second coupon" }
}`)
  await lab.post({ kind: 'start', contact: 'sara', journey: 'asks' })
  await lab.post({
    kind: 'result',
    contact: 'sara',
    action: 'make_coupon',
    ok: true,
    values: { code: 'TEA10' },
  })
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    Asks  inside  asks/sara#1
      Came in on Mon 2 March 2026, 10:00, by hand. Now: call make_coupon(percent: 20%).
      welcome.journey:29

      Mon 2 March 2026
      10:00  • Came in by hand.  welcome.journey:24
             • Told “The sales people”: “Call Sara”.  welcome.journey:25
             • Made reached happen.  welcome.journey:26
             • Called make_coupon, which answered code "TEA10".  welcome.journey:27
             • coupon.code == "X"? No.  welcome.journey:28
               coupon.code was "TEA10"

      Now
             • Waits for the answer of make_coupon.  welcome.journey:29
    "
  `)
  const { hold } = lab.reader.contact('sara')!.runs[0]!
  lab.delivery(hold?.kind === 'calling' ? hold.key : '', {
    state: 'answering',
    due: lab.now + 7 * 86_400_000,
  })
  expect(tell(lab).replace(/\s+/g, ' ')).toContain(
    'Waits for the answer of make_coupon, until Mon 9 March 2026, 10:00: without one the call has failed then.',
  )
  await lab.post({
    kind: 'result',
    contact: 'sara',
    action: 'make_coupon',
    ok: false,
    reason: 'out of coupons',
  })
  expect(tell(lab)).toContain('The call of make_coupon failed: out of coupons.')
  expect(tell(lab)).toContain('Finished: “no second coupon”.')
})

test('somebody who is held out', async () => {
  const lab = await shop(
    'journey j "J" { start manually holdout 99% goal g: purchased within 30 days send hello }',
  )
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    J  held out  j/sara#1
      Came in on Mon 2 March 2026, 10:00, by hand, and is held out: only goals are counted.

      Mon 2 March 2026
      10:00  • Came in by hand.  welcome.journey:19
             • Belongs to the 99% who are held out: gets no steps, and only goals are counted.

      Goals
             • The goal g (“Bought something”) can still be reached, until Wed 1 April 2026, 10:00.
    "
  `)
})

test('waiting for more than one thing, without a limit', async () => {
  const lab = await shop(`
journey j "J" {
  start manually
  exit on untag #vip
  goal sale: purchased
  wait forever {
    on purchased where purchased.total > 50 EUR { send thanks }
    on cart_left { finish "left" }
  }
}`)
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  expect(tell(lab)).toMatchInlineSnapshot(`
    "
    J  inside  j/sara#1
      Came in on Mon 2 March 2026, 10:00, by hand. Now: wait for “Bought something” or “Left a cart”,
      forever.  welcome.journey:24

      Mon 2 March 2026
      10:00  • Came in by hand.  welcome.journey:21

      Now
             • Waits for “Bought something” where purchased.total > 50 EUR or “Left a cart”, since Mon 2
               March 2026, 10:00 (a moment).  welcome.journey:24
             • As soon as “Bought something” where purchased.total > 50 EUR happens, it goes on with:
               send thanks, “Thank you”.  welcome.journey:25
             • As soon as “Left a cart” happens, the run ends: “left”.  welcome.journey:26
             • There is no limit: it waits as long as it takes.
             • Would leave the journey on untag #vip.
             • The goal sale (“Bought something”) can be reached while the run is live.
    "
  `)
})

test('those who are over in a line, unless all is asked for', async () => {
  const lab = await shop(`
journey short "Short" { start on purchased finish "done" }
journey long "Long" { start on purchased delay 5 days }`)
  await lab.event('sara', 'purchased', { order: 'o-1', total: { amount: 1850, currency: 'EUR' } })
  expect(tell(lab, { all: false })).toMatchInlineSnapshot(`
    "
    Long  inside  long/sara#1
      Came in on Mon 2 March 2026, 10:00, on “Bought something”. Now: delay 5 days; until Sat 7 March
      2026, 10:00.  welcome.journey:21

      Mon 2 March 2026
      10:00  • Came in on “Bought something” (order "o-1", total 18.50 EUR).  welcome.journey:21

      Now
             • Waits since Mon 2 March 2026, 10:00 (a moment): delay 5 days.  welcome.journey:21
             • On Sat 7 March 2026, 10:00, the run ends.

    Short  finished  short/sara#1
      Came in on Mon 2 March 2026, 10:00, on “Bought something”, and finished at once: “done”.

    --all tells the runs that are over step by step, too.
    "
  `)
})

test('a run stays on its version, and is told by that', async () => {
  const lab = await shop('journey j "J" { start manually delay 5 days send hello }')
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  lab.deploy(`${SHOP} journey j "J, anew" { start manually delay 9 days send thanks }`)
  const [chapter] = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now })!.chapters
  expect(chapter).toMatchObject({ title: 'J', earlier: true })
  expect(chapter!.present.map(({ text }) => text)).toContain(
    'On Sat 7 March 2026, 10:00, it goes on with: send hello, “Welcome, {contact.name ?? "friend"}”.',
  )
})

test('a run that was taken to a new version is told by both', async () => {
  const lab = await shop('journey j "J" { start manually delay 5 days as pause send hello }')
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  lab.deploy(
    `${SHOP} journey j "J, anew" { start manually delay 9 days as rest send thanks } moved j.pause to j.rest`,
  )
  await lab.until('2026-03-03T12:00:00+01:00')
  await lab.post({ kind: 'migrate', contact: 'sara' })
  const [chapter] = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now })!.chapters
  expect(chapter).toMatchObject({ title: 'J, anew', earlier: false, node: 'rest' })
  expect(chapter!.past.map(({ text }) => text)).toEqual([
    'Came in by hand.',
    'Was taken to a new version of the journey, and now stands at: delay 9 days.',
  ])
})

test('without the beginning of the log, only what is sure is told as a fact', async () => {
  const lab = await shop(`
journey j "J" {
  start manually
  delay 1 day
  if contact.country == DE or contact.points > 5 or contact has #vip { finish "yes" }
  delay 1 day
}`)
  await lab.post({ kind: 'start', contact: 'sara', journey: 'j' })
  await lab.until('2026-03-03T12:00:00+01:00')
  await lab.post({ kind: 'contact', contact: 'sara', attributes: { country: 'DE' } })
  const story = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now, most: 2 })!
  expect(story.shortened).toBe(true)
  expect(story.chapters[0]!.past.find(({ topic }) => topic === 'ask')?.because).toEqual([
    'contact.points was 0',
    'contact did not have #vip',
  ])
})

test('of whom nothing is known there is no story', async () => {
  const lab = await shop('journey j "J" { start manually send hello }')
  expect(tellStory('nobody', { reader: lab.reader, bundle: lab.bundle, now: lab.now })).toBeUndefined()
})

test('somebody without an address', async () => {
  const lab = await shop('journey j "J" { start manually send hello }')
  await lab.post({ kind: 'contact', contact: 'tom', attributes: {} })
  await lab.post({ kind: 'start', contact: 'tom', journey: 'j' })
  expect(tell(lab, { contact: 'tom' })).toMatchInlineSnapshot(`
    "
    J  finished  j/tom#1
      Came in on Mon 2 March 2026, 10:00, by hand, and finished at once.

      Mon 2 March 2026
      10:00  • Came in by hand.  welcome.journey:19
             • hello was held back: there is no address, or a value that it needs is missing.
               welcome.journey:19
               contact.email was not known
             • Came to the end of the journey.

    Besides
      Mon 2 March 2026
      10:00  • Something is wrong: R2009 The contact has no "email", "country". Give it a value, or
               declare the field as one that may be missing, with "?".
    "
  `)
})
