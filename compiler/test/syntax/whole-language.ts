/** A text with everything that can be written, for tests that change it, cut it off or print it. */
export const wholeLanguage = `import { purchased, opened as seen } from "std/events"

/// Where we sell.
enum Market "Where" { domestic "At home", export "Abroad" }

segment lapsed "No purchase in 90 days" =
  no purchased in last 90 days and contact.market == domestic and not contact in everyone

contact {
  email: email?
  market: Market = domestic
  birthday: date?
  points: integer = 0
  country: country
}

tag vip "Very important"
event reached "Reached a level" { level: integer }
channel mail: email { to: contact.email, quiet: 21:00 to 08:00 else skip, limit: 3 per 7 days }

message offer(discount: percent) via mail {
  subject: "{discount} off"
  body: file("mails/offer.liquid")
  purpose: sell
  when contact.country == DE {
    subject: "{discount} weniger"
    body: "…"
  } else {
    body: "{discount} off, {contact.points + 1}"
  }
}

department sales "Sales" { email: "sales@example.com" }
action make_coupon(percent: percent): { code: string, until: date? } from "./actions.ts"
campaign spring "Spring" { from: 2026-03-01, to: 2026-05-31 }
stages short "Short" { first "First" asks "Who?", last loops to first }

persona sara "Sara, 31" {
  share: 30%
  contact(country: DE)
  age: "25–40"
  learns: [reels, word_of_mouth]
  does purchased 12% within 7 days with (product: "mug")
  opens: 45%
}

journey welcome "Welcome" {
  follows short
  start on purchased where any seen since start key purchased.order as bought
  start on enter lapsed
  start on change contact.country to DE
  start at contact.birthday - 3 days at 09:00, once
  start at 2026-11-27 08:00 for lapsed
  start every year on 21 March at 09:00 for everyone
  enter again after 30 days
  holdout 5%
  goal buy: purchased where purchased.total > 10 EUR within 30 days
  exit when count of purchased in last 1 year >= 3 or no opened in last 5 sent
  exit on tag #vip

  stage first {
    delay until monday at 09:00
    delay until next contact.birthday, if past skip as party
    match contact.market {
      domestic, export { send offer(discount: 10%) else { finish } }
      else { tag #vip }
    }
    split offer_test {
      50% discount { send offer(discount: 10%) }
      50% control
    }
    repeat up to 3 times until any purchased since start {
      wait up to 3 days { on purchased as it { finish } until contact.points > 3 } else { untag #vip }
    }
    if sum of purchased.total ever > 20 EUR { go to last } else if started by bought { finish "why" }
  }

  stage last {
    set contact.points = contact.points + 1
    call make_coupon(percent: 10%) as coupon else { finish }
    notify sales "Call {contact.email ?? "them"}"
    emit reached(level: 2)
    enter journey welcome
  }
}

map shop "How people come to love our mugs" {
  follows short
  personas sara
  runs welcome

  stage first {
    plan "Two short videos a week"
    result spring "18 videos"
    touchpoint reel "Reel" via instagram by sales before sale for lapsed {
      emotion: -2 assumed
      evidence: "12 of 15" anecdotal
      pain "14 fields"
      idea "Fewer fields"
    }
    kpi reach: 1 - sent offer / entered first + average of purchased.total, target >= 10_000 for lapsed
  }
  handoff reel to parcel { owner: "Sam", within: 1 day }
}

moved welcome.old to welcome."last/wait purchased"
moved welcome.older to stage last
moved welcome.oldest to finish

scenario "it works" for welcome {
  as sara
  at 2026-03-02 10:00 in "Europe/Berlin"
  take control of offer_test
  fail call make_coupon
  purchased(order: "1", total: 20 EUR)
  after 2 days
  expect called make_coupon times 1 with (percent: 10%), notified sales, not sent offer
  expect latest purchased.total ever == 20 EUR
}
`
