import { expect, test } from 'vitest'
import { formatProblem, PROBLEMS, problem, unwrap } from '../src/index.ts'

test('every problem has a code of its own, in order, and an explanation', () => {
  const kinds = Object.values(PROBLEMS)
  const codes = kinds.map((kind) => kind.code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes).toEqual([...codes].sort())
  for (const { code, explanation } of kinds) {
    expect(code).toMatch(/^R[1-5]\d{3}$/)
    expect(explanation).toMatch(/^[A-Z].{20,}\.$/)
  }
})

test('a problem is data, and its message is made of its arguments', () => {
  const found = problem('unknown_event', { event: 'prchased' }, { file: 'log.jsonl', line: 3 })
  expect(JSON.parse(JSON.stringify(found))).toEqual({
    code: 'R2001',
    name: 'unknown_event',
    args: { event: 'prchased' },
    message: 'There is no event "prchased". Declare it, or correct its name.',
    place: { file: 'log.jsonl', line: 3 },
  })
  expect(formatProblem(found)).toBe(
    'log.jsonl:3: R2001 There is no event "prchased". Declare it, or correct its name.',
  )
})

test('unwrap gives the value, or throws the problems', () => {
  expect(unwrap({ ok: true, value: 1 })).toBe(1)
  const problems = [problem('unknown_tag', { tag: 'a' }), problem('unknown_tag', { tag: 'b' })]
  expect(() => unwrap({ ok: false, problems })).toThrow(/R2002 .*"a".*\nR2002 .*"b"/)
})
