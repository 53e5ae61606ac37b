import { expect, test } from 'vitest'
import { createLog, type LogFields, type LogLevel } from '../../src/service/log.ts'

const clock = () => Date.UTC(2026, 2, 2, 10)

function lineOf(pretty: boolean, level: LogLevel, event: string, fields?: LogFields): string {
  const lines: string[] = []
  createLog({ write: (line) => lines.push(line), pretty, clock })(level, event, fields)
  return lines.join('')
}

test('a line is JSON with the time, the level, the event and its fields', () => {
  expect(lineOf(false, 'info', 'listening', { port: 8080, note: undefined })).toBe(
    '{"at":"2026-03-02T10:00:00.000Z","level":"info","event":"listening","port":8080}\n',
  )
})

test('at a terminal it is short, and what is in a field can not look like anything else', () => {
  expect(
    lineOf(true, 'warn', 'request refused', { path: '/v1/contacts', agent: 'x\n\u001b[2J"\u009b' }),
  ).toMatch(/^\d\d:\d\d:\d\d warn: request refused path=\/v1\/contacts agent="x\\n\\u001b\[2J\\"�"\n$/)
})
