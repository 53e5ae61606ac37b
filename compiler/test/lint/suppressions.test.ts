import { describe, expect, test } from 'vitest'
import { codeOf, severityOf } from '../../src/index.ts'
import { applyFix } from '../diagnostics/findings.ts'
import { lint } from './linting.ts'

/** What is found in a project that begins with a contact. */
function found(text: string, rules = {}): string[] {
  return lint(`contact { points: integer = 0 }\n${text}`, rules).diagnostics.map(
    (one) => `${severityOf(one)} ${one.name}`,
  )
}

describe('a comment that ignores a finding', () => {
  test.each<[where: string, text: string, ...left: string[]]>([
    ['before a declaration', '// journey-ignore unused-tag: why\ntag a'],
    ['before a documented one', '// journey-ignore unused-tag: why\n/// An A.\ntag a'],
    ['behind it', 'tag a // journey-ignore unused-tag: why'],
    ['behind it, for its line only', 'tag a // journey-ignore unused-tag: why\ntag b', 'warning unused-tag'],
    ['before one of two', '// journey-ignore unused-tag: why\ntag a\ntag b', 'warning unused-tag'],
    ['before both on one line', '// journey-ignore unused-tag: why\ntag a tag b', 'warning unused-tag'],
    [
      'with another rule beside it',
      '// journey-ignore unused-tag: a\n// journey-ignore unused-event: b\ntag a',
      'warning unused-suppression',
    ],
    ['written tightly', '//journey-ignore unused-tag:why\ntag a'],
    ['without a reason', '// journey-ignore unused-tag\ntag a', 'warning incomplete-suppression'],
    ['with an empty reason', '// journey-ignore unused-tag:  \ntag a', 'warning incomplete-suppression'],
    ['of two rules', '// journey-ignore unused-tag, nope: why\ntag a', 'warning incomplete-suppression'],
    ['without anything', '// journey-ignore\ntag a', 'warning incomplete-suppression', 'warning unused-tag'],
    ['with a code', '// journey-ignore J6014: why\ntag a', 'warning unknown-rule', 'warning unused-tag'],
    [
      'of an error',
      '// journey-ignore duplicate-name: why\ntag a',
      'warning ignored-error',
      'warning unused-tag',
    ],
    [
      'at the end of the file',
      'tag a\n// journey-ignore unused-tag: why',
      'warning unused-tag',
      'warning unused-suppression',
    ],
    ['in another word', '// journey-ignored unused-tag: why\ntag a', 'warning unused-tag'],
    [
      'as documentation',
      '/// journey-ignore unused-tag: why\ntag a',
      'warning incomplete-suppression',
      'warning unused-tag',
    ],
  ])('%s', (_, text, ...left) => expect(found(text)).toEqual(left))

  test('is about all that is in what follows', () => {
    const journey = (before: string) =>
      `event e\n${before}journey j {\n  start on e\n  if contact.points > 1 {\n    finish\n    delay 1 day\n  }\n}`
    expect(found(journey(''))).toEqual(['warning unreachable-step'])
    expect(found(journey('// journey-ignore unreachable-step: why\n'))).toEqual([])
  })

  test('can stand before a step, and before a name in an import', () => {
    const step =
      'event e\njourney j { start on e finish\n// journey-ignore unreachable-step: why\ndelay 1 day }'
    expect(found(step)).toEqual([])
    const name =
      'import {\n  // journey-ignore unused-import: why\n  purchased,\n  refunded } from "std/events"'
    expect(found(name)).toEqual(['warning unused-import'])
  })

  test('of a rule that is off is not said to be unused', () => {
    expect(found('// journey-ignore unused-tag: why\ntag a', { 'unused-tag': { level: 'off' } })).toEqual([])
  })

  test('is not said to be unused while there are errors', () => {
    expect(found('// journey-ignore unused-tag: why\ntag a\njourney j { start on x finish }')).toEqual([
      'error unknown-name',
    ])
  })

  test('that is not needed goes with its fix', () => {
    const text =
      'contact { points: integer = 0 }\n// journey-ignore unused-tag: why\nevent e\njourney j { start on e finish }\n'
    const { diagnostics } = lint(text)
    expect(diagnostics.map(codeOf)).toEqual(['J6004'])
    expect(applyFix(text, diagnostics[0]!.fixes[0]!)['main.journey']).toBe(
      'contact { points: integer = 0 }\nevent e\njourney j { start on e finish }\n',
    )
  })
})

describe('levels', () => {
  test.each([
    ['error', ['error unused-tag']],
    ['warning', ['warning unused-tag']],
    ['hint', ['hint unused-tag']],
    ['off', []],
  ] as const)('%s', (level, expected) => {
    expect(found('tag a', { 'unused-tag': { level } })).toEqual(expected)
  })

  test('hold for what the checker finds, too', () => {
    const text = 'event e\njourney j { start on e finish delay 1 day }'
    expect(found(text, { 'unreachable-step': { level: 'error' } })).toEqual(['error unreachable-step'])
    expect(found(text, { 'unreachable-step': { level: 'off' } })).toEqual([])
  })
})

test('a project with errors is not linted', () => {
  expect(found('tag a\njourney j { start on x finish }')).toEqual(['error unknown-name'])
})
