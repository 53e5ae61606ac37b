import type { Command, Option } from '../command.ts'
import { GLOBAL_WORDS, heading, type Shell } from './shell.ts'

const turnOn = 'eval "$(journey completion bash)"'

export const bash: Shell = {
  turnOn,
  script(commands) {
    const names = commands.map(({ name }) => name)
    return `${heading(turnOn)}
_journey() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" choices="" i
  # Bash cuts "--format=json" into three words.
  if [[ "$word" == "=" ]]; then word=""; elif [[ "$before" == "=" ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ "\${COMP_WORDS[i]}" != -* ]]; then command="\${COMP_WORDS[i]}"; break; fi
  done
  case "$command" in
    "") choices="${[...names, 'help', ...GLOBAL_WORDS].join(' ')}" ;;
    help) choices="${names.join(' ')}" ;;
${commands.map(commandCase).join('')}  esac
  # Of a list such as "json,svg" the last part is completed.
  local last="\${word##*,}"
  COMPREPLY=($(compgen -P "\${word%"$last"}" -W "$choices" -- "$last"))
}
# Where there is nothing to choose from, files are completed.
complete -o default -F _journey journey
`
  },
}

function commandCase({ name, options, operands }: Command): string {
  const flags = [...Object.keys(options).map((option) => `--${option}`), '--help'].join(' ')
  const values = Object.entries(options).flatMap(([option, declared]) => valueCase(option, declared))
  const cases = [
    ...values,
    `        *) if [[ "$word" == -* ]]; then choices="${flags}"; else choices="${operands.choices?.join(' ') ?? ''}"; fi ;;\n`,
  ]
  return `    ${name})\n      case "$before" in\n${cases.join('')}      esac ;;\n`
}

/** Options that stand alone complete nothing; what they are followed by is completed as if they were not there. */
function valueCase(name: string, option: Option): string[] {
  if (option.kind === 'flag') return []
  const choices = option.kind === 'text' ? '' : option.choices.join(' ')
  return [`        --${name}) choices="${choices}" ;;\n`]
}
