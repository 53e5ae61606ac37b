/** Reads what quantity tokens say. A quantity is one token, so its text alone decides. */
import type { IToken } from 'chevrotain'
import type { Fix, Report } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'
import type {
  DateLiteral,
  DateTimeLiteral,
  DurationLiteral,
  DurationUnit,
  MoneyLiteral,
  NumberLiteral,
  PercentLiteral,
  TimeLiteral,
} from '../ast.ts'

/** The units of durations, as they may be written. */
export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'].flatMap((unit) => [
  unit,
  `${unit}s`,
])

/** Units as others write them. */
const SHORT_UNITS: Readonly<Record<string, DurationUnit>> = {
  s: 'second', sec: 'second', secs: 'second', min: 'minute', mins: 'minute', h: 'hour', hr: 'hour', hrs: 'hour',
  d: 'day', w: 'week', wk: 'week', wks: 'week', mo: 'month', y: 'year', yr: 'year', yrs: 'year',
} // biome-ignore format: a table

/** The unit that a word right behind a number stands for: `3days`, `3d`. */
export function unitMeant(word: string): string | undefined {
  if (UNITS.includes(word)) return word
  return Object.hasOwn(SHORT_UNITS, word) ? `${SHORT_UNITS[word]}s` : undefined
}

type Problem = (span: Span, problem: string, fixed?: string) => void

/** Reports a quantity that can't be, with a fix when it is clear what was meant. */
export function quantityProblem(path: string, text: string, report: Report): Problem {
  return (span, problem, fixed) => {
    const fixes: Fix[] =
      fixed === undefined
        ? []
        : [{ title: `Change to ${fixed}`, edits: [{ file: path, span, text: fixed }], safe: true }]
    report('bad-quantity', span, { text: text.slice(span.start, span.end), problem }, { fixes })
  }
}

const spanOf = (token: IToken): Span => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
})

const BLANKS = /[ \t]+/
/** One blank between words is the rule, and needs no pattern. */
const wordsOf = (text: string): string[] => {
  const words = text.split(' ')
  return text.includes('\t') || words.includes('') ? text.split(BLANKS) : words
}

const digits = (text: string): string => (text.includes('_') ? text.replaceAll('_', '') : text)

export function numberLiteral(token: IToken, problem: Problem): NumberLiteral {
  const span = spanOf(token)
  const value = Number(digits(token.image))
  if (value <= Number.MAX_SAFE_INTEGER) return { kind: 'number', span, value }
  problem(span, 'such a large number can not be counted exactly.')
  return { kind: 'number', span, value: 0 }
}

export function percentLiteral(token: IToken, problem: Problem): PercentLiteral {
  const text = digits(token.image.slice(0, -1)).trimEnd()
  if (/[ \t]/.test(token.image)) {
    problem(spanOf(token), 'nothing stands between the number and the sign.', `${text}%`)
  }
  // Moving the decimal point in the text is exact; dividing by 100 is not always the nearest fraction.
  return { kind: 'percent', span: spanOf(token), value: Number(`${text}e-2`) }
}

export function moneyLiteral(token: IToken): MoneyLiteral {
  const span = spanOf(token)
  const [amount, currency] = wordsOf(token.image) as [string, string]
  return {
    kind: 'money',
    span,
    amount: digits(amount),
    currency: { text: currency, span: { start: span.end - currency.length, end: span.end } },
  }
}

export function durationLiteral(token: IToken, problem: Problem): DurationLiteral {
  const span = spanOf(token)
  const words = wordsOf(token.image)
  const parts: DurationLiteral['parts'] = []
  for (let index = 0; index + 1 < words.length; index += 2) {
    const word = words[index + 1]!
    const unit = (word.endsWith('s') ? word.slice(0, -1) : word) as DurationUnit
    let amount = Number(digits(words[index]!))
    if (!Number.isInteger(amount)) {
      problem(
        span,
        'lengths of time are whole numbers. Use a smaller unit, such as 90 minutes for 1.5 hours.',
      )
      amount = Math.round(amount)
    }
    if (parts.some((part) => part.unit === unit)) {
      problem(span, `it names ${unit}s twice.`)
    }
    parts.push({ amount, unit })
  }
  const days = parts.reduce((sum, { amount, unit }) => sum + amount * DAYS[unit], 0)
  if (days > LONGEST_DAYS) {
    problem(span, 'nobody waits for longer than a hundred years.')
    return { kind: 'duration', span, parts: [{ amount: 1, unit: 'day' }] }
  }
  return { kind: 'duration', span, parts }
}

/** Lengths of the units in days, near enough to tell what is far too long. */
const DAYS: Readonly<Record<DurationUnit, number>> = {
  second: 1 / 86_400,
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30,
  year: 365,
}
const LONGEST_DAYS = 36_525

export function timeLiteral(token: IToken, problem: Problem): TimeLiteral {
  const span = spanOf(token)
  return { kind: 'time', span, value: checkedTime(token.image, span, problem) }
}

export function dateLiteral(token: IToken, problem: Problem): DateLiteral {
  const span = spanOf(token)
  return { kind: 'date', span, value: checkedDate(token.image, span, problem) }
}

export function dateTimeLiteral(token: IToken, problem: Problem): DateTimeLiteral {
  const span = spanOf(token)
  const written = token.image.replace('T', ' ')
  if (written !== token.image) problem(span, `a blank stands before the time: ${written}.`, written)
  const [date, time] = wordsOf(written) as [string, string]
  const timeStart = span.end - time.length
  const day = checkedDate(date, { start: span.start, end: span.start + date.length }, problem)
  const clock = checkedTime(time, { start: timeStart, end: span.end }, problem)
  return { kind: 'datetime', span, value: `${day}T${clock}` }
}

function checkedTime(text: string, span: Span, problem: Problem): string {
  const padded = text.padStart(5, '0')
  if (Number(padded.slice(0, 2)) > 23 || Number(padded.slice(3)) > 59) {
    problem(span, 'a day has the times 00:00 to 23:59.')
    return '00:00'
  }
  if (text !== padded) problem(span, `write the hour with two digits: ${padded}.`, padded)
  return padded
}

function checkedDate(text: string, span: Span, problem: Problem): string {
  const padded =
    text.length === 10
      ? text
      : text
          .split('-')
          .map((part) => part.padStart(2, '0'))
          .join('-')
  const year = Number(padded.slice(0, 4))
  const month = Number(padded.slice(5, 7))
  const day = Number(padded.slice(8))
  if (month < 1 || month > 12) problem(span, 'a year has the months 01 to 12.')
  else if (day < 1 || day > daysInMonth(year, month)) problem(span, 'this month has no such day.')
  else {
    if (text !== padded) problem(span, `write the month and the day with two digits: ${padded}.`, padded)
    return padded
  }
  return '2000-01-01'
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}
