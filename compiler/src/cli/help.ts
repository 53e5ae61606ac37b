import { usageOf } from './arguments.ts'
import type { Command, Option } from './command.ts'
import type { Style } from './style.ts'
import { columns } from './table.ts'

/** The help of the whole: what commands there are. */
export function overview(commands: readonly Command[], style: Style): string {
  return [
    `${style.strong('journey')}: customer journeys as code`,
    '',
    `${style.strong('Usage:')} journey COMMAND [arguments] [options]`,
    '',
    style.strong('Commands:'),
    ...indented(commands.map(({ name, summary }) => [name, summary])),
    '',
    style.strong('Options:'),
    ...indented([
      ['-h, --help', 'Show this help, or that of a command'],
      ['-v, --version', 'Show the version'],
    ]),
    '',
    'Without paths, commands work on the project around the working directory: the nearest folder upward',
    'that holds a journey.config.json, or the working directory itself.',
    '',
    'Exit status: 0 when all is well, 1 when something was found, 2 when the command could not do its work.',
    '',
  ].join('\n')
}

/** The help of one command. */
export function commandHelp(command: Command, style: Style): string {
  const { name, summary, operands, options, notes, examples } = command
  const usage = ['journey', name, operands.placeholder, '[options]'].filter((part) => part !== '').join(' ')
  return [
    `${style.strong(`journey ${name}`)}: ${summary}`,
    '',
    `${style.strong('Usage:')} ${usage}`,
    '',
    ...notes.flatMap((note) => [note, '']),
    style.strong('Options:'),
    ...indented([
      ...Object.entries(options).map(([option, declared]) => [
        usageOf(option, declared),
        described(declared),
      ]),
      ['-h, --help', 'Show this help'],
    ]),
    '',
    style.strong('Examples:'),
    ...indented(examples.map(({ line, does }) => [`journey ${line}`, does])),
    '',
  ].join('\n')
}

function described(option: Option): string {
  if (option.kind === 'text' || option.kind === 'flag') return option.description
  const standard = option.kind === 'choice' ? option.default : option.default.join(',')
  return `${option.description} (default: ${standard})`
}

function indented(rows: readonly (readonly string[])[]): string[] {
  return columns(rows).map((line) => `  ${line}`)
}
