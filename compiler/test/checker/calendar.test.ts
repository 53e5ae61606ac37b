/** Dates that shift, starts by time, and delays until a moment. */
import { describe } from 'vitest'
import { checkEach, condition, journey, type Snippet, steps } from './check.ts'

describe('dates and durations', () => {
  const snippets: Snippet[] = [
    ['2026-03-02 + 3 days < 2026-04-01'],
    ['2026-03-02 - 1 month == 2026-02-02'],
    ['2026-03-02 10:00 + 90 minutes > 2026-03-02 11:00'],
    ['(contact.birthday ?? 2000-01-01) + 18 years <= 2026-03-02'],
    ['contact.birthday exists and contact.birthday + 18 years <= 2026-03-02'],
    ['contact.seen exists and contact.seen + 1 day 12 hours > 2026-03-02 10:00'],
    ['contact.seen exists and contact.seen - contact.patience > 2026-03-02 10:00'],
    ['contact.birthday + 18 years <= 2026-03-02', 'J3002'],
    ['2026-03-02 + 3 hours == 2026-03-02', 'J4301'],
    ['2026-03-02 + 1 day 12 hours == 2026-03-03', 'J4301'],
    // Only when it runs is it known whether there are hours in it: then the date is missing.
    ['2026-03-02 + contact.patience > 2026-03-02', 'J3002'],
    ['(2026-03-02 + contact.patience ?? 2026-03-02) > 2026-03-02'],
    ['2026-03-02 + 3 == 2026-03-05', 'J3006'],
    ['3 days + 2026-03-02 == 2026-03-05', 'J3006'],
    ['2026-03-02 * 3 days == 2026-03-05', 'J3006'],
    ['2026-03-05 - 2026-03-02 == 3 days', 'J3006'],
    ['2026-03-02 < 2026-03-02 10:00', 'J3006'],
    ['2026-03-02 + 1 day == 2026-03-03 10:00', 'J3006'],
    ['09:00 + 1 hour == 10:00', 'J3006'],
  ]
  checkEach(snippets, condition)
})

describe('starts by time', () => {
  const snippets: Snippet[] = [
    ['start at contact.birthday\nfinish'],
    ['start at contact.birthday - 3 days at 09:00\nfinish'],
    ['start at contact.birthday + 1 week, once\nfinish'],
    ['start at contact.seen + 2 hours, once\nfinish'],
    ['start at 2026-11-27 08:00\nfinish'],
    ['start at 2026-11-27 at 08:00 for everyone\nfinish'],
    ['start every day at 09:00\nfinish'],
    ['start every monday\nfinish'],
    ['start every week on monday at 09:00\nfinish'],
    ['start every month on 31 at 09:00\nfinish'],
    ['start every year on 29 February at 09:00 where contact has #vip\nfinish'],
    // Who is started at a date has it.
    ['start at contact.birthday\nif contact.birthday > 2000-01-01 { tag #vip }'],
    ['start at contact.birthday\nstart manually\nif contact.birthday > 2000-01-01 { tag #vip }', 'J3002'],
    ['start at contact.seen + contact.patience\nif contact.seen > 2000-01-01 10:00 { tag #vip }'],
    // Of two that stand in for each other, either may be missing.
    ['start at contact.hired ?? contact.birthday\nfinish'],
    ['start at (contact.hired ?? contact.birthday) - 3 days\nfinish'],
    ['start at contact.hired ?? contact.birthday\nif contact.hired > 2000-01-01 { tag #vip }', 'J3002'],
    ['start at contact.hired ?? contact.birthday\nif contact.birthday > 2000-01-01 { tag #vip }', 'J3002'],
    // It is planned from what is kept of the contact.
    ['start at (latest reserved.day ever ?? 2000-01-01) - 1 day at 09:00\nfinish', 'J4306'],
    ['start at contact.points\nfinish', 'J3001'],
    ['start at 09:00\nfinish', 'J3001'],
    ['start at contact.birthday at 2026-03-02\nfinish', 'J3001'],
    ['start at contact.birthday at contact.wakes ?? 09:00\nfinish', 'J3013'],
    ['start at contact.birthday - 3 hours\nfinish', 'J4301'],
    ['start at 2026-11-27 08:00 at 09:00\nfinish', 'J4302'],
    ['start at 2026-11-27 for strangers\nfinish', 'J2006'],
    ['start every mondy at 09:00\nfinish', 'J3008'],
    ['start every fortnight at 09:00\nfinish', 'J3008'],
    ['start every week at 09:00\nfinish', 'J4303'],
    ['start every week on 15\nfinish', 'J4303'],
    ['start every week on someday\nfinish', 'J3008'],
    ['start every month at 09:00\nfinish', 'J4303'],
    ['start every month on monday\nfinish', 'J4303'],
    ['start every month on 32\nfinish', 'J4304'],
    ['start every month on 0\nfinish', 'J4304'],
    ['start every month on 1.5\nfinish', 'J4304'],
    ['start every year on 21\nfinish', 'J4303'],
    ['start every year on 21 Mach\nfinish', 'J3008'],
    ['start every year on 31 April\nfinish', 'J4304'],
    ['start every day on 15\nfinish', 'J4303'],
    ['start every monday at 9\nfinish', 'J3001'],
  ]
  checkEach(snippets, journey)
})

describe('delays until a moment', () => {
  const snippets: Snippet[] = [
    ['delay until 09:00'],
    ['delay until monday'],
    ['delay until monday at 09:00'],
    ['delay until 2026-11-27 08:00'],
    ['delay until 2026-11-27 at 08:00, if past finish'],
    ['if contact.birthday exists { delay until contact.birthday at 09:00, if past skip tag #vip }'],
    ['if contact.birthday exists { delay until next contact.birthday - 1 week }'],
    ['if contact.seen exists { delay until contact.seen + 2 hours, if past continue }'],
    ['delay until contact.birthday', 'J3002'],
    ['delay until next contact.birthday at 09:00', 'J3002'],
    ['delay until contact.points', 'J3001'],
    ['delay until 3 days', 'J3001'],
    ['delay until monday at 9', 'J3001'],
    ['delay until 09:00, if past finish', 'J4305'],
    ['delay until monday at 09:00, if past skip', 'J4305'],
    ['delay until 2026-11-27 08:00, if past stop', 'J3008'],
    ['delay until 2026-11-27 08:00 at 09:00', 'J4302'],
  ]
  checkEach(snippets, steps)
})

describe('what is held, and what is left out', () => {
  const round = (delay: string): string =>
    journey(`start manually\nstage one {\n${delay}\nsend hello\ngo to one\n}`)
  checkEach(
    [
      ['delay until 09:00'],
      ['delay until 2026-11-27 08:00, if past finish'],
      ['delay until 2026-11-27 08:00', 'J4011'],
      ['delay until 2026-11-27 08:00, if past continue', 'J4011'],
      // Who skips the message is in the round all the same.
      ['delay until 2026-11-27 08:00, if past skip', 'J4011'],
    ],
    round,
  )
  checkEach(
    [
      ['delay until 2026-11-27 08:00, if past skip\nfinish\ntag #vip'],
      ['delay until 2026-11-27 08:00, if past finish\nfinish\ntag #vip', 'J4010'],
    ],
    steps,
  )
})
