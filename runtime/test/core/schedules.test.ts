import { describe, expect, test } from 'vitest'
import type { Start } from '../../src/graph/format.ts'
import { apply, createMemoryHost, formatInstant, type Input, newContact } from '../../src/index.ts'
import { bundle, finish, input, journey, type Line, load, moment, story, tag } from '../helpers.ts'

/** A contact, the moment from which it is known, what it does, and until when. */
interface Life {
  attributes?: Record<string, unknown>
  from: string
  log?: Line[]
  until: string
  where?: Start['where']
}

/** When a contact enters a journey that starts by time; with what else the runtime says about it. */
function entries(on: Start['on'], { attributes = {}, from, log = [], until, where }: Life): string[] {
  const starts = [{ id: 's', on, ...(where !== undefined && { where }) }]
  const host = createMemoryHost(load(bundle({ j: journey({ starts, nodes: { f: finish() } }) })))
  host.post({ kind: 'contact', contact: 'c1', attributes: attributes as never })
  host.advanceTo(moment(from))
  for (const [at, words, more] of log) host.post(input(at, words, more))
  host.advanceTo(moment(until))
  return story(host, ['entered', 'refused', 'missed']).map((line) => line.replace(' entered j by s', ''))
}

const berlin = { timezone: 'Europe/Berlin' }
const birthday = { var: ['contact', 'birthday'] }
const before = (length: string): Start['on'] => ({
  at: { shift: [birthday, { duration: length }, -1] },
  time: '09:00',
  yearly: true,
})

describe('every', () => {
  // In 2026 the clocks of Berlin change on 29 March and 25 October. Moments are in UTC.
  test.each<[string, Start['on'], Life, string[]]>([
    [
      'day, at the clock of the contact, also when it changes',
      { every: { unit: 'day' }, time: '09:00' },
      { attributes: berlin, from: '2026-03-27 12:00', until: '2026-03-31 00:00' },
      ['03-28 08:00', '03-29 07:00', '03-30 07:00'],
    ],
    [
      'day, at a time that a day does not have: it moves forward',
      { every: { unit: 'day' }, time: '02:30' },
      { attributes: berlin, from: '2026-03-28 00:00', until: '2026-03-31 00:00' },
      ['03-28 01:30', '03-29 01:30', '03-30 00:30'],
    ],
    [
      'day, at a time that a day has twice: the first',
      { every: { unit: 'day' }, time: '02:30' },
      { attributes: berlin, from: '2026-10-24 00:00', until: '2026-10-27 00:00' },
      ['10-24 00:30', '10-25 00:30', '10-26 01:30'],
    ],
    [
      'day: one that has no morning is left out (Apia lost 30 December 2011)',
      { every: { unit: 'day' }, time: '09:00' },
      { attributes: { timezone: 'Pacific/Apia' }, from: '2011-12-28 00:00', until: '2012-01-01 00:00' },
      ['12-28 19:00', '12-29 19:00', '12-30 19:00', '12-31 19:00'],
    ],
    [
      'week on monday',
      { every: { unit: 'week', weekday: 1 }, time: '09:00' },
      { from: '2026-03-02 09:01', until: '2026-03-20 00:00' },
      ['03-09 09:00', '03-16 09:00'],
    ],
    [
      'month on 31: or its last day',
      { every: { unit: 'month', day: 31 }, time: '09:00' },
      { from: '2026-01-31 10:00', until: '2026-05-01 00:00' },
      ['02-28 09:00', '03-31 09:00', '04-30 09:00'],
    ],
    [
      'year on 29 February: or the 28th',
      { every: { unit: 'year', month: 2, day: 29 }, time: '09:00' },
      { from: '2026-03-01 00:00', until: '2028-12-01 00:00' },
      ['02-28 09:00', '02-29 09:00'],
    ],
    [
      'day, from the moment on at which the contact is known, that moment included',
      { every: { unit: 'day' }, time: '09:00' },
      { from: '2026-03-02 09:00', until: '2026-03-03 10:00' },
      ['03-02 09:00', '03-03 09:00'],
    ],
  ])('%s', (_, on, life, expected) => {
    expect(entries(on, life)).toEqual(expected)
  })
})

