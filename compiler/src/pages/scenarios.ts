import type { scenarios } from '../diagnostics/catalog/scenarios.ts'
import { type Page, source } from './page.ts'

/** A project with a journey to try out. The scenario is put behind it. */
const withJourney = (scenario: string): string =>
  `${source`
    event subscribed

    contact { email: email? }

    tag reader "Reads our letter"

    journey welcome "Welcome" {
      start on subscribed
      tag #reader
      delay 3 days as pause
      finish
    }
  `}\n${scenario}`

/** A project with a journey that splits. The scenario is put behind it. */
const withSplit = (scenario: string): string =>
  `${source`
    event subscribed

    contact { email: email? }

    tag reader "Reads our letter"

    journey welcome "Welcome" {
      start on subscribed
      split tag_test {
        50% tagged { tag #reader }
        50% control
      }
    }
  `}\n${scenario}`

/** A project with a journey that sends. The scenario is put behind it. */
const withMails = (scenario: string): string =>
  `${source`
    import { opened, sent } from "std/events"

    contact { email: email }

    tag reader "Reads our letter"

    channel mail: email { to: contact.email }

    message letter via mail {
      purpose: serve
      subject: "Our letter"
      body: "Good to have you here."
    }

    journey letters "Letters" {
      start manually
      send letter
      wait for opened up to 3 days { tag #reader }
    }

    journey ledger "Ledger" {
      start on sent
      finish "noted"
    }
  `}\n${scenario}`

/** J50xx: scenarios. */
export const scenariosPages: Record<keyof typeof scenarios, Page> = {
  'scenario-without-contact': {
    why: `A scenario tells what happens to one person, so its first line says who that is. Fields that are left out are
      missing or have their default.`,
    wrong: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect tagged #reader
      }
    `),
    right: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect tagged #reader
      }
    `),
  },
  'scenario-without-time': {
    why: `Quiet hours, delays and the change to summer time make a journey go differently on different days. A scenario
      therefore says when it takes place, before anything happens in it. It then goes the same way each time.`,
    wrong: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        subscribed()
        expect tagged #reader
      }
    `),
    right: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect tagged #reader
      }
    `),
  },
  'time-goes-back': {
    why: `The lines of a scenario happen one after the other, and this one would happen before the line above it. Correct
      the date, or move the line up.`,
    wrong: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        at 2026-02-28 10:00
        expect tagged #reader
      }
    `),
    right: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        at 2026-03-28 10:00
        expect tagged #reader
      }
    `),
  },
  'scenario-without-expectation': {
    why: `A scenario without an "expect" line passes whatever the journey does, so it protects nothing. Say what is to have
      happened, at the end or in between.`,
    wrong: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
      }
    `),
    right: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect tagged #reader
      }
    `),
  },
  'unknown-waiting-step': {
    why: `The journey has no step of that name at which a contact could stand. The name is the one given with "as"; a step
      without one is called by its stage, its kind and its subject, in quotation marks: "subscription/wait purchased".`,
    wrong: withJourney(source`
      scenario "a subscriber waits" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect waiting at puase
      }
    `),
    right: withJourney(source`
      scenario "a subscriber waits" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect waiting at pause
      }
    `),
  },
  'unknown-zone': {
    why: `Time zones are named by the IANA database: a continent or ocean, and a city. Abbreviations such as CET and
      offsets such as +02:00 don't say when the clocks change. Use the name of a large city of the same zone.`,
    wrong: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Berlin"
        subscribed()
        expect tagged #reader
      }
    `),
    right: withJourney(source`
      scenario "a subscriber becomes a reader" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect tagged #reader
      }
    `),
  },
  'expect-not-exact': {
    why: `"not sent" is about every single time, so a count can't be added: it would not be clear whether once is allowed.
      Leave the count out, or expect how often the message was sent.`,
    wrong: source`
      event subscribed

      contact { email: email }

      channel mail: email { to: contact.email }

      message hello via mail { subject: "Welcome", body: "Good to have you here." }

      journey welcome "Welcome" {
        start on subscribed
        send hello
      }

      scenario "one mail is enough" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect not sent hello times 2
      }
    `,
    right: source`
      event subscribed

      contact { email: email }

      channel mail: email { to: contact.email }

      message hello via mail { subject: "Welcome", body: "Good to have you here." }

      journey welcome "Welcome" {
        start on subscribed
        send hello
      }

      scenario "one mail is enough" for welcome {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect sent hello times 1
      }
    `,
  },
  'taken-twice': {
    why: `A split is decided once for a contact: the same one always takes the same arm. A scenario is about one contact, so
      it takes one arm, from its beginning to its end. What happens on the other arm is another story.`,
    wrong: withSplit(source`
      scenario "both ways" for welcome {
        contact(email: "sara@example.com")
        take tagged of tag_test
        take control of tag_test
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect finished
      }
    `),
    right: withSplit(source`
      scenario "those who are tagged" for welcome {
        contact(email: "sara@example.com")
        take tagged of tag_test
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect tagged #reader
      }

      scenario "the others" for welcome {
        contact(email: "sara@example.com")
        take control of tag_test
        at 2026-03-02 10:00 in "Europe/Berlin"
        subscribed()
        expect not tagged #reader
      }
    `),
  },
  'sent-by-hand': {
    why: `That a message was sent is said by the runtime, and it remembers which sending that was. Written by hand it would
      belong to no sending, and an "opened" after it would find nothing that it opens. Let a journey send it,
      then say what the contact does with it.`,
    wrong: withMails(source`
      scenario "a reader" for letters {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        sent(message: letter)
        opened(message: letter)
        expect tagged #reader
      }
    `),
    right: withMails(source`
      scenario "a reader" for letters {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00 in "Europe/Berlin"
        start manually
        opened(message: letter)
        expect tagged #reader
      }
    `),
  },
}
