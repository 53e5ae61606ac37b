import { describe, expect, test } from 'vitest'
import { formatProblem, type Input, parseLogLine, readEventLog } from '../../src/index.ts'
import { moment } from '../helpers.ts'

const AT = '2026-03-02T10:00:00+01:00'
const at = moment('2026-03-02 09:00')

describe('a line is', () => {
  test.each<[object, object]>([
    [
      { type: 'contact', id: 'c1' },
      { kind: 'contact', contact: 'c1' },
    ],
    [
      { type: 'contact', id: 'c1', at: AT, attributes: { name: 'Sara', phone: null }, tags: ['vip'] },
      { kind: 'contact', contact: 'c1', at, attributes: { name: 'Sara', phone: null }, tags: ['vip'] },
    ],
    [
      { type: 'event', id: 'e1', contact: 'c1', event: 'purchased', at: AT, payload: { order: '1' } },
      { kind: 'event', id: 'e1', contact: 'c1', event: 'purchased', at, payload: { order: '1' } },
    ],
    [
      { type: 'event', contact: 'c1', event: 'purchased', at: AT, history: true },
      { kind: 'event', contact: 'c1', event: 'purchased', at, history: true },
    ],
    [
      { type: 'event', contact: 'c1', event: 'purchased', at: AT, history: false },
      { kind: 'event', contact: 'c1', event: 'purchased', at },
    ],
    [
      { type: 'tag', contact: 'c1', tag: 'vip', at: AT },
      { kind: 'tag', contact: 'c1', tag: 'vip', at },
    ],
    [
      { type: 'untag', contact: 'c1', tag: 'vip', at: AT },
      { kind: 'untag', contact: 'c1', tag: 'vip', at },
    ],
    [
      { type: 'start', contact: 'c1', journey: 'j', at: AT },
      { kind: 'start', contact: 'c1', journey: 'j', at },
    ],
  ])('%j', (line, expected) => {
    expect(parseLogLine(JSON.stringify(line), 1)).toEqual({ ok: true, value: expected, ignored: [] })
  })
})

describe('a line is no input, and says where', () => {
  test.each([
    ['{"type":"contact"', /^log:7:\d+: R4001 This line is not JSON: /],
    ['{"type":"tag" 1}', /^log:7:15: R4001 /],
    ['{"type":}', /^log:7:1: R4001 This line is not JSON: Unexpected token '}'\.$/],
    ['[1]', /^log:7:1: R4002 A line of a log is a JSON object, not a list\.$/],
    ['null', /^log:7:1: R4002 .*not null\.$/],
    ['{"type":"evnt"}', /^log:7:2: R4003 The line has the type "evnt"\. Known types are "contact", "event",/],
    ['{}', /^log:7:1: R4003 The line has the type nothing\./],
    [
      '{"type":"event","contact":"c1","event":"came","at":"9999-02-20T10:00:00Z"}',
      /^log:7:47: R4006 The year 9999 is probably mistyped/,
    ],
    [
      '{"type":"event","contact":"c1","event":"came","at":"0026-02-20T10:00:00Z"}',
      /^log:7:47: R4006 The year 26 is probably mistyped/,
    ],
    [`{"type":"event","contact":"c1","event":"sent","at":"${AT}"}`, /R4007 "sent" is not logged/],
    ['{"type":"contact"}', /^log:7:1: R4005 "id" must be a text\.$/],
    ['{"type":"contact","id":7}', /^log:7:19: R4005 "id" must be a text\.$/],
    ['{"type":"contact","id":"c1","tags":"vip"}', /^log:7:29: R4005 "tags" must be a list of texts\.$/],
    [`{"type":"event","contact":"c1","at":"${AT}"}`, /^log:7:9: R4005 "event" must be a text\.$/],
    [
      '{"type":"event","contact":"c1","event":"x"}',
      /^log:7:1: R4004 "at" must be a date and time with an offset/,
    ],
    ['{"type":"event","contact":"c1","event":"x","at":"2026-03-02T10:00:00"}', /^log:7:44: R4004 /],
    [
      `{"type":"event","contact":"c1","event":"x","at":"${AT}","payload":[]}`,
      /R4005 "payload" must be an object\.$/,
    ],
    [
      `{"type":"event","contact":"c1","event":"x","at":"${AT}","history":"yes"}`,
      /R4005 "history" must be true or false\.$/,
    ],
    [`{"type":"tag","contact":"","tag":"vip","at":"${AT}"}`, /^log:7:15: R4005 "contact" must be a text\.$/],
  ])('%s', (line, expected) => {
    const result = parseLogLine(line, 7, 'log')
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([expect.stringMatching(expected)])
  })

  test('and all that is wrong with it', () => {
    const result = parseLogLine('{"type":"event"}', 1)
    expect(result.ok ? [] : result.problems.map((one) => one.args)).toEqual([
      { field: 'event', expected: 'a text' },
      { field: 'contact', expected: 'a text' },
      { field: 'at' },
    ])
  })
})

