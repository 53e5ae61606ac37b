/** What is told about one diagnostic beside its message. */
export interface Page {
  /** What it means, why it matters and what to do: two to five plain sentences of Markdown. */
  why: string
  /** A project in which the diagnostic is the only one. */
  wrong: Example
  /** The same project, mended: nothing is found in it. */
  right: Example
}

/** A complete small project: the text of its one file, or all its files by path. */
export type Example = string | ExampleFiles
export type ExampleFiles = Readonly<Record<string, string | Latin1>>

/** A file that is not UTF-8, as an old editor saves it: each character is one byte (ISO 8859-1). */
export interface Latin1 {
  latin1: string
}

/** The file that an example consists of when it names none. */
export const MAIN_FILE = 'main.journey'

export function filesOf(example: Example): ExampleFiles {
  return typeof example === 'string' ? { [MAIN_FILE]: example } : example
}

/**
 * The text of a source file as it is written here: without the first line break, the indentation that all lines have
 * in common, and the spaces at the end. Backslashes stand for themselves.
 */
export function source({ raw }: TemplateStringsArray, ...values: readonly string[]): string {
  const text = String.raw({ raw }, ...values).replace(/^\n/, '')
  const lines = text.trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const common = Math.min(...indents)
  return lines.map((line) => `${line.slice(common)}\n`).join('')
}
