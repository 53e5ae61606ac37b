import { catalog } from '../../diagnostics/catalog/index.ts'
import { type DiagnosticName, definitionOf } from '../../diagnostics/diagnostic.ts'
import { didYouMean } from '../../diagnostics/suggest.ts'
import { ruleNames } from '../../lint/settings.ts'
import { type Example, filesOf, MAIN_FILE } from '../../pages/page.ts'
import { command } from '../command.ts'
import { misuse } from '../failure.ts'
import { templateMessage } from '../message-template.ts'
import { STATUS } from '../status.ts'
import type { Style } from '../style.ts'

export const explain = command({
  name: 'explain',
  summary: 'Say what a code or a rule means and what to do',
  operands: {
    placeholder: 'CODE|RULE',
    least: 1,
    most: 1,
    choices: [...compilerCodes().keys(), ...ruleNames()],
  },
  options: {},
  notes: [
    'Every finding has a code, such as J6014, and a name, such as unused-tag. Names are those of rules in a config.',
    'Codes that begin with J are those of the compiler; those that begin with R come from a running journey.',
  ],
  examples: [
    { line: 'explain J2006', does: 'a name that does not exist' },
    { line: 'explain unused-tag', does: 'a rule of the linter' },
    { line: 'explain R2001', does: 'an event that is not declared' },
  ],
  async run({ operands }, terminal) {
    const asked = operands[0]!
    const style = terminal.style.out
    const page = (await compilerPage(asked, style)) ?? (await runtimePage(asked.toUpperCase(), style))
    if (page === undefined) throw misuse(await unknownCode(asked), 'explain')
    terminal.out(page)
    return STATUS.clean
  },
})

async function unknownCode(asked: string): Promise<string> {
  if (/[-_]/.test(asked)) return `There is no rule "${asked}".${didYouMean(asked, Object.keys(catalog))}`
  const codes = [...compilerCodes().keys(), ...(await runtimeCodes()).keys()]
  return `There is no code "${asked}".${didYouMean(asked.toUpperCase(), codes)}`
}

function compilerCodes(): Map<string, DiagnosticName> {
  const names = Object.keys(catalog) as DiagnosticName[]
  return new Map(names.map((name) => [definitionOf(name).code, name]))
}

async function compilerPage(asked: string, style: Style): Promise<string | undefined> {
  const name = Object.hasOwn(catalog, asked)
    ? (asked as DiagnosticName)
    : compilerCodes().get(asked.toUpperCase())
  if (name === undefined) return undefined
  const definition = definitionOf(name)
  const { code } = definition
  const title = style[definition.severity](`${definition.severity}[${code}]`)
  const { pages } = await import('../../pages/index.ts')
  const { why, wrong, right } = pages[name]
  return [
    `${title} ${style.strong(name)}`,
    templateMessage(definition.message),
    wrapped(why),
    ...exampleParts('Wrong', wrong, style),
    ...exampleParts('Right', right, style),
  ]
    .join('\n\n')
    .concat('\n')
}

function exampleParts(title: string, example: Example, style: Style): string[] {
  return Object.entries(filesOf(example)).map(([path, file]) => {
    const text = typeof file === 'string' ? file : file.latin1
    const name = path === MAIN_FILE ? '' : ` (${path})`
    return `${style.strong(`${title}${name}:`)}\n${text.trimEnd().replace(/^(?=.)/gm, '  ')}`
  })
}

/** Lines of at most 100 characters. */
function wrapped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(.{1,100})(?: |$)/g, '$1\n')
    .trimEnd()
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
