/** The days of the week as the language writes them, from Monday, which is 1. */
export const WEEKDAYS: readonly string[] = [
  'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday',
] // biome-ignore format: a table

/** The months as the language writes them, from January, which is 1. */
export const MONTHS: readonly string[] = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] // biome-ignore format: a table

/** What recurs, beside the days of the week. */
export const CALENDAR_UNITS: readonly string[] = ['day', 'week', 'month', 'year']

/** 1 for Monday to 7 for Sunday; 0 for what is none. */
export function weekdayNumber(word: string): number {
  return WEEKDAYS.indexOf(word) + 1
}

/** 1 for January to 12 for December; 0 for what is none. */
export function monthNumber(word: string): number {
  return MONTHS.indexOf(word) + 1
}

/** How many days a month has at most. */
export function longestMonth(month: number): number {
  return [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31
}
