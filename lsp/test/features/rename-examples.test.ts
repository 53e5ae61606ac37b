import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeOf, createScenarioRunner, lower, messageOf } from '@journey-lang/compiler'
import { isLibrary, openProject, Session } from '@journey-lang/compiler/editor'
import { describe, expect, test } from 'vitest'
import { share } from '../../../compiler/test/fuzz.ts'
import { keyOf, placeOf } from '../../src/features/entities.ts'
import { type Occurrence, occurrencesIn } from '../../src/features/occurrences.ts'
import { rename } from '../../src/features/rename.ts'
import { edited } from '../project.ts'

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url))
const projects = readdirSync(EXAMPLES).filter((name) =>
  existsSync(join(EXAMPLES, name, 'journey.config.json')),
)

/** A project of which the texts can be changed. */
function openExample(name: string) {
  const opened = openProject(join(EXAMPLES, name))
  if (!opened.ok) throw new Error(opened.problem.path)
  const { config, files } = opened.project
  let texts: Record<string, string> = {}
  const read = (path: string) => {
    const file = join(EXAMPLES, name, path)
    if (texts[path] === undefined && existsSync(file)) texts[path] = readFileSync(file, 'utf8')
    const text = texts[path]
    return text === undefined ? ({ ok: false, reason: 'missing' } as const) : ({ ok: true, text } as const)
  }
  const session = new Session({ read }, { paths: files, timezone: config.timezone, rules: config.lint })
  const write = (next: Record<string, string>) => {
    texts = next
    session.update(Object.keys(next))
  }
  return { session, texts: () => texts, write }
}

type Example = ReturnType<typeof openExample>

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

const findings = ({ session }: Example): string[] =>
  [...session.diagnostics.values()].flat().map((one) => `${one.file}: ${codeOf(one)} ${messageOf(one)}`)

function failures({ session }: Example): string[] {
  const { bundle, scenarios } = lower(session.program)
  const run = createScenarioRunner(bundle)
  return scenarios.flatMap((scenario) => run(scenario).failures.map(({ message }) => message))
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
