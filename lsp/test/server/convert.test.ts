import { LineIndex } from '@journey-lang/compiler'
import { expect, test } from 'vitest'
import { toTextEdit } from '../../src/server/convert.ts'

/** A text, what a feature puts in at its end, and what the client gets. */
const ends: readonly (readonly [text: string, put: string, sent: string])[] = [
  ['tag a\r\ntag b\r\n', 'tag c\ntag d\n', 'tag c\r\ntag d\r\n'],
  ['tag a\r\ntag b\r\n', 'tag c\r\n', 'tag c\r\n'],
  ['tag a\ntag b\n', 'tag c\r\ntag d\n', 'tag c\ntag d\n'],
  ['tag a', '\ntag b', '\ntag b'],
  ['', 'tag b\n', 'tag b\n'],
]

test.each(ends)('what is put into %j ends its lines as they do: %j', (text, put, sent) => {
  const lines = new LineIndex(text)
  const span = { start: text.length, end: text.length }
  expect(toTextEdit(lines, { file: 'a.journey', span, text: put }).newText).toBe(sent)
})
