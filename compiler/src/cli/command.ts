import type { ExitStatus } from './status.ts'
import type { Terminal } from './terminal.ts'

/** An option that takes a text, such as a path. */
interface TextOption {
  kind: 'text'
  /** What stands for the value in the help: `DIR`. */
  placeholder: string
  description: string
}

/** An option that takes one of a few words. */
interface ChoiceOption {
  kind: 'choice'
  choices: readonly string[]
  default: string
  description: string
}

/** An option that takes some of a few words, joined by commas. */
interface SomeOption {
  kind: 'some'
  choices: readonly string[]
  default: readonly string[]
  description: string
}

/** An option that is there or not. */
interface FlagOption {
  kind: 'flag'
  description: string
}

export type Option = TextOption | ChoiceOption | SomeOption | FlagOption
export type Options = Readonly<Record<string, Option>>

/** The value of an option, once it is read. */
type ValueOf<O extends Option> = O extends FlagOption
  ? boolean
  : O extends TextOption
    ? string | undefined
    : O extends { kind: 'choice'; choices: readonly (infer C)[] }
      ? C
      : O extends { kind: 'some'; choices: readonly (infer C)[] }
        ? readonly C[]
        : never

export type ValuesOf<O extends Options> = { [Name in keyof O]: ValueOf<O[Name]> }

/** What stands after a command that is no option. */
export interface Operands {
  /** What stands for them in the help: `[PATH…]`. */
  placeholder: string
  least: number
  most: number
  /** The words that it may be, for shells that complete them. Without it, it is a path. */
  choices?: readonly string[]
}

/** One command: what the help says of it, what it takes, and what it does. */
export interface Command<O extends Options = Options> {
  name: string
  /** One line, in the imperative, without a full stop. */
  summary: string
  operands: Operands
  options: O
  /** What else a user must know, a paragraph each. */
  notes: readonly string[]
  examples: readonly { line: string; does: string }[]
  run(given: { operands: readonly string[]; options: ValuesOf<O> }, terminal: Terminal): Promise<ExitStatus>
}

/** Declares a command. Its `run` gets its options with their types; outside, all commands are alike. */
export function command<const O extends Options>(declared: Command<O>): Command {
  return declared as unknown as Command
}
