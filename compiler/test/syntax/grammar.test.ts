/** What is left out when the command starts: looking for mistakes in the patterns and in the grammar. */
import { expect, test } from 'vitest'
import { createLexer } from '../../src/syntax/lexer.ts'
import { Parser } from '../../src/syntax/parser/parser.ts'

test('the patterns of the tokens have no mistakes, and none needs the slow way', () => {
  expect(createLexer({ validate: true }).lexerDefinitionErrors).toEqual([])
})

test('the grammar has no mistakes, and two tokens tell all alternatives apart', () => {
  expect(() => new Parser({ validate: true })).not.toThrow()
})
