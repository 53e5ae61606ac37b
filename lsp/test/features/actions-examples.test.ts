import { describe, expect, test } from 'vitest'
import { share } from '../../../compiler/test/fuzz.ts'
import { codeActions, editsOf } from '../../src/features/code-actions.ts'
import { findings, openExample, projects } from '../examples.ts'
import { edited } from '../project.ts'

/** A slip of the hand at a word, and what it was. */
interface Slip {
  path: string
  start: number
  word: string
}

/** Every word of a project's sources. */
function words({ session, texts }: ReturnType<typeof openExample>): Slip[] {
  return session.sources.flatMap((path) =>
    [...(texts()[path] ?? '').matchAll(/[\p{L}_]{2,}/gu)].map(({ index, 0: word }) => ({
      path,
      start: index,
      word,
    })),
  )
}

describe.each(projects)('in examples/%s', (project) => {
  const example = openExample(project)
  const { session } = example
  const original = { ...example.texts() }
  const all = share(words(example), 400)

  test('there are many words', () => {
    expect(all.length).toBeGreaterThan(5)
  })

  test.each(all)(
    'no action makes it worse at $word ($path, $start), written right or doubled',
    ({ path, start, word }) => {
      for (const written of [word, `${word} ${word}`]) {
        const text = original[path]!
        const broken = {
          ...original,
          [path]: text.slice(0, start) + written + text.slice(start + word.length),
        }
        example.write(broken)
        const before = findings(example)
        for (const action of codeActions(session, path, { start, end: start + written.length })) {
          if (action.kind === 'source.fixAll') continue
          example.write(edited(broken, editsOf(action)))
          expect(
            findings(example).length,
            `${action.title}: ${findings(example).join('\n')}`,
          ).toBeLessThanOrEqual(before.length + (action.kind === 'quickfix' ? 1 : 0))
          example.write(broken)
        }
      }
    },
  )
})
