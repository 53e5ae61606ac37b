/** Scenarios: that they can be run as they are written. */
import { describe } from 'vitest'
import { checkEach, PROJECT, type Snippet } from './check.ts'

const JOURNEY = `journey trial "Trial" {
  start on visited
  start manually
  goal sale: purchased within 30 days
  stage look {
    wait for left up to 3 days as pause { go to rest }
    send hello
    delay 1 day
  }
  stage rest { finish "done" }
}
`
const scenario = (lines: string): string =>
  `${PROJECT}${JOURNEY}scenario "it works" for trial {\n${lines.replace(/^/gm, '  ')}\n}\n`

const BEGIN = 'contact(email: "sara@example.com")\nat 2026-03-02 10:00 in "Europe/Berlin"\n'

describe('as a whole', () => {
  const snippets: Snippet[] = [
    [`${BEGIN}visited(page: "a")\nexpect entered`],
    ['', 'J5001'],
    ['expect not entered', 'J5001'],
    ['at 2026-03-02 10:00\ncontact(email: "sara@example.com")\nexpect not entered', 'J5001'],
    ['contact(email: "sara@example.com")\nvisited(page: "a")\nexpect entered', 'J5002'],
    ['contact(email: "sara@example.com")\nat 10:00\nvisited(page: "a")\nexpect entered', 'J5002'],
    ['contact(email: "sara@example.com")\nafter 2 days\nvisited(page: "a")\nexpect entered', 'J5002'],
    ['contact(email: "sara@example.com")\nexpect not entered'],
    [`${BEGIN}visited(page: "a")`, 'J5004'],
    [`${BEGIN}visited(page: "a")\nat 2026-03-01 10:00\nexpect entered`, 'J5003'],
    [`${BEGIN}visited(page: "a")\nat 2026-03-02 09:59\nexpect entered`, 'J5003'],
    [`${BEGIN}visited(page: "a")\nat 2026-03-02 10:00\nat 2026-03-03 10:00\nexpect entered`],
    [`${BEGIN}after 5 days\nat 2026-03-03 10:00\nexpect not entered`, 'J5003'],
    [`${BEGIN}at 18:00\nexpect not entered`],
  ]
  checkEach(snippets, scenario)
})

describe('the contact', () => {
  const rest = '\nat 2026-03-02 10:00\nvisited(page: "a")\nexpect entered'
  const snippets: Snippet[] = [
    [`contact(email: "sara@example.com", points: 3, country: AT, birthday: 2000-02-29, member: true)${rest}`],
    [
      `contact(email: "sara@example.com", credit: 5 EUR, words: ["a"], countries: [DE, AT], wakes: 07:00)${rest}`,
    ],
    [`contact()${rest}`, 'J3011'],
    [`contact(email: "sara")${rest}`, 'J3008'],
    [`contact(email: "sara@example.com", points: "3")${rest}`, 'J3001'],
    [`contact(email: "sara@example.com", nothing: 3)${rest}`, 'J3021'],
    [`contact(email: "sara@example.com", points: 3, points: 4)${rest}`, 'J3012'],
    [`contact(email: "sara@example.com", points: 1 + 2)${rest}`, 'J3013'],
    [`contact(email: "sara@example.com", country: Austria)${rest}`, 'J3008'],
  ]
  checkEach(snippets, scenario)
})

describe('what happens', () => {
  const snippets: Snippet[] = [
    ['visited(page: "a")'],
    ['visited(page: "a", shop: "b", pieces: 2)'],
    ['visited', 'J3011'],
    ['visited()', 'J3011'],
    ['visited(page: 3)', 'J3001'],
    ['visited(page: "a", nothing: 3)', 'J3021'],
    ['visited(page: "{contact.email}")', 'J3013'],
    ['left(page: "a", total: 3 EUR)'],
    ['left(page: "a", total: 3 USD)', 'J3001'],
    ['visted(page: "a")', 'J2006'],
    ['hello', 'J2007'],
    ['clicked(message: hello)'],
    ['clicked(message: mail)', 'J3001'],
    ['tag #vip'],
    ['untag #vip'],
    ['tag #nothing', 'J2006'],
    ['start manually'],
    ['fail send hello'],
    ['fail send nothing', 'J2006'],
    ['after 2 days'],
    ['after 0 days', 'J4013'],
    ['after 2', 'J3001'],
    ['at 2026-03-05 10:00 in "America/New_York"'],
    ['at 2026-03-05 10:00 in "New York"', 'J5006'],
    ['at 2026-03-05 10:00 in "+02:00"', 'J5006'],
    ['at 2026-03-05 10:00 in "{contact.name}"', 'J3016'],
  ]
  checkEach(snippets, (line) => scenario(`${BEGIN}${line}\nexpect not exited`))
})

