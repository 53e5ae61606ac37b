import type { Expression } from '../ast.ts'
import type { ParseInput, PendingString } from './base.ts'
import { DeclarationParser } from './declarations.ts'

/** The whole grammar. Analysing it takes a while, so there is one parser, used again for every file. */
export class Parser extends DeclarationParser {
  constructor(options?: { validate?: boolean }) {
    super(options)
    this.performSelfAnalysis()
  }

  parseFile(input: ParseInput) {
    this.begin(input)
    return { declarations: this.file(), strings: this.pending }
  }

  /** One expression, and nothing after it: what stands in the hole of a text. */
  parseExpression(input: ParseInput): { expression: Expression; strings: PendingString[] } {
    this.begin(input)
    const read = this.guard(
      () => this.expression(),
      () => false,
    )
    if (!this.atEnd()) this.expected('"}"')
    return { expression: read, strings: this.pending }
  }
}

let shared: Parser | undefined

/** The parser. Made when it is first needed. */
export function parser(): Parser {
  shared ??= new Parser()
  return shared
}
