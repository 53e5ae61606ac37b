import { didYouMean } from '../../diagnostics/suggest.ts'
import { command } from '../command.ts'
import { bash } from '../completion/bash.ts'
import { fish } from '../completion/fish.ts'
import type { Shell } from '../completion/shell.ts'
import { zsh } from '../completion/zsh.ts'
import { misuse } from '../failure.ts'
import { STATUS } from '../status.ts'

const SHELLS: Readonly<Record<string, Shell>> = { bash, zsh, fish }
const NAMES = Object.keys(SHELLS)

export const completion = command({
  name: 'completion',
  summary: 'Write a script that teaches a shell to complete the words of journey',
  operands: { placeholder: NAMES.join('|'), least: 1, most: 1, choices: NAMES },
  options: {},
  notes: ['Put the line for your shell into the file that it reads when it starts.'],
  examples: NAMES.map((name) => ({ line: `completion ${name}`, does: SHELLS[name]!.turnOn })),
  async run({ operands }, terminal) {
    const name = operands[0]!
    if (!Object.hasOwn(SHELLS, name)) {
      const known = NAMES.map((one) => `"${one}"`).join(', ')
      throw misuse(
        `There is no completion for "${name}", but for ${known}.${didYouMean(name, NAMES)}`,
        'completion',
      )
    }
    // Not at the top: the list of commands has this one in it.
    const { commands } = await import('./index.ts')
    terminal.out(SHELLS[name]!.script(commands))
    return STATUS.clean
  },
})