describe('a contact may stand at a call until the answer is there', () => {
  const called = (line: string): string =>
    `${PROJECT}action make_coupon(): { code: string } from "./actions.ts"
journey trial { start manually
call make_coupon() as coupon
tag #vip }
scenario "it works" for trial {
${BEGIN}expect ${line}
}
`
  checkEach([['waiting at coupon'], ['waiting at "tag vip"', 'J5005']], called)
})

describe('what is expected', () => {
  const snippets: Snippet[] = [
    ['sent hello'],
    ['not sent hello'],
    ['sent hello times 2'],
    ['not sent hello times 2', 'J5007'],
    ['sent hello times 1.5', 'J3001'],
    ['sent nothing', 'J2006'],
    ['sent vip', 'J2007'],
    ['sent offer with (discount: 10%)'],
    ['sent offer with (code: "A")'],
    ['sent offer with (discount: 10)', 'J3001'],
    ['sent offer with (nothing: 10)', 'J3021'],
    ['sent offer with (discount: contact.share)', 'J3013'],
    ['suppressed nudge'],
    ['suppressed nothing', 'J2006'],
    ['tagged #vip, not tagged #fan'],
    ['tagged #nothing', 'J2006'],
    ['in stage look'],
    ['in stage nowhere', 'J2006'],
    ['waiting at pause'],
    ['waiting at "pause"'],
    ['waiting at "look/delay"'],
    ['waiting at "look/send hello"'],
    ['waiting at delay', 'J5005'],
    ['waiting at "look/wait left"', 'J5005'],
    ['goal sale'],
    ['goal sales', 'J2006'],
    ['finished'],
    ['finished "done"'],
    ['not finished "dine"', 'J2006'],
    ['finished "{contact.name}"', 'J3016'],
    ['exited'],
    ['not exited, entered'],
    ['entered trial'],
    ['entered nothing', 'J2006'],
    ['contact.points == 3'],
    ['contact.name == "Sara"'],
    ['contact.points', 'J3007'],
    ['contact.nothing == 3', 'J3005'],
    ['contact has #vip'],
    ['not contact has #vip'],
    ['not contact.phone exists'],
    ['visited.page == "a"', 'J1001'],
  ]
  checkEach(snippets, (expectation) => scenario(`${BEGIN}visited(page: "a")\nexpect ${expectation}`))
})

describe('the journey', () => {
  const snippets: Snippet[] = [
    ['scenario "s" for trail { contact(email: "a@example.com") expect not entered }', 'J2006'],
    ['scenario "s" for hello { contact(email: "a@example.com") expect not entered }', 'J2007'],
    ['scenario "{contact.name}" for trial { contact(email: "a@example.com") expect not entered }', 'J3016'],
    // What belongs to the journey can't be checked without it, and is not reported a second time.
    [
      'scenario "s" for trail { contact(email: "a@example.com") expect in stage look, goal sale, waiting at pause }',
      'J2006',
    ],
  ]
  checkEach(snippets, (text) => `${PROJECT}${JOURNEY}${text}\n`)
})

describe('a journey that nobody can be put into', () => {
  const snippets: Snippet[] = [['start manually', 'J4107'], ['visited(page: "a")']]
  const closed = JOURNEY.replace('  start manually\n', '')
  checkEach(snippets, (line) => scenario(`${BEGIN}${line}\nexpect entered`).replace(JOURNEY, closed))
})
