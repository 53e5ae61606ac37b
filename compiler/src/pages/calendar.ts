import type { calendar } from '../diagnostics/catalog/calendar.ts'
import { type Page, source } from './page.ts'

/** A project with a journey that begins and goes on as told. */
const withJourney = (start: string, steps: string): string => source`
    contact { birthday: date? }

    tag vip

    journey birthday {
      ${start}
      ${steps}
      tag #vip
    }
  `

const withBooking = (start: string, steps: string): string =>
  `event booked { day: date }\n\n${withJourney(start, steps)}`

/** J43xx: dates, times and what recurs. */
export const calendarPages: Record<keyof typeof calendar, Page> = {
  'hours-on-date': {
    why: `A date is a day of the calendar. It has no time of day, so there is nothing that hours could be added to. Days, weeks,
      months and years can be. Where a time of day is meant, it stands after the date.`,
    wrong: withJourney('start at contact.birthday - 15 hours', 'delay 1 day'),
    right: withJourney('start at contact.birthday - 1 day at 09:00', 'delay 1 day'),
  },
  'time-given-twice': {
    why: 'A date and time says when on that day. There is no second time beside it, so one of the two is too much.',
    wrong: withJourney('start at 2026-11-27 08:00 at 09:00', 'delay 1 day'),
    right: withJourney('start at 2026-11-27 09:00', 'delay 1 day'),
  },
  'bad-recurrence': {
    why: `What recurs needs its day: a week the day of the week, a month the number of the day, a year the day and the month. A day
      needs none.`,
    wrong: withJourney('start every year on 21 at 09:00', 'delay 1 day'),
    right: withJourney('start every year on 21 March at 09:00', 'delay 1 day'),
  },
  'no-such-day': {
    why: `The day can never come. A day that only some months have may be written: in the others their last day is taken, and
      29 February is the 28th in years without a leap day.`,
    wrong: withJourney('start every year on 31 April at 09:00', 'delay 1 day'),
    right: withJourney('start every year on 30 April at 09:00', 'delay 1 day'),
  },
  'never-past': {
    why: `A time of day, a day of the week and what is "next" always mean one that is still to come, so there is nothing to do for
      those who come too late. Only a date, or a date and time, can be past.`,
    wrong: withJourney('start manually', 'delay until monday at 09:00, if past finish'),
    right: withJourney('start manually', 'delay until 2026-11-27 09:00, if past finish'),
  },
  'history-in-date': {
    why: `When journeys start by a date is planned ahead, for every contact, from what is kept of them. What happened is looked up
      when somebody is there to ask for. Start on the event itself and let a delay hold the contact, or write the date into
      a field of the contact with "set" when it happens.`,
    wrong: withBooking('start at (latest booked.day ever ?? 2030-01-01) - 1 week', 'delay 1 day'),
    right: withBooking('start on booked', 'delay until booked.day - 1 week, if past continue'),
  },
}
