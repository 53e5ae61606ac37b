import { isLibrary } from '@journey-lang/compiler/editor'
import { describe, expect, test } from 'vitest'
import { share } from '../../../compiler/test/fuzz.ts'
import { keyOf, placeOf } from '../../src/features/entities.ts'
import { type Occurrence, occurrencesIn } from '../../src/features/occurrences.ts'
import { rename } from '../../src/features/rename.ts'
import { type Example, failures, findings, openExample, projects } from '../examples.ts'
import { edited } from '../project.ts'

/** Everything of the project that has a name, each at one of the places where it is named, in turn. */
function names({ session }: Example): [path: string, occurrence: Occurrence][] {
  const places = new Map<string, [string, Occurrence][]>()
  for (const path of [...session.sources, ...session.templates]) {
    for (const occurrence of occurrencesIn(session, path)) {
      const { entity, text } = occurrence
      if (isLibrary(path) || isLibrary(placeOf(entity).file)) continue
      const key = `${keyOf(entity)} ${text}`
      places.set(key, [...(places.get(key) ?? []), [path, occurrence]])
    }
  }
  return [...places.values()].map((all, index) => all[index % all.length]!)
}

describe.each(projects)('of names in examples/%s', (project) => {
  const example = openExample(project)
  const { session } = example
  const original = { ...example.texts() }
  const all = share(names(example), 24)

  test('there are many of every kind', () => {
    expect(all.length).toBeGreaterThan(2)
  })

  test.each(all.map(([path, occurrence]) => [`${occurrence.text} in ${path}`, path, occurrence] as const))(
    'a new one for %s changes nothing else, and the old one gives back what was',
    (_, path, { span, text }) => {
      const renaming = rename(session, path, span.start, 'zz_new')
      if ('refused' in renaming) throw new Error(renaming.refused)
      example.write(edited(original, renaming.edits))
      expect(findings(example)).toEqual([])
      expect(failures(example)).toEqual([])

      const back = rename(session, path, example.texts()[path]!.indexOf('zz_new'), text)
      if ('refused' in back) throw new Error(back.refused)
      example.write(edited(example.texts(), back.edits))
      expect(example.texts()).toEqual(original)
    },
  )

  const others = all.map(([path, occurrence], index) => {
    const [, { text: taken }] = all[(index * 7 + 3) % all.length]!
    return [occurrence.text, taken, path, occurrence.span.start] as const
  })
  test.each(others)('%s can be called %s only if that changes nothing else', (_, taken, path, start) => {
    example.write(original)
    const renaming = rename(session, path, start, taken)
    if ('refused' in renaming) {
      expect(renaming.refused).toContain(taken)
      return
    }
    example.write(edited(original, renaming.edits))
    expect(findings(example)).toEqual([])
    expect(failures(example)).toEqual([])
  })
})
