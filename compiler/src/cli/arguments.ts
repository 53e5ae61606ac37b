import { parseArgs } from 'node:util'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { Command, Option } from './command.ts'
import { type Failure, misuse } from './failure.ts'

/** What a command was called with. */
export type Arguments = { help: true } | { help: false; operands: string[]; options: Record<string, unknown> }

/** Reads the arguments of a command by its declaration. Throws a `Failure` that says what is wrong with them. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const wrong = (message: string): Failure => misuse(message, command.name)
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', short: 'h' },
      ...Object.fromEntries(
        Object.entries(command.options).map(([name, { kind }]) => [
          name,
          { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
        ]),
      ),
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const operands: string[] = []
  const given = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    if (token.name === 'help') return { help: true }
    const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined
    if (!option || !token.rawName.startsWith('--')) {
      throw wrong(unknownOption(token.rawName, token.name, command))
    }
    if (option.kind === 'flag') {
      if (token.value !== undefined) throw wrong(`${token.rawName} takes no value.`)
      given.set(token.name, [])
      continue
    }
    const { value } = token
    // `--out --format json` is a forgotten value far more often than a folder called "--format".
    if (value === undefined || (!token.inlineValue && /^-(?!\d|$)/.test(value))) {
      throw wrong(`${token.rawName} needs a value: ${usageOf(token.name, option)}.`)
    }
    if (value === '') throw wrong(`The value of ${token.rawName} is empty.`)
    given.set(token.name, [...(given.get(token.name) ?? []), value])
  }
  checkOperands(operands, command, wrong)
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [
      name,
      readOption(name, option, given.get(name), wrong),
    ]),
  )
  return { help: false, operands, options }
}

/** An option as the help writes it: `--format pretty|json`. */
export function usageOf(name: string, option: Option): string {
  switch (option.kind) {
    case 'flag':
      return `--${name}`
    case 'text':
      return `--${name} ${option.placeholder}`
    case 'choice':
      return `--${name} ${option.choices.join('|')}`
    case 'some':
      return `--${name} ${option.choices.join(',')}`
  }
}

function unknownOption(rawName: string, name: string, command: Command): string {
  const known = [...Object.keys(command.options), 'help']
  const suggestion = didYouMean(name, known).replace(/"(.*)"/, '"--$1"')
  return `"journey ${command.name}" has no option "${rawName}".${suggestion}`
}

function checkOperands(operands: string[], command: Command, wrong: (message: string) => Failure): void {
  const { least, most, placeholder } = command.operands
  if (operands.includes('')) throw wrong('An argument is empty. Was a variable not set?')
  if (operands.length < least) throw wrong(`"journey ${command.name}" needs ${placeholder}.`)
  if (operands.length > most) {
    const allowed = most === 0 ? 'no arguments' : most === 1 ? 'one argument' : `${most} arguments`
    throw wrong(`"journey ${command.name}" takes ${allowed}, but also found "${operands[most]}".`)
  }
}

/** The last value counts, as in most commands; a list is all values together. */
function readOption(
  name: string,
  option: Option,
  values: readonly string[] | undefined,
  wrong: (message: string) => Failure,
): unknown {
  if (option.kind === 'flag') return values !== undefined
  if (option.kind === 'text') return values?.at(-1)
  if (!values) return option.default
  const words = option.kind === 'choice' ? [values.at(-1)!] : values.flatMap((value) => value.split(','))
  for (const word of words) {
    if (option.choices.includes(word)) continue
    const choices = option.choices.map((choice) => `"${choice}"`).join(', ')
    const suggestion = didYouMean(word, option.choices)
    throw wrong(`--${name} can't be "${word}". It is one of ${choices}.${suggestion}`)
  }
  return option.kind === 'choice' ? words[0] : [...new Set(words)]
}
