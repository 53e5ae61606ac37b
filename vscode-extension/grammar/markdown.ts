/** Colours ```` ```journey ```` blocks in Markdown files. */
import type { Grammar } from './journey.ts'

export const markdownGrammar: Grammar = {
  name: 'Journey in Markdown',
  scopeName: 'markdown.journey.codeblock',
  injectionSelector: 'L:text.html.markdown',
  patterns: [
    {
      begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(journey)(?=[\\s,:{?]|$)([^`]*))$',
      name: 'markup.fenced_code.block.markdown',
      end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
      beginCaptures: {
        3: { name: 'punctuation.definition.markdown' },
        4: { name: 'fenced_code.block.language.markdown' },
        5: { name: 'fenced_code.block.language.attributes.markdown' },
      },
      endCaptures: { 3: { name: 'punctuation.definition.markdown' } },
      patterns: [
        {
          begin: '(^|\\G)(\\s*)(.*)',
          while: '(^|\\G)(?!\\s*([`~]{3,})\\s*$)',
          contentName: 'meta.embedded.block.journey',
          patterns: [{ include: 'source.journey' }],
        },
      ],
    },
  ],
  repository: {},
}
