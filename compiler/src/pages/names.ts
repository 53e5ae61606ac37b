import type { names } from '../diagnostics/catalog/names.ts'
import { type Page, source } from './page.ts'

/** J20xx: files, imports and names. */
export const namesPages: Record<keyof typeof names, Page> = {
  'unknown-module': {
    why: `An import names a file, and there is no such file. A path that begins with "./" or "../" is looked up from the
      file that imports; one that begins with "std/" belongs to the library that comes with the language. Correct the
      path, or create the file.`,
    wrong: source`
      import { purchased } from "std/event"

      contact { email: email? }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { email: email? }
    `,
  },
  'unknown-import': {
    why: `The file exists, but it declares nothing of that name. What a file itself imports can't be imported from it a
      second time. Correct the name, or import it from where it is declared.`,
    wrong: source`
      import { purchsed } from "std/events"

      contact { email: email? }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { email: email? }
    `,
  },
  'unsupported-module': {
    why: `An import takes its names from another .journey file of the project, by a path that begins with "./" or "../",
      or from the library, by "std/" and a name. Nothing else can be imported; types and functions of TypeScript come in a later version.`,
    wrong: {
      'main.journey': source`
        import { reader } from "tags"

        contact { email: email? }
      `,
      'tags.journey': source`
        tag reader "Reads our letter"
      `,
    },
    right: {
      'main.journey': source`
        import { reader } from "./tags.journey"

        contact { email: email? }
      `,
      'tags.journey': source`
        tag reader "Reads our letter"
      `,
    },
  },
  'unreadable-file': {
    why: `The file is there, but its text can't be had: reading it is not allowed, for example, or it was saved in
      another encoding than UTF-8. The message names the reason. Give the right to read it, or save it as UTF-8.`,
    wrong: {
      'main.journey': source`
        import { reader } from "./tags.journey"

        contact { email: email? }
      `,
      'tags.journey': {
        latin1: source`
          tag reader "Liest unsere Grüße"
        `,
      },
    },
    right: {
      'main.journey': source`
        import { reader } from "./tags.journey"

        contact { email: email? }
      `,
      'tags.journey': source`
        tag reader "Liest unsere Grüße"
      `,
    },
  },
  'duplicate-name': {
    why: `Two things have one name, so it is not clear which of them the name means. Tags, events, channels, messages,
      stage models and journeys have names that nothing else of their kind in the project has, also in other files:
      reports and saved state know them by it. Give one of them another name.`,
    wrong: source`
      tag reader "Reads our letter"
      tag reader "Reads our blog"
    `,
    right: source`
      tag reader "Reads our letter"
      tag blog_reader "Reads our blog"
    `,
  },
  'unknown-name': {
    why: `Nothing of that name can be used here. Perhaps it is misspelt, or declared in another file and not imported;
      then a fix adds the import. An event's values can be used where the event is known to have happened.`,
    wrong: source`
      contact { email: email? }

      tag reader "Reads our letter"

      journey welcome "Welcome" {
        start manually
        tag #raeder
      }
    `,
    right: source`
      contact { email: email? }

      tag reader "Reads our letter"

      journey welcome "Welcome" {
        start manually
        tag #reader
      }
    `,
  },
  'wrong-kind': {
    why: `The name exists, but stands for something else than what is needed here: a tag where an event is needed, for
      example. Use a name of the right kind, or say what you mean in another way.`,
    wrong: source`
      contact { email: email? }

      tag reader "Reads our letter"

      journey welcome "Welcome" {
        start on reader
        finish
      }
    `,
    right: source`
      contact { email: email? }

      tag reader "Reads our letter"

      journey welcome "Welcome" {
        start on tag #reader
        finish
      }
    `,
  },
  'event-name-taken': {
    why: `After "start on" the words tag, untag, enter, leave and change have a meaning of their own, and "contact" names
      the person. An event of that name could not be told from it. Choose another name, such as one in the past
      tense: events are things that have happened.`,
    wrong: source`
      event leave "Left the club"
    `,
    right: source`
      event left_club "Left the club"
    `,
  },
  'event-about-message': {
    why: `The events sent, delivered, opened, clicked, bounced and unsubscribed are about messages: they say which one, they
      belong to the run that sent it, and no other event can have their names. They stand in "std/events", to be imported. What
      happens to something else, such as a parcel, needs a name that says so.`,
    wrong: source`
      event delivered "Parcel delivered" { parcel: string }
    `,
    right: source`
      event parcel_delivered "Parcel delivered" { parcel: string }
    `,
  },
  'second-contact': {
    why: `The contact declaration says what is known of the people whom all journeys of the project deal with, so there is
      one. Put the fields of both into it.`,
    wrong: source`
      contact { email: email? }

      contact { phone: phone? }
    `,
    right: source`
      contact {
        email: email?
        phone: phone?
      }
    `,
  },
  'no-contact': {
    why: `Journeys are about people, and nothing says yet what is known of them. Declare the contact once in the project,
      with a field for each fact: their address, their name, whether they agreed to get mail.`,
    wrong: source`
      journey welcome "Welcome" {
        start manually
        finish
      }
    `,
    right: source`
      contact { email: email? }

      journey welcome "Welcome" {
        start manually
        finish
      }
    `,
  },
  'unknown-setting': {
    why: `Channels and messages have a fixed set of settings, and this is none of them. A misspelt setting would be
      without effect and nobody would notice: mail would go out at night, for example. Correct its name.`,
    wrong: source`
      contact { email: email }

      channel mail: email {
        to: contact.email
        quite: 21:00 to 08:00
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
  'name-left-block': {
    why: `What a step with "as" names is known in its block, where it has happened. Behind the block the journey also goes
      on when it has not: time ran out, or a call failed. Move what needs it into the block.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { email: email }
      tag big_spender

      journey thanks "Thanks" {
        start manually
        wait for purchased up to 7 days as bought { tag #big_spender }
        if bought.total > 100 EUR { finish }
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { email: email }
      tag big_spender

      journey thanks "Thanks" {
        start manually
        wait for purchased up to 7 days as bought {
          if bought.total > 100 EUR { tag #big_spender }
        }
      }
    `,
  },
  'field-alone': {
    why: `A field is always written with what it belongs to, so that a reader need not guess: an event, the contact, or the
      name that a step gave to what happened.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { email: email }

      journey thanks "Thanks" {
        start on purchased where total > 100 EUR
        delay 1 day
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { email: email }

      journey thanks "Thanks" {
        start on purchased where purchased.total > 100 EUR
        delay 1 day
      }
    `,
  },
  'no-null': {
    why: `Other languages compare with "nil" or the like to find out whether a value is missing. Here "exists" asks that, and "??" gives
      another value instead.`,
    wrong: source`
      contact { email: email, name: string? }
      tag nameless

      journey names "Names" {
        start manually
        if contact.name == nil { tag #nameless }
      }
    `,
    right: source`
      contact { email: email, name: string? }
      tag nameless

      journey names "Names" {
        start manually
        if not contact.name exists { tag #nameless }
      }
    `,
  },
  'missing-setting': {
    why: `Without this setting nothing can be sent: a channel needs to know where to, an email needs a subject and a body,
      every other message a body. Add it.`,
    wrong: source`
      contact { email: email }

      channel mail: email { to: contact.email }

      message hello via mail {
        body: "Good to have you here."
      }
    `,
    right: source`
      contact { email: email }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Welcome"
        body: "Good to have you here."
      }
    `,
  },
}
