import { resolve } from 'node:path'
import { readText } from '../project/node-host.ts'
import type { ReadResult } from '../source/host.ts'
import { decodeUtf8 } from '../source/utf8.ts'
import { Failure } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** Standard input as text. */
export async function readInputText(terminal: Terminal): Promise<string> {
  return textOf(decodeUtf8(await terminal.input()), 'Standard input')
}

/** The text of a file that the user named; `-` is standard input. */
export async function readNamedText(path: string, terminal: Terminal): Promise<string> {
  if (path === '-') return readInputText(terminal)
  return textOf(readText(resolve(terminal.directory, path)), `"${path}"`)
}

function textOf(result: ReadResult, name: string): string {
  if (result.ok) return result.text
  switch (result.reason) {
    case 'missing':
      throw new Failure(`There is no file ${name}.`)
    case 'unreadable':
      throw new Failure(`${name} can't be read: ${result.detail}.`)
    case 'encoding':
      throw new Failure(`${name} is not UTF-8 text (byte ${result.offset + 1}).`, {
        hint: 'Save it as UTF-8.',
      })
  }
}
