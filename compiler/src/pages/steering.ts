import type { steering } from '../diagnostics/catalog/steering.ts'
import { type Page, source } from './page.ts'

/** A project with an event, a tag and a message that come with it. The journey is put behind it. */
const withEvents = (journey: string): string =>
  `${source`
    import { purchased, signed_up_for_email } from "std/events"

    contact { email: email? }

    tag reader "Reads our letter"
  `}\n${journey}`

/** J41xx: steps that steer a run or reach beyond it, holdouts, and moves. */
export const steeringPages: Record<keyof typeof steering, Page> = {
  'shares-not-whole': {
    why: `Every contact takes one arm of a split, and one only, so the shares add up to 100%. Those who are to get nothing
      have an arm, too: an arm needs no block.`,
    wrong: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        split thanks_test {
          20% thanked { tag #reader }
        }
      }
    `),
    right: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        split thanks_test {
          20% thanked { tag #reader }
          80% not_thanked
        }
      }
    `),
  },
  'share-too-fine': {
    why: `A share is decided before anybody comes in, so it is written out and is no field. Contacts are divided into ten
      thousand parts, so two decimals are as fine as it gets.`,
    wrong: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        split third {
          33.333% first { tag #reader }
          66.66% others
        }
      }
    `),
    right: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        split third {
          33.33% first { tag #reader }
          66.67% others
        }
      }
    `),
  },
  'holdout-out-of-range': {
    why: `A holdout is a small part of the contacts who get no steps, so that the effect of the journey can be seen. If
      nobody is held out, leave the line away. If everybody is, there is no journey.`,
    wrong: withEvents(source`
      journey welcome "Welcome" {
        start on signed_up_for_email
        goal first_order: purchased within 30 days
        holdout 100%
        tag #reader
      }
    `),
    right: withEvents(source`
      journey welcome "Welcome" {
        start on signed_up_for_email
        goal first_order: purchased within 30 days
        holdout 10%
        tag #reader
      }
    `),
  },
  'holdout-unmeasured': {
    why: `Contacts are held out to compare how many of them reach a goal with how many of the others do. A goal without
      "within" counts only while a contact is inside, and those who are held out take no steps and never are.`,
    wrong: withEvents(source`
      journey welcome "Welcome" {
        start on signed_up_for_email
        goal first_order: purchased
        holdout 10%
        delay 7 days
        tag #reader
      }
    `),
    right: withEvents(source`
      journey welcome "Welcome" {
        start on signed_up_for_email
        goal first_order: purchased within 30 days
        holdout 10%
        delay 7 days
        tag #reader
      }
    `),
  },
  'times-out-of-range': {
    why: `A repeat ends after a number of rounds, whatever happens, so that a reviewer sees how often at most. The number is
      written out and is no field. What goes on for ever is a way back with "go to" and a delay.`,
    wrong: withEvents(source`
      journey reminders "Reminders" {
        start on purchased
        repeat up to 0 times {
          delay 1 day
        }
      }
    `),
    right: withEvents(source`
      journey reminders "Reminders" {
        start on purchased
        repeat up to 3 times {
          delay 1 day
        }
      }
    `),
  },
  'emit-about-message': {
    why: `That a message was delivered, opened or clicked is a fact that the provider knows. A journey that made it up would
      spoil every count. For something of your own, declare an event of your own.`,
    wrong: source`
      import { opened } from "std/events"

      contact { email: email? }

      channel mail: email { to: contact.email }

      message hello via mail { subject: "Welcome", body: "Good to have you here." }

      journey pretend "Pretend" {
        start manually
        emit opened(message: hello)
      }
    `,
    right: source`
      event greeted

      contact { email: email? }

      journey pretend "Pretend" {
        start manually
        emit greeted
      }
    `,
  },
  'not-by-hand': {
    why: `A journey is entered only by its starting points, so that a reviewer sees all the ways in. The one for people, for
      programs and for other journeys is "start manually".`,
    wrong: withEvents(source`
      journey onboarding "Onboarding" {
        start on signed_up_for_email
        tag #reader
      }

      journey welcome "Welcome" {
        start on purchased
        enter journey onboarding
      }
    `),
    right: withEvents(source`
      journey onboarding "Onboarding" {
        start on signed_up_for_email
        start manually
        tag #reader
      }

      journey welcome "Welcome" {
        start on purchased
        enter journey onboarding
      }
    `),
  },
  'moved-elsewhere': {
    why: `A run belongs to one journey: its goals, its exits and its payloads are those of that journey. It can go on at
      another step of it, but not in another one. To hand contacts over, let them finish, or "enter journey" first.`,
    wrong: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        delay 1 day as pause
        tag #reader
      }

      journey letters "Letters" {
        start on signed_up_for_email
        delay 1 day as rest
        tag #reader
      }

      moved welcome.second_chance to letters.rest
    `),
    right: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        delay 1 day as pause
        tag #reader
      }

      moved welcome.second_chance to welcome.pause
    `),
  },
  'moved-but-there': {
    why: `A "moved" line tells where contacts go on who stand at a step that the journey does not have any more. As long as
      the step is there, they stay at it, and the line would do nothing.`,
    wrong: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        delay 1 day as second_chance
        delay 2 days as last_chance
        tag #reader
      }

      moved welcome.second_chance to welcome.last_chance
    `),
    right: withEvents(source`
      journey welcome "Welcome" {
        start on purchased
        delay 2 days as last_chance
        tag #reader
      }

      moved welcome.second_chance to welcome.last_chance
    `),
  },
}
