import type { syntax } from '../diagnostics/catalog/syntax.ts'
import { type Page, source } from './page.ts'

/** J10xx: the text can't be read as the language. */
export const syntaxPages: Record<keyof typeof syntax, Page> = {
  'unexpected-token': {
    why: `Something else stands where the language needs the word or sign that is named. Often a colon, a comma or a
      small word such as "via" was left out just before. Put in what is expected, or remove what was found.`,
    wrong: source`
      contact { email: email }

      channel mail email {
        to: contact.email
      }
    `,
    right: source`
      contact { email: email }

      channel mail: email {
        to: contact.email
      }
    `,
  },
  'missing-token': {
    why: `The line ends too early: what is named has to follow. You see this while you are still writing a line, and it
      goes away when the line is complete.`,
    wrong: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay
        finish
      }
    `,
    right: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay 3 days
        finish
      }
    `,
  },
  'unclosed-block': {
    why: `A bracket is opened and never closed, so it is not clear where the part that it begins ends. Add the closing
      bracket. The compiler takes the next declaration at the beginning of a line as the end and reads on, so that the
      rest of the file is checked all the same.`,
    wrong: source`
      event subscribed {
        source: string?

      tag reader "Reads our letter"
    `,
    right: source`
      event subscribed {
        source: string?
      }

      tag reader "Reads our letter"
    `,
  },
  'unknown-declaration': {
    why: `At the top of a file stand declarations, and each begins with a word that says what it declares: import,
      contact, tag, event, channel, message, stages, journey or scenario. Correct the word. Steps such as "send" stand
      inside a journey.`,
    wrong: source`
      evnt subscribed {
        source: string?
      }
    `,
    right: source`
      event subscribed {
        source: string?
      }
    `,
  },
  'unknown-step': {
    why: `In a journey each line begins with a word that says what it does, such as send, delay, wait, if, go to, tag or
      finish. This word is none of them. Correct it, or remove the line.`,
    wrong: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        dealy 3 days
        finish
      }
    `,
    right: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay 3 days
        finish
      }
    `,
  },
  'misspelt-word': {
    why: `A word of the language is misspelt: with the word that is suggested, the line can be read. The rest of the file
      is checked as if it stood there. Accept the suggestion, or say what else you mean.`,
    wrong: source`
      contact { email: email }

      journey patience "Patience" {
        start manually
        delay 3 days
        finish
      }

      scenario "nobody hurries" for patience {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00
        start manually
        epxect not finished
      }
    `,
    right: source`
      contact { email: email }

      journey patience "Patience" {
        start manually
        delay 3 days
        finish
      }

      scenario "nobody hurries" for patience {
        contact(email: "sara@example.com")
        at 2026-03-02 10:00
        start manually
        expect not finished
      }
    `,
  },
  'unexpected-character': {
    why: `The character has no meaning outside of a text. Lines need no semicolon at their end, for example. Remove it,
      or put it into quotation marks if it belongs to a text.`,
    wrong: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay 3 days;
        finish
      }
    `,
    right: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay 3 days
        finish
      }
    `,
  },
  'unclosed-string': {
    why: `A text that begins with a quotation mark ends with one, on the same line. Add the mark that is missing. A text
      of several lines stands between three quotation marks on either side.`,
    wrong: source`
      tag reader "Reads our letter
    `,
    right: source`
      tag reader "Reads our letter"
    `,
  },
  'unclosed-hole': {
    why: `In a text, a brace opens a place into which a value is put, and a brace closes it. This one is never closed, so
      the value can't be told from the words around it. Close it; for a brace that people are to see, write a backslash
      before it.`,
    wrong: source`
      contact {
        email: email
        name: string = "friend"
      }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Welcome, {contact.name"
        body: "Good to have you here."
      }
    `,
    right: source`
      contact {
        email: email
        name: string = "friend"
      }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Welcome, {contact.name}"
        body: "Good to have you here."
      }
    `,
  },
  'double-braces': {
    why: `Templates in Liquid and other languages write a value in double braces. In a text of the language it stands in
      single ones. Take one of each pair away.`,
    wrong: source`
      contact { email: email, name: string = "friend" }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Welcome, {{contact.name}}"
        body: "Good to have you here."
      }
    `,
    right: source`
      contact { email: email, name: string = "friend" }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Welcome, {contact.name}"
        body: "Good to have you here."
      }
    `,
  },
  'bad-escape': {
    why: `A backslash in a text gives the next character another meaning, and there is none for this character. Leave the
      backslash out, or write two of them for one that people are to see.`,
    wrong: source`
      tag reader "Reads Sara\'s letter"
    `,
    right: source`
      tag reader "Reads Sara's letter"
    `,
  },
  'bad-quantity': {
    why: `The number, date, time or length of time can't be, such as the 30th of February, or is not written in the one
      way that everybody reads alike: two digits for hours, months and days, whole numbers for lengths of time. Write
      it as the message says.`,
    wrong: source`
      contact { email: email }

      channel mail: email {
        to: contact.email
        quiet: 21:00 to 8:00
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
  'foreign-digits': {
    why: `Names and texts may be in any script, but numbers are written with the digits 0 to 9, so that every reviewer
      reads the same amount. The fix writes them so. In texts that customers see, any digits may stand.`,
    wrong: source`
      contact {
        email: email?
        points: integer = ۱۰
      }
    `,
    right: source`
      contact {
        email: email?
        points: integer = 10
      }
    `,
  },
  'bidirectional-control': {
    why: `Some invisible characters change the order in which the characters after them are shown. With them a line can
      look harmless to a reviewer and mean something else to the compiler, so they are not allowed outside of texts.
      Remove the character, for example with the fix. Words in Persian, Arabic and Hebrew need none.`,
    wrong: source`
      // Everybody who reads ${'\u202e'}our letter.
      tag reader "Reads our letter"
    `,
    right: source`
      // Everybody who reads our letter.
      tag reader "Reads our letter"
    `,
  },
  'bidirectional-control-in-text': {
    why: `Some invisible characters change the order in which the characters after them are shown. In a text they can be
      meant, but they often come along unseen when a text is copied, and then the text looks different from what is
      sent. Remove the character if it was not meant.`,
    wrong: source`
      tag reader "Reads our ${'\u202e'}letter"
    `,
    right: source`
      tag reader "Reads our letter"
    `,
  },
  'confusable-names': {
    why: `Some letters of different scripts look the same: the Latin and the Cyrillic "a", the Persian and the Arabic "ye".
      Two names that differ only in them are two names to the compiler and one to every reader. Decide for one spelling;
      if they really are two things, give one of them a name that can be told apart.`,
    wrong: source`
      event ordered { total: integer }
      event returned { tot${'\u0430'}l: integer }
    `,
    right: source`
      event ordered { total: integer }
      event returned { total: integer }
    `,
  },
  'nested-too-deeply': {
    why: `Brackets or blocks stand in each other more often than the compiler follows. Nobody can read that either. Split
      the journey into stages, or the condition into several.`,
    wrong: source`
      contact {
        email: email?
        points: integer = 0
      }

      journey thanks "Thanks" {
        start manually where ${'('.repeat(220)}contact.points > 3${')'.repeat(220)}
        finish
      }
    `,
    right: source`
      contact {
        email: email?
        points: integer = 0
      }

      journey thanks "Thanks" {
        start manually where contact.points > 3
        finish
      }
    `,
  },
  'reserved-name': {
    why: `The words and, or, not, in, has, contains and exists join conditions, so nothing else can be called by them:
      it would not be clear which is meant. Choose another name. Fields are the exception, since they stand behind a
      dot.`,
    wrong: source`
      tag in "In the club"
    `,
    right: source`
      tag member "In the club"
    `,
  },
  'tag-without-hash': {
    why: `Wherever a tag is used, "#" stands before its name, so that it is never taken for something else. Only its
      declaration has none. Add the sign.`,
    wrong: source`
      contact { email: email? }

      tag reader "Reads our letter"

      journey welcome "Welcome" {
        start manually
        tag reader
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
  'unknown-unit': {
    why: `The word right behind a number is read as its unit. The units are seconds, minutes, hours, days, weeks, months
      and years; an amount of money has its currency in capital letters, such as 20 EUR. Correct the unit.`,
    wrong: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay 3 dyas
        finish
      }
    `,
    right: source`
      contact { email: email? }

      journey patience "Patience" {
        start manually
        delay 3 days
        finish
      }
    `,
  },
  'expression-too-long': {
    why: `An expression has more operators than the compiler follows. Nobody can review that either. Split it into
      several, for example with an "if" for each. Whether a value is one of many is asked with a list: contact.country
      in [DE, AT].`,
    wrong: source`
      contact {
        email: email?
        points: integer = 0
      }

      journey thanks "Thanks" {
        start manually where contact.points == 1${' or contact.points == 1'.repeat(600)}
        finish
      }
    `,
    right: source`
      contact {
        email: email?
        points: integer = 0
      }

      journey thanks "Thanks" {
        start manually where contact.points in [1, 2, 3]
        finish
      }
    `,
  },
  'chained-comparison': {
    why: `A comparison is true or false, and that can't be compared with a number again. In mathematics such a chain means
      two comparisons; write both, joined with "and".`,
    wrong: source`
      contact {
        email: email?
        points: integer = 0
      }

      journey thanks "Thanks" {
        start manually where 1 < contact.points < 10
        finish
      }
    `,
    right: source`
      contact {
        email: email?
        points: integer = 0
      }

      journey thanks "Thanks" {
        start manually where 1 < contact.points and contact.points < 10
        finish
      }
    `,
  },
  'foreign-quotes': {
    why: `Texts stand in straight double quotation marks. Word processors and mail programs write curved ones, and other
      languages single ones; they are easy to overlook, so they are not taken as the same. Inside of a text they may
      stand.`,
    wrong: source`
      tag reader “Reads our letter”
    `,
    right: source`
      tag reader "Reads our letter"
    `,
  },
  'foreign-operator': {
    why: `Conditions are joined with words, so that they can be read aloud: and, or, not. Two values are the same with
      "==". Change the sign to the one that is named, for example with the fix.`,
    wrong: source`
      contact {
        email: email?
        points: integer = 0
        member: boolean = false
      }

      journey thanks "Thanks" {
        start manually where contact.member && contact.points > 3
        finish
      }
    `,
    right: source`
      contact {
        email: email?
        points: integer = 0
        member: boolean = false
      }

      journey thanks "Thanks" {
        start manually where contact.member and contact.points > 3
        finish
      }
    `,
  },
  'clause-order': {
    why: `The parts of a step have one order, so that all journeys read alike. This part stands where it can't. Move it as
      the message says.`,
    wrong: source`
      import { purchased } from "std/events"

      contact { email: email? }

      journey patience "Patience" {
        start manually
        wait for purchased as order up to 7 days
        finish
      }
    `,
    right: source`
      import { purchased } from "std/events"

      contact { email: email? }

      journey patience "Patience" {
        start manually
        wait for purchased up to 7 days as order
        finish
      }
    `,
  },
  'foreign-comment': {
    why: `Comments begin with "//" and end with the line. "///" documents the declaration or step that follows, and is
      shown in diagrams. Other ways to write comments are not understood; a fix rewrites them.`,
    wrong: source`
      /* Everyone we may write to. */
      contact { email: email? }
    `,
    right: source`
      // Everyone we may write to.
      contact { email: email? }
    `,
  },
  'unknown-part': {
    why: `What stands in the braces of a map, of its stages and touchpoints, and of a persona begins with a word of its
      own, such as "touchpoint" or "kpi", or is a setting with a colon. This begins with something else.`,
    wrong: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage awareness {
          plan "Two short videos a week"
          panic "Nobody finds the price"
        }
      }
    `,
    right: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage awareness {
          plan "Two short videos a week"
          pain "Nobody finds the price"
          idea "The price on the first picture"
        }
      }
    `,
  },
}
