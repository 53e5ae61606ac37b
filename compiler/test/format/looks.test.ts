/** What the one style looks like: what is written on the left comes out as on the right. */
import { expect, test } from 'vitest'
import { blocksOf } from '../../../docs/test/pages.ts'
import { format } from '../../src/format/format.ts'
import { parse } from '../../src/index.ts'
import { source } from '../../src/pages/page.ts'
import { styled } from './samples.ts'

const formatted = (text: string): string => format(parse('main.journey', text))

/** Names of what is shown, what is written, and what it looks like. */
const looks: readonly (readonly [string, string, string])[] = [
  [
    'one space between words, none inside brackets',
    source`
      import{purchased,visited  as seen}from"std/events"
      tag   vip"Bought"
      message offer ( discount :percent,code : string ?=  "X" ) via mail{body:"x"}
      journey a{exit when not(contact . points> - 3*( 1+2 )and contact.tags contains "x")}`,
    source`
      import { purchased, visited as seen } from "std/events"
      tag vip "Bought"
      message offer(discount: percent, code: string? = "X") via mail { body: "x" }
      journey a { exit when not (contact.points > -3 * (1 + 2) and contact.tags contains "x") }`,
  ],
  [
    'types and quantities',
    source`
      contact { tags: list < money < EUR > > ? }
      segment a = any purchased where total > 1_000   EUR in last 1 day   12 hours`,
    source`
      contact { tags: list<money<EUR>>? }
      segment a = any purchased where total > 1_000 EUR in last 1 day 12 hours`,
  ],
  [
    'commas on one line, none on several',
    source`
      event a { order: string  total: number, }
      event b {
        order: string, total: number,
      }
      event c { order: string
        total: number }
      enum d { one, two }
      event e {
      }`,
    source`
      event a { order: string, total: number }
      event b {
        order: string
        total: number
      }
      event c {
        order: string
        total: number
      }
      enum d { one, two }
      event e {}`,
  ],
  [
    'a step in braces stays on one line if it is alone there and has no blocks in it',
    source`
      journey a {
        wait for b up to 7 days { go to c }
        wait for b up to 7 days {
          go to c }
        wait for b up to 7 days { send d finish }
        wait for b up to 7 days { go to c } else { finish }
        match contact.x { DE, AT { finish } else { if x { finish } } }
      }`,
    source`
      journey a {
        wait for b up to 7 days { go to c }
        wait for b up to 7 days {
          go to c
        }
        wait for b up to 7 days {
          send d
          finish
        }
        wait for b up to 7 days {
          go to c
        } else {
          finish
        }
        match contact.x {
          DE, AT { finish }
          else {
            if x { finish }
          }
        }
      }`,
  ],
  [
    'a line that is too long goes on at its clauses, indented by four',
    source`
      journey a {
        start on purchased where purchased.total > 100 EUR and contact.email exists key purchased.order as big_order
        wait for purchased where purchased.product == "a product with a long name" up to 7 days as bought { finish }
        exit when contact.a == "aaaaaaaaaaaaaaaaaaaaaaaaa" or contact.b == "bbbbbbbbbbbbbbbbbbb" and contact.c
      }
      scenario "b" for a {
        expect sent first_order_offer times 2, not sent free_shipping_for_all, waiting at second_chance, exited
      }`,
    source`
      journey a {
        start on purchased
            where purchased.total > 100 EUR and contact.email exists
            key purchased.order
            as big_order
        wait for purchased
            where purchased.product == "a product with a long name"
            up to 7 days
            as bought {
          finish
        }
        exit when contact.a == "aaaaaaaaaaaaaaaaaaaaaaaaa"
            or contact.b == "bbbbbbbbbbbbbbbbbbb" and contact.c
      }
      scenario "b" for a {
        expect sent first_order_offer times 2,
            not sent free_shipping_for_all,
            waiting at second_chance,
            exited
      }`,
  ],
  [
    'a block that does not fit behind a line goes on lines of its own',
    source`
      journey a {
        wait for product_viewed where product_viewed.category == "green tea" up to 14 days { go to b }
      }`.replace('green tea', 'green tea leaves'),
    source`
      journey a {
        wait for product_viewed where product_viewed.category == "green tea leaves" up to 14 days {
          go to b
        }
      }`,
  ],
  [
    'lists and arguments that are too long',
    source`
      import { one_thing_with_a_name, another_thing_with_a_name, a_third_thing_with_a_name } from "./shop.journey"
      segment a = contact.country in [DE, AT, CH, FR, IT, ES, PT, GB, IE, NL, BE, LU, DK, SE, NO, FI, PL, CZ, SK]
      scenario "b" for a {
        contact(email: "zoe@example.com", name: "Zoë", country: FR, timezone: "Europe/Paris", opt_in: true)
      }`,
    source`
      import {
        one_thing_with_a_name,
        another_thing_with_a_name,
        a_third_thing_with_a_name
      } from "./shop.journey"
      segment a = contact.country in [
        DE, AT, CH, FR, IT, ES, PT, GB, IE, NL, BE, LU, DK, SE, NO, FI, PL, CZ, SK
      ]
      scenario "b" for a {
        contact(
          email: "zoe@example.com",
          name: "Zoë",
          country: FR,
          timezone: "Europe/Paris",
          opt_in: true
        )
      }`,
  ],
  [
    'columns are counted as they are seen',
    source`
      segment a = contact.country in [${'ثبت‌نام‌ها, '.repeat(6)}DE] // eight columns each, of ten characters
      segment b = contact.country in [${'出荷済み, '.repeat(8)}DE]`,
    source`
      segment a = contact.country in [${'ثبت‌نام‌ها, '.repeat(6)}DE] // eight columns each, of ten characters
      segment b = contact.country in [
        ${'出荷済み, '.repeat(8)}DE
      ]`,
  ],
  [
    'comments stay where they are, with one empty line at most',
    source`


      // one


      /// two
      tag a // three
      // four

      journey b { // five

        // six
        start manually // seven, which may be as long as it wants to be: nothing is wrapped because of it, nothing
        send c(
          // eight
          d: 1, // nine
          e: 2
        )


        wait up to 3 days { // ten
          on f { } // eleven
          // twelve
        } // thirteen
        else { }
        // fourteen

      }
      // fifteen`,
    source`
      // one

      /// two
      tag a // three
      // four

      journey b { // five
        // six
        start manually // seven, which may be as long as it wants to be: nothing is wrapped because of it, nothing
        send c(
          // eight
          d: 1, // nine
          e: 2
        )

        wait up to 3 days { // ten
          on f {} // eleven
          // twelve
        } // thirteen
        else {}
        // fourteen
      }
      // fifteen`,
  ],
  [
    'comments in odd places',
    source`
      journey // one
      a {
        if x and // two
          y or z { finish }
        delay
          // three
          3 days
        tag #a, // four
        tag #b
      }`,
    source`
      journey // one
      a {
        if x
            and // two
            y
            or z {
          finish
        }
        delay
        // three
        3 days
        tag #a // four
        tag #b
      }`,
  ],
  [
    'texts are left as they are',
    source`
      message a via b { subject: "a  {contact.name??"x"}  b"
        body: """
          one

            two
        """ }`,
    source`
      message a via b {
        subject: "a  {contact.name??"x"}  b"
        body: """
          one

            two
        """
      }`,
  ],
  [
    'what can not be read is left as it is, and the rest is formatted',
    source`
      contact { name:string?
        email  email?
        phone:phone? }
      journey  a {
        send   b
        wait   for purchased up too   7 days {
              go to c
        }
        if x { dely   3 days
          finish   "x" }
      }
      evnt   b  { }
      tag   c`,
    source`
      contact {
        name: string?
        email  email?
        phone: phone?
      }
      journey a {
        send b
        wait   for purchased up too   7 days {
              go to c
        }
        if x {
          dely   3 days
          finish "x"
        }
      }
      evnt   b  { }
      tag c`,
  ],
]

test.each(looks)('%s', (_, written, wanted) => {
  expect(formatted(written)).toBe(wanted)
  expect(formatted(wanted)).toBe(wanted)
})

test('nothing at all', () => {
  expect(formatted('')).toBe('')
  expect(formatted(' \n\n')).toBe('')
  expect(formatted('// only a comment')).toBe('// only a comment\n')
})

test('line ends are those that the file has', () => {
  expect(formatted('tag a\r\ntag b')).toBe('tag a\r\ntag b\r\n')
  expect(formatted('tag a\r/// doc\rtag b')).toBe('tag a\n/// doc\ntag b\n')
  expect(formatted('\ufefftag a\n\n\ntag b\r\n')).toBe('tag a\n\ntag b\n')
})

test.each(styled)('$path is in the one style', ({ text }) => {
  expect(formatted(text)).toBe(text)
})

test('the page about the style shows what comes out', () => {
  const [before, after] = blocksOf('docs/formatting.md').filter(({ language }) => language === 'journey')
  expect(formatted(before!.text)).toBe(after!.text)
})
