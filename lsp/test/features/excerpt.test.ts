import { parse } from '@journey-lang/compiler'
import { describe, expect, test } from 'vitest'
import { excerpt } from '../../src/features/excerpt.ts'

const JOURNEY = (name: string) => `journey ${name} {
  start manually
  goal done: bought within 3 days
  stage first { delay 3 days }
}
`
const SCENARIO = (title: string) => `scenario "${title}" for one {
  start manually
  expect finished
}
`
const TEXT = `tag vip
${JOURNEY('one')}${JOURNEY('two')}${SCENARIO('works')}${SCENARIO('ends')}`

/** What is left at an offset, where nothing but blanks took the place of the rest. */
function leftAt(word: string): string {
  const text = excerpt(parse('a.journey', TEXT).tree, TEXT.indexOf(word))
  expect(text).toHaveLength(TEXT.length)
  for (const [index, letter] of [...text].entries()) if (letter !== ' ') expect(letter).toBe(TEXT[index])
  expect(parse('a.journey', text).diagnostics).toEqual([])
  return text
}

describe('what plays a part', () => {
  const cases: [where: string, at: string, left: string[], gone: string[]][] = [
    ['in a journey', 'delay', ['delay', 'journey two', 'goal done'], ['scenario']],
    ['in a declaration', 'tag vip', ['tag vip', 'journey one', 'journey two'], ['scenario', 'delay']],
    ['in a scenario', '"works"', ['"works"', 'delay', 'journey one'], ['"ends"']],
  ]
  test.each(cases)('%s', (_, at, left, gone) => {
    const text = leftAt(at)
    for (const one of left) expect(text).toContain(one)
    for (const one of gone) expect(text).not.toContain(one)
  })
})

test('what is not closed goes on', () => {
  const open = `${TEXT}scenario "open" for one {\n  start manually\n  `
  expect(excerpt(parse('a.journey', open).tree, open.length)).toContain('"open"')
})
