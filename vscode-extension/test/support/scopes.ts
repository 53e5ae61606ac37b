/** Colours text with the grammars, as VS Code does: which scopes does a character have? */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { IGrammar, IRawGrammar } from 'vscode-textmate'
import { journeyGrammar } from '../../grammar/journey.ts'
import { liquidGrammar } from '../../grammar/liquid.ts'
import { markdownGrammar } from '../../grammar/markdown.ts'

const require = createRequire(import.meta.url)
// Both come as scripts of the older kind, whose names can't be imported.
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma')
const textmate = require('vscode-textmate') as typeof import('vscode-textmate')

/** As much of VS Code's own grammar of Markdown as an injection needs to be looked for. */
const markdown = {
  name: 'Markdown',
  scopeName: 'text.html.markdown',
  patterns: [{ match: '^#.*$', name: 'markup.heading.markdown' }],
  repository: {},
}

/** The same of HTML, which stands around Liquid. */
const html = {
  name: 'HTML',
  scopeName: 'text.html.basic',
  patterns: [{ begin: '"', end: '"', name: 'string.quoted.html' }],
  repository: {},
}

const grammars: Record<string, object> = {
  [liquidGrammar.scopeName]: liquidGrammar,
  [html.scopeName]: html,
  [journeyGrammar.scopeName]: journeyGrammar,
  [markdownGrammar.scopeName]: markdownGrammar,
  [markdown.scopeName]: markdown,
}

const registry = (async () => {
  const wasm = await readFile(require.resolve('vscode-oniguruma/release/onig.wasm'))
  await oniguruma.loadWASM(wasm)
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scopeName) => (grammars[scopeName] as IRawGrammar | undefined) ?? null,
    getInjections: (scopeName) =>
      scopeName === markdown.scopeName ? [markdownGrammar.scopeName] : undefined,
  })
})()

const load = async (scopeName: string): Promise<IGrammar> => {
  const grammar = await (await registry).loadGrammar(scopeName)
  if (!grammar) throw new Error(`There is no grammar ${scopeName}.`)
  return grammar
}

export const journey = (): Promise<IGrammar> => load(journeyGrammar.scopeName)
export const liquid = (): Promise<IGrammar> => load(liquidGrammar.scopeName)
export const markdownWithJourney = (): Promise<IGrammar> => load(markdown.scopeName)

export interface Scopes {
  /** The scopes of the character at an offset, from the outermost to the innermost. */
  at(offset: number): string[]
  /** How often the grammar gave up a line because it took too long. */
  stopped: number
}

export function scopesOf(grammar: IGrammar, text: string): Scopes {
  const lines: { start: number; tokens: { startIndex: number; scopes: string[] }[] }[] = []
  let stack = textmate.INITIAL
  let start = 0
  let stopped = 0
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line.replace(/\r$/, ''), stack, 5000)
    if (result.stoppedEarly) stopped++
    lines.push({ start, tokens: result.tokens })
    stack = result.ruleStack
    start += line.length + 1
  }
  return {
    stopped,
    at(offset) {
      const line = lines.findLast((each) => each.start <= offset)!
      return line.tokens.findLast((token) => token.startIndex <= offset - line.start)?.scopes ?? []
    },
  }
}
