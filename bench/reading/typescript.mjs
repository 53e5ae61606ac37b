import { reference } from '../measure/reference.mjs'
import { sizeOf, typescriptTexts } from './texts.mjs'

/**
 * TypeScript's parser, called as its own compiler does: no parents, and comments only as far as errors need them.
 * `undefined` where it is not installed. Version 6 is the last whose parser is JavaScript.
 */
export async function typescriptContender() {
  const ts = await reference('typescript', 'createSourceFile')
  if (ts === undefined) return undefined
  const files = Object.entries(typescriptTexts())
  const options = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
  }
  const read = () => files.map(([path, text]) => ts.createSourceFile(path, text, options, false))
  const broken = read().find(({ parseDiagnostics }) => parseDiagnostics.length > 0)
  if (broken !== undefined) throw new Error(`The benchmark is wrong: ${broken.fileName} has a syntax error.`)
  const size = sizeOf(
    files.map(([, text]) => text),
    (text) => countTokens(ts, text),
  )
  return { name: `TypeScript ${ts.version}: createSourceFile`, size, run: read }
}

/** The leaves of the syntax tree: all tokens, without comments. */
function countTokens(ts, text) {
  const file = ts.createSourceFile('count.ts', text, ts.ScriptTarget.ESNext, true)
  const inComment = ({ kind }) => kind >= ts.SyntaxKind.FirstJSDocNode && kind <= ts.SyntaxKind.LastJSDocNode
  const count = (node) => {
    if (inComment(node) || node.getWidth(file) === 0) return 0
    const children = node.getChildren(file)
    return children.length === 0 ? 1 : children.reduce((sum, child) => sum + count(child), 0)
  }
  return count(file)
}
