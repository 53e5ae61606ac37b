import type { Command } from '../command.ts'

/** A shell that can complete words, and the script that teaches it those of `journey`. */
export interface Shell {
  /** How a user turns it on, in one line. */
  turnOn: string
  script(commands: readonly Command[]): string
}

/** What may stand in place of a command. */
export const GLOBAL_WORDS = ['--help', '--version'] as const

/** What begins every script. */
export function heading(turnOn: string): string {
  return `# Completes the words of journey. Made by "journey completion"; to turn it on: ${turnOn}\n`
}

/** A text between single quotation marks, as the shells of the Bourne family read it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
