import { describe, expect, test } from 'vitest'
import { alike, closest, didYouMean } from '../../src/diagnostics/suggest.ts'

describe('the word that was meant', () => {
  const words = ['send', 'stage', 'start', 'finish', 'follows', 'wait', 'email', 'phone', 'ایمیل', 'go']

  test.each([
    ['sned', 'send'],
    ['snd', 'send'],
    ['sendd', 'send'],
    ['SEND', 'send'],
    ['Stage', 'stage'],
    ['finnish', 'finish'],
    ['folows', 'follows'],
    ['emial', 'email'],
    ['ايميل', undefined],
    ['ایمل', 'ایمیل'],
    ['purchase', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s → %s', (word, meant) => expect(closest(word, words)).toBe(meant))

  test('is never the word itself', () => {
    expect(closest('send', ['send'])).toBeUndefined()
    expect(closest('send', ['send', 'sent'])).toBe('sent')
  })

  test('is the nearest, and of equally near ones the first', () => {
    expect(closest('stat', ['start', 'state', 'stat1'])).toBe('start')
    expect(closest('clickd', ['click', 'clicked', 'clock'])).toBe('click')
    expect(closest('purchasd', ['purchase_made', 'purchased'])).toBe('purchased')
  })

  test('may be one of several, the nearest first', () => {
    expect(alike('snet', ['set', 'send', 'finish', 'sent'])).toEqual(['set', 'sent'])
    expect(alike('finishd', ['finis', 'finished', 'go'])).toEqual(['finished', 'finis'])
    expect(alike('send', ['send'])).toEqual([])
  })

  test('is asked for in a sentence of its own', () => {
    expect(didYouMean('sned', words)).toBe(' Did you mean "send"?')
    expect(didYouMean('nothing', words)).toBe('')
  })

  test('is found among many and very long words', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `message_${index}_${'x'.repeat(200)}`)
    expect(closest(`mesage_4999_${'x'.repeat(200)}`, many)).toBe(many[4_999])
  })
})
