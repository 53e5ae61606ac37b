import type { facts } from '../diagnostics/catalog/facts.ts'
import { type Page, source } from './page.ts'

/** What the examples share. The rest is put behind it. */
const withFacts = (rest: string): string =>
  `${source`
    import { opened, purchased } from "std/events"

    enum Market { domestic "At home", export "Abroad" }

    contact {
      market: Market = domestic
      country: country?
      points: integer = 0
      member: boolean = false
    }

    tag reader "Reads our letter"
  `}\n${rest}`

/** J42xx: facts about contacts. */
export const factsPages: Record<keyof typeof facts, Page> = {
  'repeated-member': {
    why: `The members of an enum are told apart by their names. Two of one name would be one value that stands there
      twice.`,
    wrong: source`
      enum Market { domestic, export, domestic }
    `,
    right: source`
      enum Market { domestic, export }
    `,
  },
  'no-members': {
    why: `A field of an enum holds one of its members. Without members there is nothing that it could hold.`,
    wrong: source`
      enum Market { }
    `,
    right: source`
      enum Market { domestic, export }
    `,
  },
  'segment-in-itself': {
    why: `A segment may name other segments in its condition. When the way leads back to where it began, there is no answer
      to the question who is in it.`,
    wrong: withFacts(source`
      segment regulars = count of purchased ever > 5 or contact in friends
      segment friends = contact in regulars or contact has #reader
    `),
    right: withFacts(source`
      segment regulars = count of purchased ever > 5
      segment friends = contact in regulars or contact has #reader
    `),
  },
  'segment-needed': {
    why: `"contact in" asks whether the contact is in a segment, by the segment's name. To ask whether a value is in a
      list, name the field: contact.country in [DE, AT].`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on purchased where contact in [DE, AT]
        tag #reader
      }
    `),
    right: withFacts(source`
      segment neighbours = contact.country exists and contact.country in [DE, AT]

      journey trial "Trial" {
        start on purchased where contact in neighbours
        tag #reader
      }
    `),
  },
  'segment-alone': {
    why: `A segment is a group of people, and no value. Whether somebody belongs to it is asked with "in", as it is asked for
      tags with "has".`,
    wrong: withFacts(source`
      segment lapsed = no purchased in last 90 days

      journey trial "Trial" {
        start on purchased
        exit when lapsed
        tag #reader
      }
    `),
    right: withFacts(source`
      segment lapsed = no purchased in last 90 days

      journey trial "Trial" {
        start on purchased
        exit when contact in lapsed
        tag #reader
      }
    `),
  },
  'no-window': {
    why: `Whether something happened depends on how far back one looks. Every look at what happened says so: "in last 30
      days", "since start", or "ever".`,
    wrong: withFacts(source`
      segment lapsed = no purchased where purchased.total > 20 EUR
    `),
    right: withFacts(source`
      segment lapsed = no purchased where purchased.total > 20 EUR in last 90 days
    `),
  },
  'history-in-history': {
    why: `The condition behind "where" is about one event that happened, at its own time. A look back from there would be a
      look back in time twice over, and few would know what it means. Ask the two questions side by side.`,
    wrong: withFacts(source`
      segment keen = any purchased where any opened in last 3 days in last 30 days
    `),
    right: withFacts(source`
      segment keen = any purchased in last 30 days and any opened in last 3 days
    `),
  },
  'no-start-here': {
    why: `"since start" looks back to the moment at which the contact came into the journey. A segment, a message and the
      starting point itself know no such moment.`,
    wrong: withFacts(source`
      segment keen = any opened since start
    `),
    right: withFacts(source`
      segment keen = any opened in last 30 days
    `),
  },
  'not-about-messages': {
    why: `"in last 5 sent" looks at what became of the last five messages that a contact was sent. It is made for events
      about messages: that they were opened, clicked, delivered, and so on. For other events, say a length of time.`,
    wrong: withFacts(source`
      segment lapsed = no purchased in last 5 sent
    `),
    right: withFacts(source`
      segment lapsed = no opened in last 5 sent and no purchased in last 90 days
    `),
  },
  'not-summable': {
    why: `A sum or an average is made of numbers, percentages or amounts of money. For other fields, "count of" says how
      often something happened, and "latest" what the field held the last time.`,
    wrong: withFacts(source`
      segment buyers = sum of purchased.product ever > 5
    `),
    right: withFacts(source`
      segment buyers = sum of purchased.total ever > 500 EUR
    `),
  },
  'history-not-here': {
    why: `While a scenario runs, the contact's history is kept as far as journeys and segments ask for it, as it is in life.
      An expectation can't ask for more. Expect what comes of it (a message, a tag), or ask for the segment.`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on purchased
        tag #reader
      }

      scenario "a purchase" for trial {
        contact()
        at 2026-03-02 10:00 in "Europe/Berlin"
        purchased(order: "1", product: "mug", total: 20 EUR)
        expect tagged #reader, (any purchased in last 30 days)
      }
    `),
    right: withFacts(source`
      segment buyers = any purchased in last 30 days

      journey trial "Trial" {
        start on purchased
        tag #reader
      }

      scenario "a purchase" for trial {
        contact()
        at 2026-03-02 10:00 in "Europe/Berlin"
        purchased(order: "1", product: "mug", total: 20 EUR)
        expect tagged #reader, contact in buyers
      }
    `),
  },
  'contact-field-needed': {
    why: `"set" changes a field of the contact, and "start on change" listens to one. Events have happened, and what they
      told stays as it is.`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on purchased
        set purchased.total = 20 EUR
      }
    `),
    right: withFacts(source`
      journey trial "Trial" {
        start on purchased
        set contact.points = contact.points + 1
      }
    `),
  },
  'match-not-exhaustive': {
    why: `An enum has so many members, and true-or-false has two values. A "match" over them has a way for each, so that a
      member which is added later is not forgotten; or an "else" for all that have no way of their own. A value that may be
      missing needs an "else", too.`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on purchased
        match contact.market {
          domestic { tag #reader }
        }
      }
    `),
    right: withFacts(source`
      journey trial "Trial" {
        start on purchased
        match contact.market {
          domestic { tag #reader }
          export { untag #reader }
        }
      }
    `),
  },
  'matched-before': {
    why: `The arms of a "match" are tried from top to bottom. A value that stands in two of them always goes the way of
      the first.`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on purchased
        match contact.country {
          DE, AT { tag #reader }
          CH, AT { untag #reader }
          else { }
        }
      }
    `),
    right: withFacts(source`
      journey trial "Trial" {
        start on purchased
        match contact.country {
          DE, AT { tag #reader }
          CH { untag #reader }
          else { }
        }
      }
    `),
  },
  'else-never-taken': {
    why: `When every member has a way of its own, nothing is left over for "else". Without it, a member that is added later
      is an error here until it has a way: that is what one wants of an enum.`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on purchased
        match contact.member {
          true { tag #reader }
          false { untag #reader }
          else { finish }
        }
      }
    `),
    right: withFacts(source`
      journey trial "Trial" {
        start on purchased
        match contact.member {
          true { tag #reader }
          false { untag #reader }
        }
      }
    `),
  },
  'always-in-everyone': {
    why: `"everyone" is the segment that every contact is in from the beginning. A journey that waits for somebody to come
      into it, or to drop out, would never start.`,
    wrong: withFacts(source`
      journey trial "Trial" {
        start on enter everyone
        tag #reader
      }
    `),
    right: withFacts(source`
      segment buyers = any purchased ever

      journey trial "Trial" {
        start on enter buyers
        tag #reader
      }
    `),
  },
}
