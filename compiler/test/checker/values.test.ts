/** Types: what may be compared, computed, given and written where. */
import { describe, expect, test } from 'vitest'
import { messageOf } from '../../src/index.ts'
import { compileSources } from '../diagnostics/findings.ts'
import { check, checkEach, condition, PROJECT, type Snippet, steps } from './check.ts'

describe('comparisons', () => {
  const snippets: Snippet[] = [
    ['contact.points == 3'],
    ['contact.points == 3.5'],
    ['contact.points < contact.share'],
    ['contact.points == "3"', 'J3006'],
    ['contact.points > "3"', 'J3006'],
    ['contact.points > 3 days', 'J3006'],
    ['contact.member == true'],
    ['contact.member > false', 'J3006'],
    ['contact.email == "sara@example.com"'],
    ['contact.email == contact.name'],
    ['contact.name == contact.nick'],
    ['contact.name exists and contact.name > "a"', 'J3006'],
    ['contact.share >= 10%'],
    ['contact.share == 0.1'],
    ['contact.patience > 3 days'],
    ['contact.patience > 3', 'J3006'],
    ['contact.wakes exists and contact.wakes < 09:00'],
    ['contact.birthday exists and contact.birthday < 2000-01-01'],
    ['contact.birthday exists and contact.birthday < 2000-01-01 10:00', 'J3006'],
    ['contact.seen exists and contact.seen < 2026-01-01 10:00'],
    ['contact.seen exists and contact.seen < 2026-01-01', 'J3006'],
    ['contact.birthday exists and contact.birthday == "2000-01-01"', 'J3006'],
    ['[DE] == [AT]', 'J2006'],
    ['contact has #vip'],
    ['not contact has #vip'],
    ['contact has #nobody', 'J2006'],
    ['contact has "vip"', 'J3019'],
    ['contact has vip', 'J3019'],
    ['contact.name has #vip', 'J3019'],
    ['contact.email contains "@"'],
    ['contact.email starts with "sara"'],
    ['contact.email starts with 3', 'J3006'],
    ['contact.words contains "a"'],
    ['contact.words contains 3', 'J3006'],
    ['contact.points contains 3', 'J3006'],
    ['contact.points in [1, 2, 3]'],
    ['contact.points in [1, 2.5]'],
    ['contact.points in ["1"]', 'J3006'],
    ['contact.points in [1, "2"]', 'J3001'],
    ['contact.points in contact.points', 'J3006'],
    ['contact.email in ["sara@example.com"]'],
    ['contact.points in []'],
    ['"a" in contact.words'],
  ]
  checkEach(snippets, condition)
})

describe('money', () => {
  const snippets: Snippet[] = [
    ['contact.credit > 20 EUR'],
    ['contact.credit > 20', 'J3006'],
    ['contact.credit > 20 USD', 'J3009'],
    ['contact.credit == contact.dollars', 'J3009'],
    ['contact.credit + 5 EUR > 20 EUR'],
    ['contact.credit + 5 > 20 EUR', 'J3006'],
    ['contact.credit - contact.dollars > 1 EUR', 'J3009'],
    ['contact.credit * 2 > 20 EUR'],
    ['2 * contact.credit > 20 EUR'],
    ['contact.credit * 10% > 2 EUR'],
    ['contact.credit * contact.credit > 2 EUR', 'J3006'],
    ['contact.credit / 2 > 2 EUR'],
    ['2 / contact.credit > 2', 'J3006'],
    ['contact.credit / 2 EUR == 3'],
    ['-contact.credit < 0 EUR'],
    ['contact.credit == 9.99 EUR'],
    ['contact.credit == 9.990 EUR'],
    ['contact.credit == 9.999 EUR', 'J3010'],
    ['contact.dollars == 1_000.50 USD'],
    ['1 JPY == 1.5 JPY', 'J3010'],
    ['1.234 KWD == 1.2 KWD'],
    ['1 XXQ == 1 EUR', 'J3008'],
    ['contact.debt == 3 EUR'],
    ['contact.debt > 3 EUR', 'J3002'],
    ['(contact.debt ?? 0 EUR) > 3 EUR'],
    ['(contact.debt ?? 0 USD) > 3 EUR', 'J3001'],
    ['contact.credit in [10 EUR, 20 EUR]'],
    ['contact.credit in [10 USD]', 'J3009'],
  ]
  checkEach(snippets, condition)
})

