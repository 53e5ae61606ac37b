import { describe, expect, test } from 'vitest'
import { Session } from '../../src/incremental/session.ts'
import { memoryHost, severityOf } from '../../src/index.ts'
import { ruleNames } from '../../src/lint/settings.ts'
import { project } from './project.ts'
import { fromScratch, ofSession, sourcesOf, type Texts } from './state.ts'

test('the project that these tests change has no errors', async () => {
  const { told } = await fromScratch(project)
  const errors = opened(project).session.diagnostics
  expect([...errors.values()].flat().filter((one) => severityOf(one) === 'error')).toEqual([])
  expect(Object.keys(told).length).toBeGreaterThan(0)
})

/** A session over texts, and what changes them. */
function opened(texts: Texts) {
  let now = texts
  const options = () => ({ paths: sourcesOf(now), timezone: 'Europe/Berlin' })
  const session = new Session({ read: (path) => memoryHost(now).read(path) }, options())
  return {
    session,
    /** Replaces a part of a file; without one, the file goes. Gives the files whose findings are others then. */
    async edit(path: string, find: string | undefined, by = ''): Promise<string[]> {
      if (find === undefined) now = Object.fromEntries(Object.entries(now).filter(([name]) => name !== path))
      else {
        expect(now[path] ?? '').toContain(find)
        now = { ...now, [path]: (now[path] ?? '').replace(find, by) }
      }
      const changed = session.update([path], options()).sort()
      expect(ofSession(session)).toEqual(await fromScratch(now))
      return changed
    },
  }
}

describe('an edit is seen wherever it matters', () => {
  const cases: [what: string, path: string, find: string | undefined, by: string, seen: string[]][] = [
    [
      'a remark, where findings move',
      'welcome.journey',
      'journey welcome',
      '// here\njourney welcome',
      ['welcome.journey'],
    ],
    [
      'a parameter, where the message is sent',
      'base/messages.journey',
      'discount: percent',
      'share: percent',
      ['base/messages.journey', 'base/offer.liquid', 'scenarios.journey', 'welcome.journey'],
    ],
    ['a template, in the template', 'base/offer.liquid', 'discount', 'discout', ['base/offer.liquid']],
    ['a stage, where it is followed', 'base/market.journey', ', last', '', ['welcome.journey']],
    [
      'a name that is imported, in its importers',
      'base/events.journey',
      'tag vip',
      'tag vp',
      ['back.journey', 'base/people.journey', 'scenarios.journey', 'welcome.journey'],
    ],
    [
      'a file that is gone, in its importers',
      'welcome.journey',
      undefined,
      '',
      ['back.journey', 'scenarios.journey', 'welcome.journey'],
    ],
  ]
  test.each(cases)('%s', async (_, path, find, by, seen) => {
    const changed = await opened(project).edit(path, find, by)
    expect(changed).toEqual(seen)
  })
})

test('what was mended is told no more', async () => {
  const { session, edit } = opened(project)
  const before = ofSession(session)
  await edit('base/events.journey', 'event bought', 'event bougt')
  expect(ofSession(session)).not.toEqual(before)
  await edit('base/events.journey', 'event bougt', 'event bought')
  expect(ofSession(session)).toEqual(before)
})

test('rules that are turned off are told no more, and come back', () => {
  const options = { paths: sourcesOf(project), timezone: 'Europe/Berlin' }
  const session = new Session(memoryHost(project), options)
  const before = ofSession(session)
  const off = Object.fromEntries(ruleNames().map((name) => [name, { level: 'off' as const }]))
  const told = Object.keys(before.told)
  expect(session.update([], { ...options, rules: off }).sort()).toEqual(told)
  expect(ofSession(session).told).toEqual({})
  expect(session.update([], options).sort()).toEqual(told)
  expect(ofSession(session)).toEqual(before)
})
