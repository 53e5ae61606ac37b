import type { messages } from '../diagnostics/catalog/messages.ts'
import { type ExampleFiles, type Page, source } from './page.ts'

/** A project with one mail, whose body is the template. */
const withTemplate = (template: string): ExampleFiles => ({
  'main.journey': source`
    contact {
      email: email
      name: string?
      birthday: date?
    }

    tag regular

    channel mail: email { to: contact.email }

    message offer(code: string) via mail {
      subject: "For you"
      body: file("mails/offer.liquid")
    }
  `,
  'mails/offer.liquid': template,
})

/** A project with one mail in several variants. */
const withLanguages = (variants: string): string => source`
    contact {
      email: email
      language: language = en
    }

    channel mail: email { to: contact.email }

    message hello via mail {${variants}}
  `

/** J35xx: what messages say. */
export const messagesPages: Record<keyof typeof messages, Page> = {
  'template-syntax': {
    why: `The text can't be read as Liquid, so no mail could be written from it. Most often a tag was not closed, or one was
      misspelt. Every "if" needs its "endif", every "for" its "endfor", and what begins with two braces ends with two.`,
    wrong: withTemplate(source`
      <p>Hello{% if contact.name %} {{ contact.name }},</p>
      <p>Your code is {{ code }}.</p>
    `),
    right: withTemplate(source`
      <p>Hello{% if contact.name %} {{ contact.name }}{% endif %},</p>
      <p>Your code is {{ code }}.</p>
    `),
  },
  'template-unknown-variable': {
    why: `A template may use the parameters of its message, and what is known about the person as "contact". This name is
      neither, and Liquid would print nothing in its place. Mend the spelling, or add a parameter to the message.`,
    wrong: withTemplate(source`
      <p>Your code is {{ coed }}.</p>
    `),
    right: withTemplate(source`
      <p>Your code is {{ code }}.</p>
    `),
  },
  'template-unknown-property': {
    why: `The value has no such part. A contact has the fields that are declared, and its "tags"; a text has a "size"; a list
      has "first", "last" and "size". Liquid would print nothing here, and nobody would notice until a customer does.`,
    wrong: withTemplate(source`
      <p>Hello {{ contact.nmae | default: "friend" }},</p>
      <p>Your code is {{ code }}.</p>
    `),
    right: withTemplate(source`
      <p>Hello {{ contact.name | default: "friend" }},</p>
      <p>Your code is {{ code }}.</p>
    `),
  },
  'template-unknown-filter': {
    why: `Filters change a value before it is printed, and Liquid has no filter of this name. It would leave the value as it
      is without a word. Mend the spelling, or write the change another way.`,
    wrong: withTemplate(source`
      <p>Your code is {{ code | upcsae }}.</p>
    `),
    right: withTemplate(source`
      <p>Your code is {{ code | upcase }}.</p>
    `),
  },
  'template-partial': {
    why: `A graph is complete in itself: it carries the text of each template and reads no files when it runs. So a template
      can't take in others. Write the shared text in each template, or give it to the message as a parameter.`,
    wrong: withTemplate(source`
      <p>Your code is {{ code }}.</p>
      {% render "footer" %}
    `),
    right: withTemplate(source`
      <p>Your code is {{ code }}.</p>
      <p>Warmly, Mina and Jonas</p>
    `),
  },
  'template-may-be-missing': {
    why: `The field is declared with "?", so some people don't have it, and for them there would be a hole in the sentence.
      Say what stands there instead with the filter "default", or print the sentence only where the field is there.`,
    wrong: withTemplate(source`
      <p>Hello {{ contact.name }},</p>
      <p>Your code is {{ code }}.</p>
    `),
    right: withTemplate(source`
      <p>Hello {{ contact.name | default: "friend" }},</p>
      <p>Your code is {{ code }}.</p>
    `),
  },
  'variant-unreachable': {
    why: `Variants are tried in order, and "else" is for everybody who is left. What stands behind it is read by nobody. Put
      "else" last, and write it once.`,
    wrong: withLanguages(`
        else {
          subject: "Welcome"
          body: "Good to have you here."
        }
        when contact.language == fa {
          subject: "خوش آمدید"
          body: "خوشحالیم که اینجایید."
        }
    `),
    right: withLanguages(`
        when contact.language == fa {
          subject: "خوش آمدید"
          body: "خوشحالیم که اینجایید."
        }
        else {
          subject: "Welcome"
          body: "Good to have you here."
        }
    `),
  },
  'template-unknown-value': {
    why: `A member of an enum, a tag and a country are compared as they are declared. This word is none of them, so the condition
      would never hold, and nobody would get what stands behind it. Mend the spelling, or declare the value.`,
    wrong: withTemplate(source`
      <p>{% if contact.tags contains "regluar" %}Good to see you again.{% endif %}</p>
    `),
    right: withTemplate(source`
      <p>{% if contact.tags contains "regular" %}Good to see you again.{% endif %}</p>
    `),
  },
  'template-mismatch': {
    why: `Values compare to values of their own type, and money also to numbers, in whole units. Between two types Liquid would
      answer "no" to every question, without a word. Dates are compared as text in the form "2026-03-21"; a truth value
      is asked for as it is, or compared to true and false.`,
    wrong: withTemplate(source`
      <p>{% if contact.birthday > 2000 %}You are young.{% endif %}</p>
    `),
    right: withTemplate(source`
      <p>{% if contact.birthday >= "2000-01-01" %}You are young.{% endif %}</p>
    `),
  },
  'template-arithmetic': {
    why: `Filters such as "plus" and "times" calculate with numbers and with amounts of money. A number made of a date or of a
      length of time would mean nothing, so the mail could not be written. Calculate in the journey, and give the result
      to the message as a parameter.`,
    wrong: withTemplate(source`
      <p>We will write on {{ contact.birthday | plus: 7 | default: "a good day" }}.</p>
    `),
    right: withTemplate(source`
      <p>Your birthday is on {{ contact.birthday | default: "a good day" }}.</p>
    `),
  },
}
