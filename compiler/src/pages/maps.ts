import type { maps } from '../diagnostics/catalog/maps.ts'
import { type Page, source } from './page.ts'

export const mapsPages: Record<keyof typeof maps, Page> = {
  'not-a-formula': {
    why: `A KPI is one number about all contacts. It is computed from numbers and money, from \`count of\`, \`sum of\` and
      \`average of\` events, from measures such as \`sent offer\` or \`entered conversion\`, and with \`+ - * /\`. Attributes of a contact, comparisons and texts are no part
      of it; a condition on the events stands behind \`where\`.`,
    wrong: source`
      import { purchased } from "std/events"
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          kpi big_orders: count of purchased > 10
        }
      }
    `,
    right: source`
      import { purchased } from "std/events"
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          kpi big_orders: count of purchased where purchased.total > 100 EUR
        }
      }
    `,
  },
  'metric-outside-kpi': {
    why: `\`sent hello\` is a number: how many times the message was sent to anybody. A condition is about one contact, and asks
      what happened to it.`,
    wrong: source`
      contact { email: email }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Hello"
        body: "It is good to have you."
      }

      journey thanks "Thanks" {
        start manually
        if sent hello { finish }
        send hello
      }
    `,
    right: source`
      contact { email: email, greeted: boolean = false }

      channel mail: email { to: contact.email }

      message hello via mail {
        subject: "Hello"
        body: "It is good to have you."
      }

      journey thanks "Thanks" {
        start manually
        if contact.greeted { finish }
        send hello
      }
    `,
  },
  'window-of-one-contact': {
    why: `\`since start\` begins with the run of a contact, and \`in last 5 sent\` with a message to one. A KPI counts over all
      contacts, in the period that is reported; a length of time or \`ever\` says another one.`,
    wrong: source`
      import { purchased } from "std/events"
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          kpi orders: count of purchased since start
        }
      }
    `,
    right: source`
      import { purchased } from "std/events"
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          kpi orders: count of purchased in last 30 days
        }
      }
    `,
  },
  'qualifier-missing': {
    why: `A map says what is known, and how: whether a feeling was observed or is assumed, whether evidence is analytical
      (numbers) or anecdotal (what somebody said). So nobody takes a guess for a fact. The fixes add each of the words.`,
    wrong: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          touchpoint checkout { emotion: -1 }
        }
      }
    `,
    right: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          touchpoint checkout { emotion: -1 assumed }
        }
      }
    `,
  },
  'out-of-range': {
    why: `Feelings go from -2 (very bad) to 2 (very good), so that maps can be compared. Shares go from 0% to 100%.`,
    wrong: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          touchpoint checkout { emotion: 5 observed }
        }
      }
    `,
    right: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          touchpoint checkout { emotion: 2 observed }
        }
      }
    `,
  },
  'period-goes-back': {
    why: `Results are kept by campaign, and compared with those of other campaigns. A campaign lasts from its first date to its
      last one.`,
    wrong: source`
      campaign spring "Spring 2026" { from: 2026-05-31, to: 2026-03-01 }
    `,
    right: source`
      campaign spring "Spring 2026" { from: 2026-03-01, to: 2026-05-31 }
    `,
  },
  'open-handoff': {
    why: `Where customers change the device, the department or the channel, they can get lost. A hand-off closes the gap when it
      says who sees to it (\`owner\`), what is passed on (\`passes\`) and by when (\`within\`).`,
    wrong: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          touchpoint checkout
          touchpoint parcel
        }

        handoff checkout to parcel { owner: "Sam, shipping" }
      }
    `,
    right: source`
      import { digital } from "std/stages"

      map shop "How people come to love our mugs" {
        follows digital

        stage conversion {
          touchpoint checkout
          touchpoint parcel
        }

        handoff checkout to parcel {
          owner: "Sam, shipping"
          passes: "order and address"
          within: 1 day
        }
      }
    `,
  },
  'shares-above-whole': {
    why: `The personas of a map divide its customers: each customer is like one of them. Together they can't be more than
      all.`,
    wrong: source`
      persona sara "Sara, buys gifts" { share: 70% }
      persona reza "Reza, collects" { share: 40% }

      map shop "How people come to love our mugs" {
        personas sara, reza
      }
    `,
    right: source`
      persona sara "Sara, buys gifts" { share: 70% }
      persona reza "Reza, collects" { share: 30% }

      map shop "How people come to love our mugs" {
        personas sara, reza
      }
    `,
  },
}
