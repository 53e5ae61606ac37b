import { define, type NoArgs } from '../definition.ts'

/** J43xx: dates, times and what recurs. */
export const calendar = define({
  'hours-on-date': {
    code: 'J4301',
    severity: 'error',
    message: (_: NoArgs) =>
      'A date has no time of day that hours could be added to. Use days or longer, or give the time after it: "at 09:00".',
  },
  'time-given-twice': {
    code: 'J4302',
    severity: 'error',
    message: (a: { time: string }) => `The time is given already, ${a.time}. Remove one of the two.`,
  },
  'bad-recurrence': {
    code: 'J4303',
    severity: 'error',
    message: (a: { example: string }) => `Which day is meant? Write it as in "${a.example}".`,
  },
  'no-such-day': {
    code: 'J4304',
    severity: 'error',
    message: (a: { day: string; longest: number }) =>
      `There is no such day: ${a.day}. Days of it go from 1 to ${a.longest}.`,
  },
  'never-past': {
    code: 'J4305',
    severity: 'warning',
    message: (_: NoArgs) => 'This moment is never past: it is always the next one. Remove "if past".',
  },
  'history-in-date': {
    code: 'J4306',
    severity: 'error',
    message: (_: NoArgs) =>
      'The date of a start is read from fields of the contact, not from what happened. Start on the event and delay, or keep the date in a field with "set".',
  },
})