describe('a date of the contact', () => {
  test.each<[string, Start['on'], Life, string[]]>([
    [
      'and its anniversaries',
      { at: birthday, time: '09:00', yearly: true },
      { attributes: { birthday: '1990-05-05' }, from: '2026-01-01 00:00', until: '2028-01-01 00:00' },
      ['05-05 09:00', '05-05 09:00'],
    ],
    [
      'from its beginning, without a time',
      { at: birthday, yearly: true },
      {
        attributes: { birthday: '1990-05-05', ...berlin },
        from: '2026-01-01 00:00',
        until: '2027-01-01 00:00',
      },
      ['05-04 22:00'],
    ],
    [
      'in years without a leap day',
      { at: birthday, time: '09:00', yearly: true },
      { attributes: { birthday: '2000-02-29' }, from: '2026-01-01 00:00', until: '2028-12-01 00:00' },
      ['02-28 09:00', '02-28 09:00', '02-29 09:00'],
    ],
    [
      'three days before each anniversary, whose February may be longer',
      before('P3D'),
      { attributes: { birthday: '2000-03-01' }, from: '2027-01-01 00:00', until: '2028-12-01 00:00' },
      ['02-26 09:00', '02-27 09:00'],
    ],
    [
      'three weeks before, over the turn of the year',
      before('P3W'),
      { attributes: { birthday: '1990-01-10' }, from: '2026-06-01 00:00', until: '2028-01-01 00:00' },
      ['12-20 09:00', '12-20 09:00'],
    ],
    [
      'once',
      { at: birthday, time: '09:00' },
      { attributes: { birthday: '2026-05-05' }, from: '2026-01-01 00:00', until: '2028-01-01 00:00' },
      ['05-05 09:00'],
    ],
    [
      'once, and past',
      { at: birthday, time: '09:00' },
      { attributes: { birthday: '1990-05-05' }, from: '2026-01-01 00:00', until: '2028-01-01 00:00' },
      [],
    ],
    ['missing', { at: birthday, yearly: true }, { from: '2026-01-01 00:00', until: '2028-01-01 00:00' }, []],
    [
      'that becomes known later',
      { at: birthday, time: '09:00', yearly: true },
      {
        from: '2026-01-01 00:00',
        log: [['2026-04-01 00:00', 'contact {"birthday":"1990-05-05"}']],
        until: '2027-01-01 00:00',
      },
      ['05-05 09:00'],
    ],
    [
      'that is corrected: the new date counts, and not the one before',
      { at: birthday, time: '09:00', yearly: true },
      {
        attributes: { birthday: '1990-05-05' },
        from: '2026-01-01 00:00',
        log: [['2026-04-01 00:00', 'contact {"birthday":"1990-05-15"}']],
        until: '2027-01-01 00:00',
      },
      ['05-15 09:00'],
    ],
    [
      'that is removed',
      { at: birthday, time: '09:00', yearly: true },
      {
        attributes: { birthday: '1990-05-05' },
        from: '2026-01-01 00:00',
        log: [['2026-04-01 00:00', 'contact {"birthday":null}']],
        until: '2027-01-01 00:00',
      },
      [],
    ],
  ])('%s', (_, on, life, expected) => {
    expect(entries(on, life)).toEqual(expected)
  })
})

describe('the zone of the contact', () => {
  const daily: Start['on'] = { every: { unit: 'day' }, time: '09:00' }

  test('moves what is to come', () => {
    const log: Line[] = [['2026-03-02 12:00', 'contact {"timezone":"America/New_York"}']]
    expect(entries(daily, { from: '2026-03-02 10:00', log, until: '2026-03-04 00:00' })).toEqual([
      '03-02 14:00',
      '03-03 14:00',
    ])
  })

  test('does not bring the same day a second time to someone who flies west', () => {
    const log: Line[] = [['2026-03-02 10:00', 'contact {"timezone":"America/New_York"}']]
    const life = { attributes: berlin, from: '2026-03-02 07:00', log, until: '2026-03-04 00:00' }
    expect(entries(daily, life)).toEqual(['03-02 08:00', '03-03 14:00'])
  })
})

describe('who is let in', () => {
  const daily: Start['on'] = { every: { unit: 'day' }, time: '09:00' }

  test('is decided when it comes', () => {
    const life: Life = {
      from: '2026-03-02 00:00',
      log: [
        ['2026-03-03 12:00', 'tag vip'],
        ['2026-03-05 12:00', 'untag vip'],
      ],
      until: '2026-03-08 00:00',
      where: { has_tag: 'vip' },
    }
    expect(entries(daily, life)).toEqual(['03-04 09:00', '03-05 09:00'])
  })

  test('follows the rule of entry', () => {
    const starts = [{ id: 's', on: daily }]
    const nodes = { t: tag('vip', 'f'), f: finish() }
    const host = createMemoryHost(load(bundle({ j: journey({ starts, nodes, enter: { rule: 'once' } }) })))
    host.advanceTo(moment('2026-03-02 00:00'))
    host.post({ kind: 'contact', contact: 'c1', at: host.now })
    host.advanceTo(moment('2026-03-04 00:00'))
    expect(story(host, ['entered', 'refused'])).toEqual([
      '03-02 09:00 entered j by s',
      '03-03 09:00 refused j: once',
    ])
  })
})

