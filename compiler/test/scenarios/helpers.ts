import { compile, hasErrors, type Lowered, lower, memoryHost, messageOf } from '../../src/index.ts'
import { runScenario, type ScenarioResult } from '../../src/test/run-scenario.ts'
import { timeText } from '../../src/test/words.ts'

/** Declarations that the scenarios of the tests share. */
export const DECLARATIONS = `
contact {
  email: email?
  email_opt_in: boolean = true
  country: country?
  points: integer = 0
  timezone: timezone?
  seen: datetime?
  birthday: date?
}
tag vip "Bought something"
tag new_customer
event signed_up {}
event purchased { order: string, total: money<EUR> }
channel mail: email {
  to: contact.email
  consent: contact.email_opt_in
  quiet: 21:00 to 08:00
  limit: 2 per 7 days
}
message hello via mail { subject: "Hello", body: "Hello" }
message thanks via mail { subject: "Thanks", body: "Thanks" }
message offer(discount: percent) via mail { subject: "{discount} off", body: "Now" }
`

/** Compiles a source that stands below the declarations. It has no errors. */
export function compiled(source: string, options: { timezone?: string } = {}): Lowered {
  const host = memoryHost({ 'a.journey': DECLARATIONS + source })
  const compilation = compile(host, ['a.journey'], options)
  if (hasErrors(compilation)) throw new Error(compilation.diagnostics.map(messageOf).join('\n'))
  return lower(compilation.program)
}

/** Runs one scenario, given by its lines, for a journey called `j`. */
export function runLines(
  journey: string,
  lines: string,
  options: { timezone?: string } = {},
): ScenarioResult {
  const source = `journey j {\n${journey}\n}\nscenario "s" for j {\n${lines}\n}\n`
  const { bundle, scenarios } = compiled(source, options)
  return runScenario(bundle, scenarios[0]!)
}

/** What a scenario's failures say. */
export function failuresOf(result: ScenarioResult): string[] {
  return result.failures.map(({ message }) => message)
}

/** What happened, a line each. */
export function storyOf({ timeline, zone }: ScenarioResult): string[] {
  return timeline.map(({ at, text, given }) => `${timeText(at, zone)} ${given ? '> ' : ''}${text}`)
}
