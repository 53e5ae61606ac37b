import type { Command, Option } from '../command.ts'
import { heading, type Shell } from './shell.ts'

const turnOn = 'journey completion fish | source'

export const fish: Shell = {
  turnOn,
  script(commands) {
    const first = '-n __fish_use_subcommand -f'
    return [
      heading(turnOn),
      `complete -c journey ${first} -s h -l help -d ${fishQuoted('Show how it is used')}`,
      `complete -c journey ${first} -s v -l version -d ${fishQuoted('Show the version')}`,
      ...commands.map(
        ({ name, summary }) => `complete -c journey ${first} -a ${name} -d ${fishQuoted(summary)}`,
      ),
      `complete -c journey ${first} -a help -d ${fishQuoted('Show how a command is used')}`,
      `complete -c journey -n ${inside('help')} -f -a ${fishQuoted(commands.map(({ name }) => name).join(' '))}`,
      ...commands.flatMap(commandLines),
      '',
    ].join('\n')
  },
}

function commandLines({ name, options, operands }: Command): string[] {
  const line = `complete -c journey -n ${inside(name)}`
  return [
    ...Object.entries(options).map(
      ([option, declared]) =>
        `${line} -l ${option}${values(declared)} -d ${fishQuoted(declared.description)}`,
    ),
    `${line} -s h -l help -d ${fishQuoted('Show how it is used')}`,
    ...(operands.choices ? [`${line} -f -a ${fishQuoted(operands.choices.join(' '))}`] : []),
  ]
}

/** What may follow an option: nothing, a file, or some words. */
function values(option: Option): string {
  if (option.kind === 'flag') return ''
  if (option.kind === 'text') return ' -r -F'
  const words = fishQuoted(option.choices.join(' '))
  return option.kind === 'choice'
    ? ` -x -a ${words}`
    : ` -x -a ${fishQuoted(`(__fish_append , ${option.choices.join(' ')})`)}`
}

function inside(command: string): string {
  return fishQuoted(`__fish_seen_subcommand_from ${command}`)
}

function fishQuoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