describe('arithmetic', () => {
  const snippets: Snippet[] = [
    ['contact.points + 1 == 2'],
    ['contact.points * 1.5 > 2'],
    ['contact.points * 10% > 2'],
    ['contact.share + 10% == 20%'],
    ['contact.points + contact.name == 3', 'J3006', 'J3002'],
    ['contact.points + "a" == "3a"', 'J3006'],
    ['"a" + "b" == "ab"', 'J3006'],
    ['contact.member + 1 == 2', 'J3006'],
    ['-contact.member == true', 'J3001'],
    ['contact.patience + 1 day > 3 days', 'J3006'],
  ]
  checkEach(snippets, condition)
})

describe('conditions', () => {
  const snippets: Snippet[] = [
    ['contact.member'],
    ['true'],
    ['contact.points', 'J3007'],
    ['"yes"', 'J3007'],
    ['#vip', 'J3019'],
    ['[1]', 'J3007'],
    ['not contact.points', 'J3007'],
    ['contact.member and contact.points', 'J3007'],
    ['contact.points or contact.email', 'J3007', 'J3007'],
    ['contact', 'J3018'],
    ['contact.member and (contact.points > 3) == contact.member'],
    ['vip', 'J2007'],
    ['nothing', 'J2006'],
    ['nothing.at_all', 'J2006'],
    ['contact.nothing', 'J3005'],
    ['contact.name.first == "a"', 'J3005'],
    ['upper(contact.email) == "A"', 'J3015'],
    ['file("a") == "A"', 'J3015'],
  ]
  checkEach(snippets, condition)
})

describe('bare codes', () => {
  const snippets: Snippet[] = [
    ['contact.country == DE'],
    ['DE == contact.country'],
    ['contact.country != AT'],
    ['contact.country == "DE"'],
    ['contact.country == Germany', 'J3008'],
    ['contact.country == de', 'J3008'],
    ['contact.country == "XX"', 'J3008'],
    ['contact.country == EUR', 'J3008'],
    ['contact.country in [DE, AT, CH]'],
    ['contact.country in [DE, XX]', 'J3008'],
    ['contact.country in ["DE", AT]'],
    ['contact.countries contains DE'],
    ['contact.countries contains XX', 'J3008'],
    ['DE in contact.countries'],
    ['XX in contact.countries', 'J3008'],
    ['contact.second_country == DE'],
    ['(contact.second_country ?? DE) == AT'],
    ['(contact.second_country ?? XX) == AT', 'J3008'],
    ['contact.language == fa'],
    ['contact.language == "pt-BR"'],
    ['contact.language == "pt_BR"', 'J3008'],
    ['contact.language == "zh-Hant-TW"'],
    ['contact.language == "de-CH-1996"'],
    ['contact.language == ckb'],
    ['contact.language == "xx-DE"', 'J3008'],
    ['contact.language == "EN"', 'J3008'],
    ['contact.language == "en-us"', 'J3008'],
    ['contact.language == xx', 'J3008'],
    ['contact.language in [en, fa]'],
    ['contact.country == contact.second_country'],
    ['contact.country == contact.language', 'J3006'],
    ['contact.name == DE', 'J2006'],
    ['DE == 3', 'J2006'],
  ]
  checkEach(snippets, condition)
})

describe('texts of a form', () => {
  const snippets: Snippet[] = [
    ['contact.email == "nobody"', 'J3008'],
    ['contact.phone == "+49 (30) 12/34-5"'],
    ['contact.phone == "call me"', 'J3008'],
    ['contact.site == "https://example.com/a?b=c"'],
    ['contact.site == "example"', 'J3008'],
    // A part of an address need not have its form.
    ['contact.email contains "example"'],
    ['contact.site exists and contact.site starts with "https"'],
  ]
  checkEach(snippets, condition)
})

describe('arguments of a message', () => {
  const snippets: Snippet[] = [
    ['send offer(discount: 10%)'],
    ['send offer(discount: 10%, code: "A")'],
    ['send offer(code: "A", discount: contact.share)'],
    ['send offer(discount: 10%, code: contact.name)'],
    ['send offer(discount: 10%, code: "A{contact.points}")'],
    ['send offer', 'J3011'],
    ['send offer()', 'J3011'],
    ['send offer(code: "A")', 'J3011'],
    ['send offer(discount: 10)', 'J3001'],
    ['send offer(discount: 0.1)', 'J3001'],
    ['send offer(discount: "10%")', 'J3001'],
    ['send offer(discount: 10%, discount: 20%)', 'J3012'],
    ['send offer(discount: 10%, cod: "A")', 'J3021'],
    ['send hello()'],
    ['send hello(discount: 10%)', 'J3021'],
    ['send offr(discount: 10%)', 'J2006'],
    ['send mail', 'J2007'],
    ['send vip', 'J2007'],
  ]
  checkEach(snippets, steps)
})