describe('a host that comes late', () => {
  const daily = load(
    bundle({
      j: journey({
        starts: [{ id: 's', on: { every: { unit: 'day' }, time: '09:00' } }],
        nodes: { f: finish() },
      }),
    }),
  )

  /** What is recorded when the host first looks at the contact again then, whatever the input is. */
  function recordsOf(at: string, what: object): string[] {
    const known = apply(daily, newContact('c1'), {
      kind: 'contact',
      contact: 'c1',
      at: moment('2026-03-02 10:00'),
    })
    const late = apply(daily, known.contact, { contact: 'c1', at: moment(at), ...what } as Input)
    return late.records.flatMap((one) => {
      if (one.kind === 'entered') return ['entered']
      return one.kind === 'missed'
        ? [`missed ${one.count}, first ${formatInstant(one.due).slice(5, 16)}`]
        : []
    })
  }

  const due = moment('2026-03-03 09:00')
  const wake = { kind: 'wake', due }
  const event = { kind: 'event', event: 'signed_up' }

  test.each<[string, string, object, string[]]>([
    ['an early wake does nothing', '2026-03-03 08:00', wake, []],
    ['up to a day late', '2026-03-04 08:59', wake, ['entered']],
    ['more than a day late', '2026-03-04 09:01', wake, ['missed 1, first 03-03T09:00', 'entered']],
    ['a week late', '2026-03-10 12:00', wake, ['missed 7, first 03-03T09:00', 'entered']],
    ['by another input', '2026-03-03 12:00', event, ['entered']],
    ['not by one that happened before', '2026-03-03 08:00', { ...event, received: due + 1 }, []],
  ])('%s', (_, at, what, expected) => {
    expect(recordsOf(at, what)).toEqual(expected)
  })

  test.each<[string, object]>([
    ['a change that is told late', { at: due - 60_000, received: due + 30_000 }],
    ['an import', { received: due + 30_000 }],
  ])('does not lose what is due when the contact changes first: %s', (_, when) => {
    const known = apply(daily, newContact('c1'), {
      kind: 'contact',
      contact: 'c1',
      at: moment('2026-03-02 10:00'),
    })
    const changed = apply(daily, known.contact, {
      kind: 'contact',
      contact: 'c1',
      attributes: { points: 1 },
      ...when,
    })
    const woken = apply(daily, changed.contact, { kind: 'wake', contact: 'c1', due, at: due + 60_000 })
    expect(woken.records.filter(({ kind }) => kind === 'entered')).toHaveLength(1)
  })

  test('a wake that is given twice counts once, and one that was not asked for only looks', () => {
    const known = apply(daily, newContact('c1'), {
      kind: 'contact',
      contact: 'c1',
      at: moment('2026-03-02 10:00'),
    })
    const woken = apply(daily, known.contact, { kind: 'wake', contact: 'c1', due, at: due })
    for (const again of [due, undefined]) {
      const input: Input = {
        kind: 'wake',
        contact: 'c1',
        at: due,
        ...(again !== undefined && { due: again }),
      }
      const repeated = apply(daily, woken.contact, input)
      expect([repeated.records, repeated.contact]).toEqual([[], woken.contact])
    }
  })

  test('of another bundle plans anew when it looks at the contact, and keeps the days on which a start came', () => {
    const start = (time: string): Start => ({ id: 's', on: { every: { unit: 'day' }, time } })
    const version = (time: string) =>
      load(bundle({ j: journey({ starts: [start(time)], nodes: { f: finish() } }) }))
    const known = apply(daily, newContact('c1'), {
      kind: 'contact',
      contact: 'c1',
      at: moment('2026-03-02 10:00'),
    })
    const { contact } = apply(daily, known.contact, { kind: 'wake', contact: 'c1', due, at: due })
    const dueIn = (time: string) => {
      const { commands } = apply(version(time), contact, {
        kind: 'wake',
        contact: 'c1',
        at: moment('2026-03-03 10:00'),
      })
      return commands.flatMap((one) => (one.kind === 'wake' ? [formatInstant(one.due).slice(5, 16)] : []))
    }
    expect([dueIn('08:00'), dueIn('12:00')]).toEqual([['03-04T08:00'], []])
  })
})
