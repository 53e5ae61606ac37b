import { type Page, source } from '../page.ts'

/** Names that are declared or imported. */
export const namesPages = {
  'unused-import': {
    why: `An import says what a file needs from others. One that nothing uses sends readers to a file that has nothing to do
      with this one. The fix takes the name out, and the whole line with the last name.`,
    wrong: source`
      import { purchased, refunded } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
  },
  'duplicate-import': {
    why: `One import is enough for the whole file. A second one makes readers look for a difference that there is not.
      Remove either of them.`,
    wrong: source`
      import { purchased } from "std/events"
      import { refunded, purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        exit on refunded
        tag #customer
        delay 30 days
      }
    `,
    right: source`
      import { purchased } from "std/events"
      import { refunded } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        exit on refunded
        tag #customer
        delay 30 days
      }
    `,
  },
  'self-import': {
    why: `What a file declares is known in the whole file, in any order. An import from the file itself says nothing, and is
      mostly left over from a file that was split or renamed.`,
    wrong: source`
      import { customer } from "./main.journey"
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
  },
  'unused-event': {
    why: `An event that no journey, goal or condition names happens without any effect, though somebody may send it to us in
      good faith. Either a journey was meant to listen to it, or it can go. What only a scenario names is not used.`,
    wrong: source`
      contact { points: integer = 0 }

      event joined_club "Joined the club"
      event left_club "Left the club"

      tag member "In the club"

      journey members "Members" {
        start on joined_club where not contact has #member
        tag #member
      }
    `,
    right: source`
      contact { points: integer = 0 }

      event joined_club "Joined the club"
      event left_club "Left the club"

      tag member "In the club"

      journey members "Members" {
        start on joined_club where not contact has #member
        tag #member
        wait for left_club up to 1 year
        untag #member
      }
    `,
  },
  'unused-tag': {
    why: `A tag that nothing adds, removes or asks for marks nobody. Often it is the old name of another tag, or what used it
      was removed. Use it or take it out.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"
      tag client "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
  },
  'unused-message': {
    why: `Somebody wrote this message, and nobody ever gets it. Perhaps the step that should send it was forgotten, or sends
      another message. A message that has done its work can go: the history of the project keeps it.`,
    wrong: source`
      import { purchased } from "std/events"

      contact {
        email: email
        email_opt_in: boolean = false
      }

      channel mail: email { to: contact.email, consent: contact.email_opt_in }

      message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }
      message review via mail { subject: "How is it?", body: "Tell us what you think of your tea." }

      journey after_order "After an order" {
        start on purchased
        send thanks
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact {
        email: email
        email_opt_in: boolean = false
      }

      channel mail: email { to: contact.email, consent: contact.email_opt_in }

      message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }
      message review via mail { subject: "How is it?", body: "Tell us what you think of your tea." }

      journey after_order "After an order" {
        start on purchased
        send thanks
        delay 2 weeks
        send review
      }
    `,
  },
  'unused-channel': {
    why: `Nothing goes out on this channel, so its address, its consent and its quiet hours mean nothing. Either the messages
      meant for it name another channel, or it can go.`,
    wrong: source`
      import { purchased } from "std/events"

      contact {
        email: email
        email_opt_in: boolean = false
      }

      channel mail: email { to: contact.email, consent: contact.email_opt_in }
      channel newsletter: email { to: contact.email, consent: contact.email_opt_in, limit: 1 per 7 days }

      message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }

      journey after_order "After an order" {
        start on purchased
        send thanks
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact {
        email: email
        email_opt_in: boolean = false
      }

      channel mail: email { to: contact.email, consent: contact.email_opt_in }

      message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }

      journey after_order "After an order" {
        start on purchased
        send thanks
      }
    `,
  },
  'tag-never-read': {
    why: `A tag is there to steer something: who comes into a journey, who gets which message. If no start, condition or
      template asks for it, the step that sets it has no effect here. When another system reads the tag, say so in a
      comment that ignores this hint.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased
        tag #customer
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      tag customer "Bought something"

      journey customers "Customers" {
        start on purchased where not contact has #customer
        tag #customer
      }
    `,
  },
  'unused-segment': {
    why: `A segment that no journey asks for divides nobody. Often a condition repeats what the segment says, and could name it
      instead. Use it or take it out.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      segment loyal "Has 100 points" = contact.points >= 100

      tag thanked "Got a present"

      journey presents "Presents" {
        start on purchased where contact.points >= 100 and not contact has #thanked
        tag #thanked
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      segment loyal "Has 100 points" = contact.points >= 100

      tag thanked "Got a present"

      journey presents "Presents" {
        start on purchased where contact in loyal and not contact has #thanked
        tag #thanked
      }
    `,
  },
  'segment-of-strangers': {
    why: `"No order in the last 90 days" is true of former customers, and of everyone who never ordered anything. A letter that
      misses people who were never there is odd. The fix asks first whether it ever happened.
      Segments that yours asks for are looked into; where it can't be told, the rule is silent.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      segment lapsed "Former customers" = no purchased in last 90 days

      tag missed "We miss them"

      journey win_back "Win back" {
        start on enter lapsed where not contact has #missed
        tag #missed
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { points: integer = 0 }

      segment lapsed "Former customers" = any purchased ever and no purchased in last 90 days

      tag missed "We miss them"

      journey win_back "Win back" {
        start on enter lapsed where not contact has #missed
        tag #missed
      }
    `,
  },
} satisfies Record<string, Page>
