import type { Command, Option } from '../command.ts'
import { GLOBAL_WORDS, heading, quoted, type Shell } from './shell.ts'

const turnOn = 'source <(journey completion zsh)'

export const zsh: Shell = {
  turnOn,
  script(commands) {
    const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}\n`).join('')
    return `#compdef journey
${heading(turnOn)}
_journey() {
  local -a commands
  commands=(
${described}    'help:Show how a command is used'
  )
  if (( CURRENT == 2 )); then
    if [[ $PREFIX == -* ]]; then compadd -- ${GLOBAL_WORDS.join(' ')}; else _describe command commands; fi
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
    help) _describe command commands ;;
${commands.map(commandCase).join('')}  esac
}
# As a file among the functions of zsh it is called; read from a pipe it makes itself known.
if [[ $funcstack[1] == _journey ]]; then _journey "$@"; else compdef _journey journey; fi
`
  },
}

function commandCase({ name, options, operands }: Command): string {
  const specs = [
    ...Object.entries(options).map(([option, declared]) => optionSpec(option, declared)),
    quoted('--help[Show how it is used]'),
    quoted(operands.choices ? `*:word:(${operands.choices.join(' ')})` : '*:path:_files'),
  ]
  return `    ${name}) _arguments ${specs.join(' ')} ;;\n`
}

function optionSpec(name: string, option: Option): string {
  const description = `[${option.description.replace(/[[\]]/g, '\\$&')}]`
  switch (option.kind) {
    case 'flag':
      return quoted(`--${name}${description}`)
    case 'text':
      return quoted(`--${name}=${description}:value:_files`)
    case 'choice':
      return quoted(`--${name}=${description}:value:(${option.choices.join(' ')})`)
    case 'some':
      return quoted(`--${name}=${description}:values:_values -s , value ${option.choices.join(' ')}`)
  }
}
