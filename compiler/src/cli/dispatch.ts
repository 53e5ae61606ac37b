import { didYouMean } from '../diagnostics/suggest.ts'
import { readArguments } from './arguments.ts'
import type { Command } from './command.ts'
import { commands } from './commands/index.ts'
import { Failure, misuse } from './failure.ts'
import { visible } from './report/visible.ts'
import { type ExitStatus, STATUS } from './status.ts'
import { tellFailure } from './tell-failure.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/** Runs `journey` with the words that follow it. Never throws: what goes wrong is told on standard error. */
export async function journey(words: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    return await carryOut(words, terminal)
  } catch (error) {
    if (error instanceof Failure) await tellFailure(error, terminal)
    else writeMistake(error, terminal)
    return STATUS.failure
  }
}

async function carryOut(words: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const [first, ...rest] = words
  const style = terminal.style.out
  if (first === undefined) {
    const { overview } = await import('./help.ts')
    terminal.err(overview(commands, terminal.style.err))
    return STATUS.failure
  }
  if (first === '--version' || first === '-v') {
    terminal.out(`${version()}\n`)
    return STATUS.clean
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    const { commandHelp, overview } = await import('./help.ts')
    const asked = rest.find((word) => !word.startsWith('-'))
    terminal.out(asked === undefined ? overview(commands, style) : commandHelp(find(asked), style))
    return STATUS.clean
  }
  const command = find(first)
  const given = readArguments(command, rest)
  if (given.help) {
    const { commandHelp } = await import('./help.ts')
    terminal.out(commandHelp(command, style))
    return STATUS.clean
  }
  return command.run({ operands: given.operands, options: given.options as never }, terminal)
}

function find(name: string): Command {
  const found = commands.find((command) => command.name === name)
  if (found) return found
  if (name.startsWith('-')) {
    throw misuse(`There is no option "${name}" before a command.${didYouMean(name, ['--help', '--version'])}`)
  }
  if (/\.journey$|[/\\]/.test(name)) {
    throw new Failure(`A command comes first: "journey check ${name}".`, { hint: 'See "journey --help".' })
  }
  const names = [...commands.map((command) => command.name), 'help']
  throw misuse(`There is no command "${name}".${didYouMean(name, names)}`)
}

function writeMistake(error: unknown, terminal: Terminal): void {
  const message = error instanceof Error ? error.message : String(error)
  const line = visible(message.split('\n', 1)[0]!)
  terminal.err(`error: this is a mistake in journey itself, please report it: ${line}\n`)
  if (terminal.debug && error instanceof Error) terminal.err(`${error.stack}\n`)
}
