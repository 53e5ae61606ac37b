/** A message without a subject is told by what was written to the contact, not by its template. */
import { expect, test } from 'vitest'
import { messageText } from '../../src/site/story/acts.ts'

const told = (content: Record<string, string>): string => {
  const scene = { version: { journey: { nodes: {} } } } as never
  return messageText({ message: 'sms', node: 'send sms', key: 'k' }, scene, () => ({ content }) as never)
}

test.each<[content: Record<string, string>, text: string]>([
  [{ subject: 'Welcome, Sara', body: 'Hello.' }, 'sms “Welcome, Sara”'],
  [{ text: 'hi\n  you' }, 'sms “hi you”'],
  [{ body: 'hi you' }, 'sms “hi you”'],
  [{ body: '<p>hi</p>' }, 'sms'],
])('%j', (content, text) => {
  expect(told(content)).toBe(text)
})
