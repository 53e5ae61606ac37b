/** Lengths of the units that are elapsed time, in milliseconds. */
export const SECOND = 1000
/** In milliseconds. */
export const MINUTE = 60 * SECOND
/** In milliseconds. */
export const HOUR = 60 * MINUTE

/** Of a day on which no clock changes; in local time, where there are no others, of every day. */
export const DAY = 24 * HOUR
