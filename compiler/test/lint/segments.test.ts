import { expect, test } from 'vitest'
import { applyFix, MAIN } from '../diagnostics/findings.ts'
import { foundBy, lint } from './linting.ts'

const project = (condition: string) => `import { opened, purchased } from "std/events"
contact { points: integer = 0, news: boolean = false, phone: phone? }
tag vip
segment buyers = any purchased ever
segment friends = contact.news
segment s = ${condition}
journey j { start on enter s exit on tag #vip delay 1 day }
journey k { start on opened goal g: purchased within 1 day delay 1 day }
`

test.each<[condition: string, strangers: boolean]>([
  ['no purchased in last 90 days', true],
  ['no purchased in last 90 days and contact.news', true],
  ['no purchased in last 90 days or contact has #vip', true],
  ['not any purchased ever', true],
  ['count of purchased in last 30 days < 2', true],
  ['any purchased ever and no purchased in last 90 days', false],
  ['count of purchased in last 30 days >= 2', false],
  ['count of purchased ever > 0 and count of purchased in last 30 days == 0', false],
  ['contact has #vip and no purchased in last 90 days', false],
  ['any opened in last 30 days', false],
  ['contact.points < 10', false],
  ['contact in buyers and no purchased in last 90 days', false],
  ['not contact in buyers and no purchased in last 90 days', true],
  ['contact in friends and no purchased in last 90 days', true],
  ['latest purchased.total ever exists and no purchased in last 90 days', false],
  ['contact.phone exists and no purchased in last 90 days', true],
  ['(latest purchased.total ever ?? 0 EUR) > 100 EUR and no purchased in last 90 days', false],
  ['(latest purchased.total ever ?? 0 EUR) < 100 EUR and no purchased in last 90 days', true],
  ['sum of purchased.total ever > 100 EUR and no purchased in last 90 days', false],
  ['sum of purchased.total ever < 100 EUR and no purchased in last 90 days', true],
  ['count of purchased ever + count of opened ever > 0 and no purchased in last 90 days', false],
  ['contact.points > count of opened ever and no purchased in last 90 days', true],
  ['count of purchased ever >= 3 or contact.news', false],
  ['any purchased ever or contact.news', false],
  ['not count of purchased ever >= 3', true],
])('%s', (condition, strangers) => {
  expect(foundBy('segment-of-strangers', project(condition))).toEqual(strangers ? ['s'] : [])
})

test.each([
  ['no purchased in last 90 days', 'any purchased ever and no purchased in last 90 days'],
  [
    'no purchased in last 90 days or contact.news',
    'any purchased ever and (no purchased in last 90 days or contact.news)',
  ],
])('the fix of %s', (condition, mended) => {
  const finding = lint(project(condition)).diagnostics.find(({ name }) => name === 'segment-of-strangers')
  expect(applyFix(project(condition), finding!.fixes[0]!)[MAIN]).toBe(project(mended))
})
