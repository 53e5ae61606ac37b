import type { flow } from '../diagnostics/catalog/flow.ts'
import { type Page, source } from './page.ts'

/** A project with a contact, a tag and an event that comes with it. The journey is put behind it. */
const withContact = (journey: string): string =>
  `${source`
    import { purchased } from "std/events"

    contact {
      email: email?
      member: boolean = false
    }

    tag reader "Reads our letter"
  `}\n${journey}`

/** A project with a message to send. The journey is put behind it. */
const withMail = (journey: string): string =>
  `${source`
    contact { email: email? }

    channel mail: email { to: contact.email }

    message hello via mail { subject: "Welcome", body: "Good to have you here." }
  `}\n${journey}`

/** J40xx: journeys, their header and their steps. */
export const flowPages: Record<keyof typeof flow, Page> = {
  'header-in-body': {
    why: `The lines that say who comes in, who leaves and what the aim is hold for the whole journey. They stand together
      at its head, where a reader looks for them, and not between the steps. Move the line up.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        tag #reader
        enter once
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        enter once
        tag #reader
      }
    `),
  },
  'stage-inside': {
    why: `A stage is a chapter of the journey, and chapters don't stand inside of each other or inside of a block. Close
      the block before it. To get to a stage from inside of a block, write "go to".`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        stage greeting {
          delay 1 day
          stage habit {
            tag #reader
          }
        }
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        stage greeting {
          delay 1 day
        }
        stage habit {
          tag #reader
        }
      }
    `),
  },
  'step-outside-stage': {
    why: `A journey is either a list of steps or a list of stages. With stages, every step belongs to one of them, so that
      it is always clear in which stage a contact is. Move the step into the stage before or after it.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        delay 1 day
        stage habit {
          tag #reader
        }
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        stage habit {
          delay 1 day
          tag #reader
        }
      }
    `),
  },
  'no-start': {
    why: `Without a starting point nobody ever comes into the journey. Say at its head what lets people in: an event, a tag,
      or "start manually" for a journey that is started by hand.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        tag #reader
      }
    `),
  },
  'too-many-starts': {
    why: `A journey that people enter in more than three ways is hard to follow, and its steps have little in common that
      they can rely on. Write a second journey, or give everyone a tag first and start on that.`,
    wrong: withContact(source`
      tag fan "Likes us"

      journey welcome "Welcome" {
        start on purchased
        start on tag #reader
        start on tag #fan
        start manually
        finish
      }
    `),
    right: withContact(source`
      tag fan "Likes us"

      journey welcome "Welcome" {
        start on purchased
        start on tag #reader
        start on tag #fan
        finish
      }
    `),
  },
  'repeated-header': {
    why: `Of this line there can be only one in a journey, since two would contradict each other. Keep the one that is
      meant.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        enter once
        enter again after 30 days
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        enter again after 30 days
        tag #reader
      }
    `),
  },
  'no-steps': {
    why: `People would come in and leave at once, with nothing done. If that is what you want while you are still planning,
      write "finish" as the only step.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        tag #reader
      }
    `),
  },
  'unknown-stage': {
    why: `The journey says with "follows" which stage model it belongs to, and then its stages are those of the model, so
      that reports can lay journeys side by side. This one is not among them. Correct its name, or add it to a model
      of your own.`,
    wrong: withContact(source`
      stages club "Club" {
        discovery "Discovery"
        membership "Membership"
      }

      journey welcome "Welcome" {
        follows club
        start on purchased
        stage member_ship {
          tag #reader
        }
      }
    `),
    right: withContact(source`
      stages club "Club" {
        discovery "Discovery"
        membership "Membership"
      }

      journey welcome "Welcome" {
        follows club
        start on purchased
        stage membership {
          tag #reader
        }
      }
    `),
  },
  'no-limit': {
    why: `What people wait for may never happen. A wait therefore says how long it lasts at most, and an "else" block says
      what to do then. If it really has no end, say so with "forever".`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased up to 7 days
        tag #reader
      }
    `),
  },
  'unreachable-step': {
    why: `Every way that leads here ends before, for example with "finish" or "go to". The step is never carried out. Remove
      it, or move what ends the way behind it or into a block.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        finish "bought"
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        tag #reader
        finish "bought"
      }
    `),
  },
  'cycle-without-hold': {
    why: `The journey leads back to a stage without holding the contact on the way. They would go round and round in a
      single moment and never come out. Put a delay or a wait on the way back.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        stage habit {
          tag #reader
          go to habit
        }
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        stage habit {
          tag #reader
          delay 30 days
          go to habit
        }
      }
    `),
  },
  'address-may-be-missing': {
    why: `The message needs an address, and some of the contacts who get here have none: for them the step would do
      nothing, and nobody would notice. Send it only where the address exists, or let in only people who have one. There
      is a fix for either.`,
    wrong: withMail(source`
      journey welcome "Welcome" {
        start manually
        send hello
      }
    `),
    right: withMail(source`
      journey welcome "Welcome" {
        start manually where contact.email exists
        send hello
      }
    `),
  },
  'duration-not-positive': {
    why: `A delay or a limit of no length would end before it begins. Write how long it lasts, or remove it.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        delay 0 days
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start on purchased
        delay 1 day
        tag #reader
      }
    `),
  },
  'duplicate-step-name': {
    why: `The name after "as" is the identity of a step: by it the runtime knows where a contact stands, also after the
      journey was changed. Two steps can't share one.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased up to 7 days as pause
        delay 1 day as pause
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased up to 7 days as first_order
        delay 1 day as pause
        tag #reader
      }
    `),
  },
  'payload-not-common': {
    why: `People come into this journey in several ways, and not all of them bring this value. For some it would be missing.
      Use it only where the way they came is known: in an "if started by", or in the line of the starting point.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start on purchased
        start on tag #reader
        if purchased.total > 100 EUR {
          tag #reader
        }
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start on purchased
        start on tag #reader
        if started by purchased and purchased.total > 100 EUR {
          tag #reader
        }
      }
    `),
  },
  'channel-not-sendable': {
    why: `Some kinds of channels are there for people and not for machines: nobody can send a word of mouth. They are for
      planning. Send the message on a channel of another kind.`,
    wrong: source`
      contact { email: email }

      channel flyer: print { }

      message hello via flyer { body: "Good to have you here." }

      journey welcome "Welcome" {
        start manually
        send hello
      }
    `,
    right: source`
      contact { email: email }

      channel mail: email { to: contact.email }

      message hello via mail { subject: "Welcome", body: "Good to have you here." }

      journey welcome "Welcome" {
        start manually
        send hello
      }
    `,
  },
  'key-mismatch': {
    why: `With a key, such as the number of an order, a contact can be in the journey several times at once, once for each.
      That only works if every starting point has one, of the same type: otherwise it can't be told whether two entries
      are about the same thing.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start on purchased key purchased.order
        start on tag #reader
        delay 3 days
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start on purchased key purchased.order
        delay 3 days
      }
    `),
  },
  'same-start-twice': {
    why: `A contact comes in by the first starting point that fits, and an earlier one takes everyone whom this one is for.
      It has no effect. Remove it, or put the narrower one first.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start on purchased
        start on purchased where purchased.total > 100 EUR
        tag #reader
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start on purchased where purchased.total > 100 EUR
        tag #reader
      }
    `),
  },
  'consent-not-boolean': {
    why: `Before each message the runtime looks whether the contact agreed to get it, in the field that is named here, and
      sets the field to false when they unsubscribe. So it is a field of the contact that is true or false.`,
    wrong: source`
      contact {
        email: email
        agreed_on: date?
      }

      channel mail: email {
        to: contact.email
        consent: contact.agreed_on
      }
    `,
    right: source`
      contact {
        email: email
        email_opt_in: boolean = false
      }

      channel mail: email {
        to: contact.email
        consent: contact.email_opt_in
      }
    `,
  },
  'same-steps': {
    why: `Contacts wait at both steps, and only the order tells them apart. When you later add or remove one of them, those
      who wait could find themselves at the other. Give each a name with "as", and they stay where they are.`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased up to 7 days
        tag #reader
        wait for purchased up to 7 days
        untag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased up to 7 days as first_order
        tag #reader
        wait for purchased up to 7 days as second_order
        untag #reader
      }
    `),
  },
  'no-payload-here': {
    why: `An event's values can be read where it is certain that it happened: in the block of the wait for it, in its own
      "where", and after a start on it. Here it may never have happened. Move the step into such a block.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start manually
        wait for purchased up to 7 days
        if purchased.total > 100 EUR {
          tag #reader
        }
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start manually
        wait for purchased up to 7 days {
          if purchased.total > 100 EUR {
            tag #reader
          }
        }
      }
    `),
  },
  'no-stages': {
    why: `A stage model is the list of its stages, so there is at least one. Name them in the order in which people usually
      go through them.`,
    wrong: source`
      stages club "Club" { }
    `,
    right: source`
      stages club "Club" {
        discovery "Discovery"
        membership "Membership"
      }
    `,
  },
  'no-arms': {
    why: `The wait has a block, but nothing in it to wait for, so it would only let time pass. Say what it waits for with
      "on" or "until". If time is to pass and nothing else, write "delay".`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait up to 7 days { }
        tag #reader
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait up to 7 days {
          on purchased { finish "bought" }
          on tag #reader { finish "reads" }
        }
        tag #reader
      }
    `),
  },
  'else-after-forever': {
    why: `The "else" of a wait is taken when its time has run out, and this wait has no end. Give it a limit, or remove the
      "else".`,
    wrong: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased forever {
          tag #reader
        } else {
          finish "did not buy"
        }
      }
    `),
    right: withContact(source`
      journey welcome "Welcome" {
        start manually
        wait for purchased up to 30 days {
          tag #reader
        } else {
          finish "did not buy"
        }
      }
    `),
  },
  'empty-range': {
    why: `Quiet hours reach from the first time to the second, over midnight if need be. Between a time and itself lies
      nothing, or a whole day, and nobody could tell which was meant. For no quiet hours, leave the line out.`,
    wrong: source`
      contact { email: email }
      channel mail: email {
        to: contact.email
        quiet: 21:00 to 21:00
      }
    `,
    right: source`
      contact { email: email }
      channel mail: email {
        to: contact.email
        quiet: 21:00 to 08:00
      }
    `,
  },
  'limit-not-positive': {
    why: `A limit says how many messages a contact may get in a length of time. With none allowed, every message on
      the channel would be held back for ever, and nobody would notice.`,
    wrong: source`
      contact { email: email }
      channel mail: email {
        to: contact.email
        limit: 0 per 7 days
      }
    `,
    right: source`
      contact { email: email }
      channel mail: email {
        to: contact.email
        limit: 3 per 7 days
      }
    `,
  },
}
