import { type Page, source } from '../page.ts'

/** A project with a tag that is asked for. The journeys are put behind it. */
const withTag = (journeys: string): string =>
  `${source`
    import { purchased } from "std/events"

    contact { points: integer = 0 }

    tag customer "Bought something"
  `}\n${journeys}`

/** A project of carts: each is a run of its own. */
const withCarts = (exit: string): string => source`
  import { cart_abandoned, purchased } from "std/events"

  contact {
    email: email
    email_opt_in: boolean = false
  }

  channel mail: email { to: contact.email, consent: contact.email_opt_in, limit: 3 per 7 days }

  message reminder via mail { subject: "Your cart", body: "You forgot something." }

  journey carts "Carts" {
    start on cart_abandoned key cart_abandoned.cart
    ${exit}
    delay 1 hour
    send reminder
  }
`

/** Journeys, their heads and their ways. */
export const journeysPages = {
  'stage-never-reached': {
    why: `Every way through the journey leaves before this stage or goes past it. What stands in it was meant to happen, and
      never will. Lead a "go to" there, or remove the stage.`,
    wrong: withTag(source`
      journey customers "Customers" {
        start on purchased where not contact has #customer
        stage first {
          tag #customer
          finish "a customer"
        }
        stage second {
          wait for purchased up to 30 days
        }
      }
    `),
    right: withTag(source`
      journey customers "Customers" {
        start on purchased where not contact has #customer
        stage first {
          tag #customer
        }
        stage second {
          wait for purchased up to 30 days
        }
      }
    `),
  },
  'stage-goes-back': {
    why: `A stage model says in which order people go, as a rule. A way back is fine when there is a reason, and a reader
      wants to know it: write it in a line with "///" before the step or the stage. Where the model itself says "loops to",
      that is reason enough.`,
    wrong: `import { lifecycle } from "std/stages"\n${withTag(source`
      journey customers "Customers" {
        follows lifecycle
        start on purchased where not contact has #customer
        stage onboarding {
          tag #customer
          delay 30 days
        }
        stage engagement {
          wait for purchased up to 90 days { go to onboarding }
        }
      }
    `)}`,
    right: `import { lifecycle } from "std/stages"\n${withTag(source`
      journey customers "Customers" {
        follows lifecycle
        start on purchased where not contact has #customer
        stage onboarding {
          tag #customer
          delay 30 days
        }
        stage engagement {
          wait for purchased up to 90 days {
            /// Each order is a tea of another kind, which has to be learnt.
            go to onboarding
          }
        }
      }
    `)}`,
  },
  'endless-wait': {
    why: `Whoever never does what is waited for stays in the journey for ever: they are counted as inside, and can't come in
      again. A limit ends the wait, and an exit lets people go for whom it has no more sense.`,
    wrong: withTag(source`
      journey customers "Customers" {
        start on tag #customer
        wait for purchased forever
        untag #customer
      }
    `),
    right: withTag(source`
      journey customers "Customers" {
        start on tag #customer
        exit on untag #customer
        wait for purchased forever
        untag #customer
      }
    `),
  },
  'constant-condition': {
    why: `What stands before this condition decides it: another condition around it, the starting point, an exit, or the
      condition itself. So one of the two ways is never taken. Mostly a bound or a "not" is wrong; otherwise the condition
      can go. What starts and exits say of a tag or a field counts only if no step of the project changes it.`,
    wrong: withTag(source`
      journey customers "Customers" {
        start on purchased where purchased.total > 50 EUR
        if purchased.total < 20 EUR {
          untag #customer
        }
        if not contact has #customer {
          tag #customer
        }
      }
    `),
    right: withTag(source`
      journey customers "Customers" {
        start on purchased where purchased.total > 10 EUR
        if purchased.total < 20 EUR {
          untag #customer
        }
        if not contact has #customer {
          tag #customer
        }
      }
    `),
  },
  'overlapping-starts': {
    why: `A contact comes in by one starting point only: the first that fits. Where two conditions may both hold, the order of
      the lines decides, and "started by" of the later one misses people. Make the conditions exclude each other, or leave
      the later one without a condition: then it plainly takes the rest.`,
    wrong: withTag(source`
      journey customers "Customers" {
        start on purchased where purchased.total > 50 EUR as big
        start on purchased where purchased.product == "teapot" as pot
        if started by big and not contact has #customer {
          tag #customer
        }
      }
    `),
    right: withTag(source`
      journey customers "Customers" {
        start on purchased where purchased.total > 50 EUR as big
        start on purchased where purchased.total <= 50 EUR and purchased.product == "teapot" as pot
        if started by big and not contact has #customer {
          tag #customer
        }
      }
    `),
  },
  'key-ignored': {
    why: `With a "key" one contact has several runs at a time, one for each cart or order. An event that carries that key
      belongs to one of them. Without a comparison it ends, or counts for, all of them. The fix compares the two.`,
    wrong: withCarts('exit on purchased'),
    right: withCarts('exit on purchased where purchased.cart == cart_abandoned.cart'),
  },
  'goal-out-of-reach': {
    why: `A goal that cannot be reached looks like a journey that fails. Messages that are opened or clicked count only if this
      very run sent them; and without "within" a goal counts only while the contact is inside.`,
    wrong: withTag(source`
      journey customers "Customers" {
        start on purchased where not contact has #customer
        goal again: purchased
        tag #customer
      }
    `),
    right: withTag(source`
      journey customers "Customers" {
        start on purchased where not contact has #customer
        goal again: purchased within 90 days
        tag #customer
      }
    `),
  },
} satisfies Record<string, Page>
