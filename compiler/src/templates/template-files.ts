import type { Program } from '../checker/program.ts'
import type { Module } from '../modules/bind.ts'
import { resolveFile } from '../modules/paths.ts'
import type { MessageSymbol } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import type { Setting } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'

/** A `file("…")` of a message. */
export interface TemplateFile {
  message: MessageSymbol
  /** Of the file, from the root of the project. */
  path: string
  /** Where the message names it. */
  span: Span
}

/** The template files that the messages of a program name. */
export function templateFiles({ modules }: Program): TemplateFile[] {
  return [...modules.values()].flatMap(templateFilesOf)
}

/** The template files that the messages of a module name. */
export function templateFilesOf({ exports }: Module): TemplateFile[] {
  return [...exports.values()].flatMap((symbol) => (symbol.kind === 'message' ? filesOf(symbol) : []))
}

function filesOf(message: MessageSymbol): TemplateFile[] {
  return settingsOf(message).flatMap(({ value }) => {
    const path = value.kind === 'call' ? value.args[0] : undefined
    if (path?.kind !== 'string') return []
    return [{ message, path: resolveFile(message.file, textOf(path)), span: path.span }]
  })
}

function settingsOf({ declaration }: MessageSymbol): readonly Setting[] {
  return [...declaration.settings, ...declaration.variants.flatMap(({ settings }) => settings)]
}
