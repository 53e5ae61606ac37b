import { type Page, source } from '../page.ts'

/** A project with mail of a shop. Messages and journeys are put behind it. */
const withMail = (rest: string, settings = 'consent: contact.email_opt_in'): string =>
  `${source`
    import { purchased } from "std/events"

    contact {
      email: email
      email_opt_in: boolean = false
    }
  `}\nchannel mail: email { to: contact.email, ${settings} }\n\n${rest}`

const FOUR = source`
  message hello via mail { subject: "Hello", body: "Good to have you here." }
  message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }
  message advice via mail { subject: "How to brew it", body: "Three minutes." }
  message review via mail { subject: "How is it?", body: "Tell us." }
`

const TWO = source`
  message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }
  message review via mail { subject: "How is it?", body: "Tell us." }
`

const LOOP = source`
  message review via mail { subject: "How is it?", body: "Tell us." }

  journey after_order "After an order" {
    start on purchased
    stage asking {
      delay 2 weeks
      send review
      go to asking
    }
  }
`

const TWO_JOURNEYS = source`
  ${TWO.trimEnd().replaceAll('\n', '\n  ')}

  journey thanking "Thanking" {
    start on purchased
    send thanks
  }

  journey asking "Asking" {
    start on purchased
    delay 2 hours
    send review
  }
`

const selling = (stage: string): string => source`
  import { digital } from "std/stages"
  import { signed_up_for_email } from "std/events"

  contact {
    email: email
    email_opt_in: boolean = false
  }

  channel mail: email { to: contact.email, consent: contact.email_opt_in }

  message offer via mail { subject: "The big tea box", body: "Only this week.", purpose: sell }

  journey welcome "Welcome" {
    follows digital
    start on signed_up_for_email
    stage ${stage} {
      delay 3 days
      send offer
    }
  }
`

/** What is sent, and when. */
export const messagesPages = {
  'send-without-consent': {
    why: `In most countries people have to agree before they are sent advertising, and a channel that asks for nobody's consent
      writes to everyone. The consent is a field of the contact that is true or false; "unsubscribed" sets it to false. A
      message that only serves, such as a receipt, says so with "purpose: serve".`,
    wrong: withMail(
      source`
        message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }

        journey after_order "After an order" {
          start on purchased where contact.email_opt_in
          send thanks
        }
      `,
      'limit: 3 per 7 days',
    ),
    right: withMail(source`
      message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }

      journey after_order "After an order" {
        start on purchased where contact.email_opt_in
        send thanks
      }
    `),
  },
  'send-in-loop': {
    why: `A "go to" leads back to this message, and nothing counts how often. Somebody who does the same thing every time gets
      it every time. The limit of a channel ends that, and so does a "repeat up to" or a way out.`,
    wrong: withMail(LOOP),
    right: withMail(LOOP, 'consent: contact.email_opt_in, limit: 3 per 7 days'),
  },
  'sends-per-day': {
    why: `Someone who takes this way gets one message after the other, without having done anything in between. They will
      remember that, and unsubscribe. Put delays between the messages. In a "repeat", every round counts. How many are too many
      is an option of the rule.`,
    wrong: withMail(
      `${FOUR}\n${source`
      journey after_order "After an order" {
        start on purchased
        send hello
        send thanks
        delay 2 hours
        send advice
        delay 2 hours as before_review
        send review
      }
    `}`,
    ),
    right: withMail(
      `${FOUR}\n${source`
      journey after_order "After an order" {
        start on purchased
        send hello
        send thanks
        delay 2 hours
        send advice
        delay 2 weeks as before_review
        send review
      }
    `}`,
    ),
  },
  'same-day-journeys': {
    why: `Each journey is polite by itself, and together they write twice on one day: both begin with the same thing, and the
      channel has no limit. A limit counts the messages of all journeys together. Or let the starting points exclude each
      other.`,
    wrong: withMail(TWO_JOURNEYS),
    right: withMail(TWO_JOURNEYS, 'consent: contact.email_opt_in, limit: 1 per 1 day'),
  },
  'sells-too-early': {
    why: `In the digital model the first stages are there to be met, to talk, and to leave an address. The profitable sale comes
      in ascension; trying to close it before conversion scares people away. Send what informs, and sell later.`,
    wrong: selling('subscription'),
    right: selling('conversion'),
  },
  'ambiguous-time-zone': {
    why: `Quiet hours, and a delay until a time of day, are in the contact's own time zone, and for contacts without one in that
      of the project. If there is neither, UTC is taken, which is hardly where your customers sleep. Set "timezone" in
      journey.config.json, or make the contact's time zone one that is never missing.`,
    wrong: source`
      import { purchased } from "std/events"

      contact {
        email: email
        timezone: timezone?
        email_opt_in: boolean = false
      }

      channel mail: email { to: contact.email, consent: contact.email_opt_in, quiet: 21:00 to 08:00 }

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
        timezone: timezone = "Europe/Berlin"
        email_opt_in: boolean = false
      }

      channel mail: email { to: contact.email, consent: contact.email_opt_in, quiet: 21:00 to 08:00 }

      message thanks via mail { subject: "Thank you", body: "Your tea is on its way." }

      journey after_order "After an order" {
        start on purchased
        send thanks
      }
    `,
  },
} satisfies Record<string, Page>
