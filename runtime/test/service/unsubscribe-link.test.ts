import { describe, expect, test } from 'vitest'
import { readUnsubscribeToken, unsubscribeToken, unsubscribeUrl } from '../../src/service/unsubscribe-link.ts'

const secret = Buffer.alloc(32, 7)
const subject = { contact: 'sara/№ 1', channel: 'mail', key: 'welcome/sara%2F№ 1#1/send hello/1' }

describe('a link to unsubscribe', () => {
  test('is an address below the public one, whatever is in the names', () => {
    const url = unsubscribeUrl('https://shop.example/', secret, subject)
    expect(url).toMatch(/^https:\/\/shop\.example\/unsubscribe\/[\w-]+\.[\w-]+$/)
    expect(readUnsubscribeToken(secret, url.split('/').at(-1)!)).toEqual(subject)
  })

  test('is the same every time', () => {
    expect(unsubscribeToken(secret, subject)).toBe(unsubscribeToken(secret, subject))
  })

  const token = unsubscribeToken(secret, subject)
  const [payload, signature] = token.split('.') as [string, string]
  const other = unsubscribeToken(secret, { ...subject, contact: 'tom' }).split('.')[0]
  test.each([
    ['nothing', ''],
    ['no signature', payload],
    ['an empty signature', `${payload}.`],
    ['a shorter signature', `${payload}.${signature.slice(0, -4)}`],
    ['a signature of something else', `${other}.${signature}`],
    ['more parts', `${token}.x`],
    ['another secret', unsubscribeToken(Buffer.alloc(32, 8), subject)],
    ['garbage', '%00.%ff'],
  ])('is not taken with %s', (_, given) => {
    expect(readUnsubscribeToken(secret, given)).toBeUndefined()
  })
})
