import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeOf, createScenarioRunner, lower, messageOf } from '@journey-lang/compiler'
import { openProject, Session } from '@journey-lang/compiler/editor'

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))
/** The names of the projects in examples/. */
export const projects = readdirSync(EXAMPLES).filter((name) =>
  existsSync(join(EXAMPLES, name, 'journey.config.json')),
)

/** A project of which the texts can be changed. */
export function openExample(name: string) {
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

export type Example = ReturnType<typeof openExample>

/** What is found in a project, in words. */
export const findings = ({ session }: Example): string[] =>
  [...session.diagnostics.values()].flat().map((one) => `${one.file}: ${codeOf(one)} ${messageOf(one)}`)

/** What its scenarios tell that are not as they are expected. */
export function failures({ session }: Example): string[] {
  const { bundle, scenarios } = lower(session.program)
  const run = createScenarioRunner(bundle)
  return scenarios.flatMap((scenario) => run(scenario).failures.map(({ message }) => message))
}
