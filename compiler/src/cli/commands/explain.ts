import { catalog } from '../../diagnostics/catalog/index.ts'
import { type DiagnosticName, definitionOf } from '../../diagnostics/diagnostic.ts'
import { didYouMean } from '../../diagnostics/suggest.ts'
import { command } from '../command.ts'
import { misuse } from '../failure.ts'
import { templateMessage } from '../message-template.ts'
import { STATUS } from '../status.ts'
import type { Style } from '../style.ts'

export const explain = command({
  name: 'explain',
  summary: 'Say what a code such as J2006 means and what to do',
  operands: { placeholder: 'CODE', least: 1, most: 1 },
  options: {},
  notes: [
    'Codes that begin with J are those of the compiler; those that begin with R come from a running journey.',
  ],
  examples: [
    { line: 'explain J2006', does: 'a name that does not exist' },
    { line: 'explain R2001', does: 'an event that is not declared' },
  ],
  async run({ operands }, terminal) {
    const code = operands[0]!.toUpperCase()
    const style = terminal.style.out
    const page = code.startsWith('R') ? await runtimePage(code, style) : compilerPage(code, style)
    if (page === undefined) {
      const codes = [...compilerCodes().keys(), ...(await runtimeCodes()).keys()]
      throw misuse(`There is no code "${operands[0]}".${didYouMean(code, codes)}`, 'explain')
    }
    terminal.out(page)
    return STATUS.clean
  },
})

function compilerCodes(): Map<string, DiagnosticName> {
  const names = Object.keys(catalog) as DiagnosticName[]
  return new Map(names.map((name) => [definitionOf(name).code, name]))
}

function compilerPage(code: string, style: Style): string | undefined {
  const name = compilerCodes().get(code)
  if (name === undefined) return undefined
  const definition = definitionOf(name)
  const title = style[definition.severity](`${definition.severity}[${code}]`)
  return `${title} ${style.strong(name)}\n\n${templateMessage(definition.message)}\n`
}

async function runtimeCodes(): Promise<Map<string, { code: string; message: unknown; explanation: string }>> {
  const { PROBLEMS } = await import('@journey-lang/runtime')
  return new Map(Object.values(PROBLEMS).map((problem) => [problem.code, problem]))
}

async function runtimePage(code: string, style: Style): Promise<string | undefined> {
  const problem = (await runtimeCodes()).get(code)
  if (problem === undefined) return undefined
  const message = templateMessage(problem.message as (args: never) => string)
  return `${style.error(`error[${code}]`)}\n\n${message}\n\n${problem.explanation}\n`
}