describe('fields', () => {
  const field = (text: string) => `contact { email: email? }\nevent e { ${text} }\n`
  const snippets: Snippet[] = [
    ['a: string, b: integer, c: number, d: boolean, e: percent, f: duration'],
    ['a: date, b: time, c: datetime, d: email, e: phone, f: url, g: country, h: language, i: timezone'],
    ['a: money<EUR>, b: list<string>, c: list<money<JPY>>?'],
    ['a: message, b: channel?'],
    ['a: text', 'J3003'],
    ['a: String', 'J3003'],
    ['a: money', 'J3004'],
    ['a: money<EURO>', 'J3008'],
    ['a: money<eur>', 'J3008'],
    ['a: list', 'J3004'],
    ['a: list<nothing>', 'J3003'],
    ['a: string<EUR>', 'J3004'],
    ['a: string, a: integer', 'J3020'],
    ['a: integer = 3'],
    ['a: number = 3'],
    ['a: percent = 3%'],
    ['a: integer = 3.5', 'J3001'],
    ['a: integer = "3"', 'J3001'],
    ['a: number = -3'],
    ['a: boolean = yes', 'J2006'],
    ['a: country = DE'],
    ['a: country = "DE"'],
    ['a: country = Deutschland', 'J3008'],
    ['a: language = "pt-BR"'],
    ['a: timezone = "Europe/Berlin"'],
    ['a: timezone = "Berlin"', 'J3008'],
    ['a: timezone = "+02:00"', 'J3008'],
    ['a: list<country> = [DE, AT]'],
    ['a: list<country> = [DE, XX]', 'J3008'],
    ['a: list<string> = []'],
    ['a: list<integer> = ["a"]', 'J3001'],
    ['a: money<EUR> = 3 EUR'],
    ['a: money<EUR> = 3 USD', 'J3001'],
    ['a: money<EUR> = 3', 'J3001'],
    ['a: string = "x {contact.email}"', 'J3013', 'J3002'],
    ['a: integer = 1 + 2', 'J3013'],
    ['a: email = "nobody"', 'J3008'],
  ]
  checkEach(snippets, field)
})

describe('lengths of time', () => {
  const snippets: Snippet[] = [
    ['delay 3 days'],
    ['delay 1 day 12 hours'],
    ['delay 0 days', 'J4013'],
    ['delay 0 days 0 hours', 'J4013'],
    ['delay 3', 'J3001'],
    ['delay "3 days"', 'J3001'],
    ['delay contact.patience', 'J3013'],
    ['wait for visited up to 0 days', 'J4013'],
    ['wait for visited up to contact.patience', 'J3013'],
  ]
  checkEach(snippets, steps)
})

describe('texts', () => {
  const snippets: Snippet[] = [
    ['finish "because"'],
    ['finish "because {contact.points}"', 'J3016'],
    ['send offer(discount: 10%, code: "{contact.points}{contact.credit}{contact.share}{contact.country}")'],
    ['send offer(discount: 10%, code: "{contact.name}")', 'J3002'],
    ['send offer(discount: 10%, code: "{contact.phone ?? "no phone"}")'],
    ['send offer(discount: 10%, code: "{#vip}")', 'J3019'],
    ['send offer(discount: 10%, code: "{contact.nothing}")', 'J3005'],
    ['send offer(discount: 10%, code: "{contact}")', 'J3018'],
  ]
  checkEach(snippets, steps)
})

describe('the words of a finding', () => {
  const messageIn = (text: string) => messageOf(compileSources(condition(text)).diagnostics[0]!)
  test.each([
    ['contact.points > "3"', '">" can\'t be applied to an integer and a text.'],
    ['contact.credit > 20', '">" can\'t be applied to an amount in EUR and an integer.'],
    ['contact.points', 'A condition is true or false, but this is an integer.'],
    ['contact.pionts > 3', 'The contact has no field "pionts". Did you mean "points"?'],
    ['contact has #vpi', 'There is no tag "vpi" here. Did you mean "vip"?'],
    ['contact.credit == 9.999 EUR', "EUR has 2 decimals: 9.999 can't be paid."],
    ['1 JPY == 1.5 JPY', "JPY has no decimals: 1.5 can't be paid."],
  ])('%s: %s', (text, message) => expect(messageIn(text)).toBe(message))
})

test('a name that is not there is reported once, however often its value is used', () => {
  check(
    `${PROJECT}journey j {\nstart manually where contact.nothing + 1 > 3 and (contact.nothing ?? 2) == 2\nfinish\n}`,
    ['J3005', 'J3005'],
  )
})
