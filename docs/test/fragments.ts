/** Makes whole files of the fragments in the pages, compiles them, and runs the scenarios in them. */
import { codeOf, compile, hasErrors, lower, messageOf } from '@journey-lang/compiler'
import { createScenarioRunner } from '../../compiler/src/test/run-scenario.ts'
import type { Block } from './blocks.ts'

/**
 * What surrounds a fragment, by the word after `in:`. A block without that directive is a whole file. `declarations`
 * and everything below stand after the declarations that the page shows first (its block with `prelude: yes`).
 */
const CONTEXTS: Readonly<Record<string, (fragment: string, prelude: string) => string>> = {
  file: (fragment) => fragment,
  declarations: (fragment, prelude) => `${prelude}\n${fragment}`,
  journey: (fragment, prelude) => `${prelude}\njourney example {\n${fragment}}\n`,
  header: (fragment, prelude) => `${prelude}\njourney example {\n${fragment}finish\n}\n`,
  steps: (fragment, prelude) =>
    `${prelude}\njourney example {\nstart on purchased where contact.email exists\n${fragment}}\n`,
  stages: (fragment, prelude) =>
    `${prelude}\njourney example {\nstart on purchased where contact.email exists\n${fragment}}\n`,
  /** One condition on each line. */
  conditions: (fragment, prelude) => {
    const steps = fragment.split('\n').map((line) => {
      const condition = line.replace(/\/\/.*/, '').trim()
      return condition === '' ? '' : `if ${condition} { tag #vip }`
    })
    return `${prelude}\njourney example {\nstart on purchased\n${steps.join('\n')}\n}\n`
  },
}

/** The whole file that a block stands for. */
export function wholeFile({ text, directives }: Block, prelude: string): string {
  const context = CONTEXTS[directives.in ?? 'file']
  if (!context) throw new Error(`There is no context "${directives.in}"`)
  return context(text, prelude)
}

export interface CompiledFragment {
  /** Codes of all that was reported, in order. */
  codes: string[]
  /** The same in words. */
  messages: string[]
  /** Failures of the scenarios in it. */
  failures: string[]
}

/** Compiles a file by itself; it may import the declarations of the page as "./shop.journey". */
export function compileFragment(file: string, prelude: string): CompiledFragment {
  const texts: Record<string, string> = { 'fragment.journey': file, 'shop.journey': prelude }
  const host = {
    read: (path: string) => {
      // Every template exists, and is a plain text.
      const text = texts[path] ?? (path.endsWith('.liquid') ? 'Hello!' : undefined)
      return text === undefined ? ({ ok: false, reason: 'missing' } as const) : ({ ok: true, text } as const)
    },
  }
  const compilation = compile(host, ['fragment.journey'], { timezone: 'Europe/Berlin' })
  const found = compilation.diagnostics
  return {
    codes: found.map(codeOf),
    messages: found.map((one) => `${codeOf(one)} ${messageOf(one)}`),
    failures: hasErrors(compilation) ? [] : failuresOf(lower(compilation.program)),
  }
}

function failuresOf({ bundle, scenarios }: ReturnType<typeof lower>): string[] {
  const run = createScenarioRunner(bundle)
  return scenarios.flatMap((scenario) =>
    run(scenario).failures.map(({ message }) => `${scenario.title}: ${message}`),
  )
}