test('a log is sorted by time, stably, with undated contacts first; bad lines and blank ones are left out', () => {
  const lines = [
    { type: 'tag', contact: 'c1', tag: 'late', at: '2026-03-03T10:00:00Z' },
    { type: 'tag', contact: 'c1', tag: 'one', at: '2026-03-02T10:00:00Z' },
    { type: 'tag', contact: 'c1', tag: 'two', at: '2026-03-02T11:00:00+01:00' },
    { type: 'contact', id: 'c1' },
  ].map((line) => JSON.stringify(line))
  const { inputs, problems } = readEventLog(
    `${lines.slice(0, 2).join('\n')}\r\n\n  \noops\n${lines.slice(2).join('\n')}\n`,
    'a.jsonl',
  )
  expect(inputs.map((one) => ('tag' in one ? one.tag : one.kind))).toEqual(['contact', 'one', 'two', 'late'])
  expect(problems.map((one) => [one.name, one.place.file, one.place.line])).toEqual([
    ['not_json', 'a.jsonl', 5],
  ])
})

describe('what is told as history comes right before everything else that has a time', () => {
  const tag = (name: string, at: string) => ({ type: 'tag', contact: 'c1', tag: name, at })
  const past = (event: string, at: string) => ({ type: 'event', contact: 'c1', event, at, history: true })
  test.each<[string, object[], [string, string | undefined][]]>([
    [
      'what is older than the rest is told when that begins',
      [
        tag('first', '2026-03-02T10:00:00Z'),
        past('old', '2020-01-02T10:00:00Z'),
        { type: 'contact', id: 'c1' },
      ],
      [
        ['contact', undefined],
        ['old', '2026-03-02 10:00'],
        ['first', undefined],
      ],
    ],
    [
      'what is younger than some of it, when it happened',
      [past('young', '2026-03-03T10:00:00Z'), tag('first', '2026-03-02T10:00:00Z')],
      [
        ['first', undefined],
        ['young', '2026-03-03 10:00'],
      ],
    ],
    [
      'where there is nothing else, it is told when the last of it happened',
      [past('old', '2020-01-02T10:00:00Z'), past('young', '2026-03-03T10:00:00Z')],
      [
        ['old', '2026-03-03 10:00'],
        ['young', '2026-03-03 10:00'],
      ],
    ],
  ])('%s', (_, lines, expected) => {
    const { inputs } = readEventLog(lines.map((line) => JSON.stringify(line)).join('\n'))
    const nameOf = (one: Input) => ('tag' in one ? one.tag : 'event' in one ? one.event : one.kind)
    expect(inputs.map((one) => [nameOf(one), one.received])).toEqual(
      expected.map(([name, received]) => [name, received && moment(received)]),
    )
  })

  test('without a time it is no past', () => {
    const defaults = { type: 'event', at: moment('2026-03-02 10:00') }
    const line = '{"contact":"c1","event":"x","history":true}'
    expect(parseLogLine(line, 1, undefined, defaults)).toMatchObject({
      ok: false,
      problems: [{ name: 'bad_instant' }],
    })
  })
})

test('fields that lines of a type do not have are named', () => {
  const line = {
    type: 'tag',
    contact: 'c1',
    tag: 'vip',
    at: '2026-03-02T10:00:00Z',
    payload: {},
    journey: 'j',
  }
  expect(parseLogLine(JSON.stringify(line), 1)).toMatchObject({ ok: true, ignored: ['payload', 'journey'] })
})
