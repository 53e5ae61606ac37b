/** Colours Liquid in the templates of messages: outputs, tags, filters; around them HTML. */
import type { Grammar } from './journey.ts'

const NAME = '[\\p{L}_][\\p{L}\\p{M}\\p{N}_\\x{200c}-]*'

const markers = {
  1: { name: 'punctuation.section.embedded.liquid' },
  2: { name: 'keyword.control.liquid' },
  3: { name: 'punctuation.section.embedded.liquid' },
}

/** What holds text as it is, up to its end. */
const block = (tag: string, name: string) => ({
  begin: `(\\{%-?)\\s*(${tag})\\s*(-?%\\})`,
  end: `(\\{%-?)\\s*(end${tag})\\s*(-?%\\})`,
  name,
  beginCaptures: markers,
  endCaptures: markers,
})

export const liquidGrammar: Grammar = {
  name: 'Liquid',
  scopeName: 'text.html.journey-liquid',
  patterns: [{ include: '#liquid' }, { include: 'text.html.basic' }],
  // In the values of attributes, too.
  injections: { 'L:text.html.journey-liquid': { patterns: [{ include: '#liquid' }] } },
  repository: {
    liquid: {
      patterns: [
        block('comment', 'comment.block.liquid'),
        block('raw', 'string.unquoted.raw.liquid'),
        { include: '#output' },
        { include: '#tag' },
      ],
    },
    output: {
      patterns: [
        {
          begin: '\\{\\{-?',
          end: '-?\\}\\}',
          name: 'meta.embedded.output.liquid',
          beginCaptures: { 0: { name: 'punctuation.section.embedded.liquid' } },
          endCaptures: { 0: { name: 'punctuation.section.embedded.liquid' } },
          patterns: [{ include: '#expression' }],
        },
      ],
    },
    tag: {
      patterns: [
        {
          begin: '(\\{%-?)\\s*(\\w+)?',
          end: '-?%\\}',
          name: 'meta.embedded.tag.liquid',
          beginCaptures: {
            1: { name: 'punctuation.section.embedded.liquid' },
            2: { name: 'keyword.control.liquid' },
          },
          endCaptures: { 0: { name: 'punctuation.section.embedded.liquid' } },
          patterns: [{ include: '#expression' }],
        },
      ],
    },
    expression: {
      patterns: [
        { match: '"[^"]*"|\'[^\']*\'', name: 'string.quoted.liquid' },
        {
          match: `(\\|)\\s*(${NAME})`,
          captures: { 1: { name: 'keyword.operator.liquid' }, 2: { name: 'support.function.liquid' } },
        },
        { match: '\\b(?:and|or|contains|in|not|with|as)\\b', name: 'keyword.operator.word.liquid' },
        { match: '\\b(?:true|false|nil|null|blank|empty)\\b', name: 'constant.language.liquid' },
        { match: '[=!<>]=|<>|[<>]', name: 'keyword.operator.comparison.liquid' },
        { match: '-?\\b\\d+(?:\\.\\d+)?\\b', name: 'constant.numeric.liquid' },
        { match: `(\\.)(${NAME})`, captures: { 2: { name: 'variable.other.property.liquid' } } },
        { match: NAME, name: 'variable.other.liquid' },
      ],
    },
  },
}
