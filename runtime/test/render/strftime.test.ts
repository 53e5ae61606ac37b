import { expect, test } from 'vitest'
import { strftime } from '../../src/render/strftime.ts'

const SUNDAY = { at: Date.UTC(2026, 2, 29, 1, 5, 9, 7), zone: 'Europe/Berlin', locale: 'en' }
const EVENING = { at: Date.UTC(2027, 0, 2, 1, 30), zone: 'America/New_York', locale: 'en' }

test.each([
  ['%Y-%m-%d %H:%M:%S.%L', '2026-03-29 03:05:09.007', '2027-01-01 20:30:00.000'],
  ['%y %C %j %U %W %u %w', '26 20 088 13 12 7 0', '27 20 001 00 00 5 5'],
  ['%a %A %b %B %h', 'Sun Sunday Mar March Mar', 'Fri Friday Jan January Jan'],
  ['%I %l %k %e|%p %P', '03  3  3 29|AM am', '08  8 20  1|PM pm'],
  ['%-d%q %-m %_m %05d %^a %#p', '29th 3  3 00029 SUN am', '1st 1  1 00001 FRI pm'],
  ['%z %:z %Z', '+0200 +02:00 Europe/Berlin', '-0500 -05:00 America/New_York'],
  ['%s %N', '1774746309 007000000', '1798853400 000000000'],
  ['100%% %! %', '100% %! %', '100% %! %'],
])('%s', (format, sunday, evening) => {
  expect([strftime(format, SUNDAY), strftime(format, EVENING)]).toEqual([sunday, evening])
})

test('names are in the language', () => {
  expect(strftime('%A, %-d. %B', { ...SUNDAY, locale: 'de' })).toBe('Sonntag, 29. März')
})
