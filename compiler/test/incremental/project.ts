/** A small project in which files depend on each other in every way: through imports, the contact, templates, names. */
export const project: Readonly<Record<string, string>> = {
  'shop/contact.journey': `import { Market } from "../base/market.journey"

/// Everyone we may write to.
contact {
  name: string?
  email: email?
  phone: phone?
  market: Market = domestic
  country: country = DE
  points: integer = 0
  opted_in: boolean = false
}
`,
  'base/market.journey': `enum Market "Where" { domestic "At home", export "Abroad" }

stages short "Short" { first "First" asks "Who?", last }
`,
  'base/events.journey': `import { Market } from "./market.journey"

/// Something was bought.
event bought "Bought" {
  order: string
  total: money<EUR>
  cart: string?
  where_to: Market
}

event asked { about: string? }

tag vip "Very important"
tag seen "Was seen"
department sales "Sales" { email: "sales@example.com" }
action make_coupon(percent: percent): { code: string, until: date? } from "./actions.ts"
`,
  'base/people.journey': `import { bought } from "./events.journey"
import { vip } from "./events.journey"

segment buyers "Bought lately" = any bought in last 90 days
segment lapsed "Gone" = contact has #vip and not contact in buyers and contact.email exists

persona sara "Sara, 31" {
  share: 30%
  contact(name: "Sara", country: DE)
  does bought 12% within 7 days with (order: "1", total: 3 EUR, where_to: domestic)
}
`,
  'base/channels.journey': `channel mail: email {
  to: contact.email
  consent: contact.opted_in
  limit: 3 per 7 days
}

channel sms: sms { to: contact.phone, consent: contact.opted_in }
channel booth: store { }
`,
  'base/messages.journey': `import { mail, sms } from "./channels.journey"

message offer(discount: percent, code: string?) via mail {
  subject: "{discount} off"
  body: file("offer.liquid")
  purpose: sell
}

message hello via mail {
  subject: "Hello {contact.name ?? "you"}"
  body: "Good to see you."
  when contact.market == export { body: "Welcome from abroad." }
}

message again(discount: percent, code: string?) via mail { subject: "Again", body: file("offer.liquid") }

message short(text: string) via sms { body: "{text}" }
`,
  'base/offer.liquid':
    'Take {{ discount }} off{% if code %} with {{ code }}{% endif %}, {{ contact.name | default: "you" }}.\n',
  'welcome.journey': `import { bought, vip, seen, make_coupon, sales } from "./base/events.journey"
import { hello, offer as best_offer } from "./base/messages.journey"
import { lapsed } from "./base/people.journey"
import { short } from "./base/market.journey"

journey welcome "Welcome" {
  follows short
  start on bought where contact.email exists and bought.total > 10 EUR as first_buy
  start manually
  enter once
  goal again: bought within 30 days
  exit when not contact.opted_in or contact in lapsed

  stage first {
    tag #seen
    if contact.email exists {
      send hello
    }
    wait for bought up to 7 days { go to last } else { notify sales "Nothing from {contact.name ?? "them"}" }
    match contact.market {
      domestic { delay 1 day }
      export { delay 2 days }
    }
    call make_coupon(percent: 10%) as coupon
  }
  stage last {
    if contact.email exists and contact has #seen { send best_offer(discount: 10%) }
    tag #vip
    finish "done"
  }
}
`,
  'back.journey': `import { lapsed } from "./base/people.journey"
import { again, short } from "./base/messages.journey"
import { asked, vip } from "./base/events.journey"
import { welcome } from "./welcome.journey"
import { opened } from "std/events"

journey back "Come back" {
  start on enter lapsed
  start on asked where asked.about exists
  enter again after 30 days
  if contact.phone exists { send short(text: "Come back") }
  if contact.email exists { send again(discount: 5%) }
  wait for opened up to 2 days
  split half {
    50% one { enter journey welcome }
    50% two { untag #vip }
  }
}

moved back.gone to finish
`,
  'scenarios.journey': `import { welcome } from "./welcome.journey"
import { bought, vip } from "./base/events.journey"
import { hello, offer } from "./base/messages.journey"
import { sara } from "./base/people.journey"
import { booth } from "./base/channels.journey"
import { sales } from "./base/events.journey"
import { short } from "./base/market.journey"

scenario "buys again" for welcome {
  contact(email: "sara@example.com", opted_in: true)
  at 2026-03-02 10:00 in "Europe/Berlin"
  bought(order: "1", total: 20 EUR, where_to: domestic)
  expect sent hello, waiting at "first/wait bought"
  after 1 day
  bought(order: "2", total: 30 EUR, where_to: export)
  expect sent offer with (discount: 10%), tagged #vip, finished "done", goal again
}

scenario "comes as Sara" for welcome {
  as sara
  at 2026-03-02 10:00 in "Europe/Berlin"
  start manually
  after 8 days
  expect not sent hello
}

map shop "How" {
  follows short
  runs welcome
  stage first {
    touchpoint counter via booth by sales { pain "Slow", idea "Fast" }
    kpi reach: count of bought, target >= 10
    kpi done: reached again / entered first
  }
}
`,
}
