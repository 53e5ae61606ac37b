import { type Range, type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver/node'
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semantic-tokens.ts'
import { about, type Context, type Target } from './context.ts'
import { toPosition, toSpan } from './convert.ts'

/** Registers the colours of words. */
export function registerTokens(context: Context): void {
  const { semanticTokens: requests } = context.connection.languages
  const builders = new Map<string, SemanticTokensBuilder>()
  const builderFor = (uri: string): SemanticTokensBuilder => {
    const builder = builders.get(uri) ?? new SemanticTokensBuilder()
    builders.set(uri, builder)
    return builder
  }
  const { closed } = context
  context.closed = (uri) => {
    builders.delete(uri)
    closed(uri)
  }
  const none: SemanticTokens = { data: [] }

  requests.on(
    orNone(
      none,
      about(context, (target, { textDocument: { uri } }) => {
        const builder = new SemanticTokensBuilder()
        builders.set(uri, builder)
        push(builder, target)
        return builder.build()
      }),
    ),
  )
  requests.onDelta(
    orNone(
      none,
      about(context, (target, { textDocument: { uri }, previousResultId }) => {
        const builder = builderFor(uri)
        builder.previousResult(previousResultId)
        push(builder, target)
        return builder.buildEdits()
      }),
    ),
  )
  requests.onRange(
    orNone(
      none,
      about(context, (target, { range }) => {
        const builder = new SemanticTokensBuilder()
        push(builder, target, range)
        return builder.build()
      }),
    ),
  )
}

/** These requests have no "nothing" for an answer. */
function orNone<P, T, R>(
  none: R,
  answer: (params: P, token: T) => Promise<R | null>,
): (params: P, token: T) => Promise<R> {
  return async (params, token) => (await answer(params, token)) ?? none
}

function push(builder: SemanticTokensBuilder, { snapshot, path, lines }: Target, range?: Range): void {
  for (const token of semanticTokens(snapshot, path, range && toSpan(lines, range))) {
    const { line, character } = toPosition(lines, token.start)
    const modifiers = token.modifiers.reduce((bits, one) => bits | (1 << TOKEN_MODIFIERS.indexOf(one)), 0)
    builder.push(line, character, token.end - token.start, TOKEN_TYPES.indexOf(token.type), modifiers)
  }
}
