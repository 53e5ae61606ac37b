import type { types } from '../diagnostics/catalog/types.ts'
import { type Page, source } from './page.ts'

/** A project with a mail channel. The rest is put behind it. */
const withMail = (rest: string): string =>
  `${source`
    contact {
      email: email
      name: string?
      points: integer = 0
    }

    channel mail: email { to: contact.email }
  `}\n${rest}`

/** A project with a message that takes a value. The journey is put behind it. */
const withOffer = (journey: string): string =>
  withMail(
    `${source`
      message offer(discount: percent) via mail {
        subject: "{discount} off"
        body: "This week only."
      }
    `}\n${journey}`,
  )

/** A project whose contact has a few fields. The rest is put behind it. */
const withContact = (rest: string): string =>
  `${source`
    contact {
      email: email?
      points: integer = 0
      birthday: date?
    }
  `}\n${rest}`

/** J30xx: types and values. */
export const typesPages: Record<keyof typeof types, Page> = {
  'type-mismatch': {
    why: `Every value has a type, and this one has another than what the place takes. It is said now, because a customer
      would meet it otherwise. Write a value of the type that is needed: 10% for a percentage, 20 EUR for an amount of
      money, 3 days for a length of time.`,
    wrong: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 10)
      }
    `),
    right: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 10%)
      }
    `),
  },
  'may-be-missing': {
    why: `The value is declared with "?", so some contacts don't have it, and for them nothing could be put here. Give
      what is to stand in its place with "??", or use it only where a condition has made sure of it.`,
    wrong: withMail(source`
      message hello via mail {
        subject: "Welcome, {contact.name}"
        body: "Good to have you here."
      }
    `),
    right: withMail(source`
      message hello via mail {
        subject: "Welcome, {contact.name ?? "friend"}"
        body: "Good to have you here."
      }
    `),
  },
  'unknown-type': {
    why: `A field says what kind of values it holds, and there is no type of this name. Those most used are string,
      integer, number, boolean, date, email, phone, country, language, timezone, money<EUR> and list<string>.`,
    wrong: source`
      contact {
        email: email?
        name: text?
      }
    `,
    right: source`
      contact {
        email: email?
        name: string?
      }
    `,
  },
  'bad-type-arguments': {
    why: `Money has its currency in angle brackets, and a list the type of what is in it; other types stand alone. Amounts
      of different currencies are never mixed up, because the type tells them apart.`,
    wrong: source`
      event paid "Paid" {
        total: money
      }
    `,
    right: source`
      event paid "Paid" {
        total: money<EUR>
      }
    `,
  },
  'unknown-field': {
    why: `What stands before the dot has no field of that name. Correct the name, or add the field to the declaration of
      the contact or the event.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.pionts > 100
        finish
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points > 100
        finish
      }
    `),
  },
  'bad-operands': {
    why: `The two values can't be joined or compared in this way: a number is never more than a text, for example. Compare
      values of one type. Often only the quotation marks are too many, or a unit such as EUR or days is missing.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points > "100"
        finish
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points > 100
        finish
      }
    `),
  },
  'not-a-condition': {
    why: `After "if", "where", "when" and "until" stands something that is true or false. A number or a text alone is
      neither: say what it is compared with.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points
        finish
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points > 0
        finish
      }
    `),
  },
  'unknown-value': {
    why: `The place takes a value of a known list or form, and this is none: countries have two letters (DE), languages
      are written as in BCP 47 (fa, "pt-BR"), currencies have three letters (EUR), an email address has an "@".`,
    wrong: source`
      contact {
        email: email?
        country: country = Germany
      }
    `,
    right: source`
      contact {
        email: email?
        country: country = DE
      }
    `,
  },
  'currency-mismatch': {
    why: `Which of two amounts is more depends on the day's rate if their currencies differ, so the language does not guess.
      Write the amount in the currency of the other one.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { email: email? }

      journey thanks "Thanks" {
        start on purchased where purchased.total > 100 USD
        finish
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { email: email? }

      journey thanks "Thanks" {
        start on purchased where purchased.total > 100 EUR
        finish
      }
    `,
  },
  'too-many-decimals': {
    why: `Amounts are counted in the smallest unit of their currency, such as the cent, and no one can pay a part of it.
      How many decimals a currency has is fixed by ISO 4217: two for EUR, none for JPY, three for KWD. Round the
      amount yourself.`,
    wrong: source`
      contact {
        email: email?
        credit: money<EUR> = 9.999 EUR
      }
    `,
    right: source`
      contact {
        email: email?
        credit: money<EUR> = 9.99 EUR
      }
    `,
  },
  'missing-argument': {
    why: `A value is needed that is neither given here nor declared with a default or as one that may be missing. Give it
      by its name, in the parentheses.`,
    wrong: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer
      }
    `),
    right: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 10%)
      }
    `),
  },
  'repeated-argument': {
    why: `The same value is given twice, and only one of them can hold. Remove the other.`,
    wrong: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 10%, discount: 20%)
      }
    `),
    right: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 20%)
      }
    `),
  },
  'not-constant': {
    why: `Lengths of time, defaults and the values in a scenario are written out, so that a reader sees them and a diagram
      can show them. They can't be computed or taken from the contact. For waits that differ between people, write
      one for each, in the branches of an "if".`,
    wrong: source`
      contact {
        email: email?
        member: boolean = false
        patience: duration = 3 days
      }

      journey patience "Patience" {
        start manually
        delay contact.patience
        finish
      }
    `,
    right: source`
      contact {
        email: email?
        member: boolean = false
      }

      journey patience "Patience" {
        start manually
        if contact.member {
          delay 1 day as short_pause
        } else {
          delay 3 days as long_pause
        }
        finish
      }
    `,
  },
  'always-there': {
    why: `The value is declared without "?", so every contact has it: asking whether it exists is always true, and what
      stands after "??" is never used. Perhaps the declaration should have a "?"; if not, remove the question.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points exists
        finish
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start manually where contact.points > 0
        finish
      }
    `),
  },
  'call-not-allowed': {
    why: `Expressions call no functions: they are values, comparisons and sums, and always end. Only file("…") looks like a
      call; it takes a part of a message from a file of its own. Texts are shaped in such a template.`,
    wrong: withMail(source`
      message hello via mail {
        subject: upper("Welcome")
        body: "Good to have you here."
      }
    `),
    right: withMail(source`
      message hello via mail {
        subject: "WELCOME"
        body: "Good to have you here."
      }
    `),
  },
  'text-needed': {
    why: `This text names something: the reason for an end, a file, a time zone. It is the same for everyone, so that it
      can be found again in reports, and no values can be put into it. Leave out what stands in braces.`,
    wrong: withContact(source`
      journey thanks "Thanks" {
        start manually
        finish "has {contact.points} points"
      }
    `),
    right: withContact(source`
      journey thanks "Thanks" {
        start manually
        finish "has points"
      }
    `),
  },
  'template-problem': {
    why: `A message takes its content from a file that is missing or can't be read. The path is looked up from the .journey
      file that names it. The content is read when the project is compiled, so a message can't go out empty later.`,
    wrong: {
      'main.journey': withMail(source`
        message hello via mail {
          subject: "Welcome"
          body: file("mails/helo.liquid")
        }
      `),
      'mails/hello.liquid': source`
        <p>Good to have you here.</p>
      `,
    },
    right: {
      'main.journey': withMail(source`
        message hello via mail {
          subject: "Welcome"
          body: file("mails/hello.liquid")
        }
      `),
      'mails/hello.liquid': source`
        <p>Good to have you here.</p>
      `,
    },
  },
  'field-needed': {
    why: `A contact and an event hold several values, and the name alone does not say which is meant. Put a dot and the
      name of a field behind it.`,
    wrong: withMail(source`
      message hello via mail {
        subject: "You have {contact} points"
        body: "Good to have you here."
      }
    `),
    right: withMail(source`
      message hello via mail {
        subject: "You have {contact.points} points"
        body: "Good to have you here."
      }
    `),
  },
  'bad-has': {
    why: `"has" is only for tags: before it stands the contact, behind it the tag with its "#". For lists write "in" or
      "contains", for fields write "exists".`,
    wrong: withContact(source`
      tag reader "Reads our letter"

      journey thanks "Thanks" {
        start manually where contact has "reader"
        finish
      }
    `),
    right: withContact(source`
      tag reader "Reads our letter"

      journey thanks "Thanks" {
        start manually where contact has #reader
        finish
      }
    `),
  },
  'repeated-field': {
    why: `Two fields of one name can't be told apart when they are used. Rename one of them, or remove it.`,
    wrong: source`
      contact {
        email: email?
        email: email?
      }
    `,
    right: source`
      contact {
        email: email?
        work_email: email?
      }
    `,
  },
  'unknown-argument': {
    why: `A value is given that is not asked for: a message takes the values in the parentheses of its declaration, an
      event and the contact take their fields. Correct the name, or remove the value.`,
    wrong: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 10%, days: 7)
      }
    `),
    right: withOffer(source`
      journey win_back "Win back" {
        start manually
        send offer(discount: 10%)
      }
    `),
  },
  'optional-with-default': {
    why: `A field with a default always has a value: the default stands in for whatever nobody set. The "?" says the
      opposite, and makes readers guard against something that can't happen. Remove one of the two.`,
    wrong: source`
      contact {
        email: email?
        nickname: string? = "friend"
      }
    `,
    right: source`
      contact {
        email: email?
        nickname: string = "friend"
      }
    `,
  },
}
