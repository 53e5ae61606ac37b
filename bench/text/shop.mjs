/** Templates of mails, by path. */
export const TEMPLATES = ['mails/short.liquid', 'mails/long.liquid', 'mails/letter.liquid']

/** What all journeys share. */
export const SHOP = `import { order_delivered } from "std/events"

/// Everyone who left us an address or a number.
contact {
  name: string?
  email: email?
  phone: phone?
  city: string?
  country: country = DE
  language: language = en
  timezone: timezone?
  birthday: date?
  points: integer = 0
  spent: money<EUR>?
  email_opt_in: boolean = false
  sms_opt_in: boolean = false
}

/// An order was placed and paid.
event order_placed "Bought something" {
  order: string
  /// Missing when someone orders by phone or at the counter.
  cart: string?
  product: string
  total: money<EUR>
  pieces: integer
}

event support_asked "Asked for help" {
  subject: string
  about: string?
}

event shop_visited "Came into a shop" {
  shop: string
  with_friends: boolean
}

event points_earned "Earned points" {
  points: integer
  reason: string
}

tag new_customer "Signed up at the counter"
tag vip "Bought within three weeks of arriving"
tag lapsed "Bought nothing for three months"
tag asked_twice "Was asked for a review twice"
tag gift_giver "Buys for others"

/// Nobody is woken up by us, and nobody hears from us every day.
channel mail: email {
  to: contact.email
  consent: contact.email_opt_in
  quiet: 21:00 to 08:00
  limit: 3 per 7 days
}

/// A text message that comes too late helps nobody, so at night it is left out.
channel sms: sms {
  to: contact.phone
  consent: contact.sms_opt_in
  quiet: 20:00 to 09:00 else skip
  limit: 1 per 7 days
}
`
