import type { Program } from '../checker/program.ts'
import { textOf } from '../modules/load.ts'
import { resolveFile } from '../modules/paths.ts'
import type { MessageSymbol } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import type { Setting } from '../syntax/ast.ts'

/** A `file("…")` of a message. */
export interface TemplateFile {
  message: MessageSymbol
  /** Of the file, from the root of the project. */
  path: string
  /** Where the message names it. */
  span: Span
}

/** The template files that the messages of a program name. */
export function* templateFiles(program: Program): Generator<TemplateFile> {
  for (const message of program.messageParams.keys()) {
    for (const setting of settingsOf(message)) {
      const { value } = setting
      if (value.kind !== 'call') continue
      const [path] = value.args
      if (path?.kind !== 'string') continue
      yield { message, path: resolveFile(message.file, textOf(path)), span: path.span }
    }
  }
}

function settingsOf({ declaration }: MessageSymbol): readonly Setting[] {
  return [...declaration.settings, ...declaration.variants.flatMap(({ settings }) => settings)]
}
