import type { Span } from '../../source/span.ts'
import type {
  Declaration,
  FieldDeclaration,
  Setting,
  SettingValue,
  StageDefinition,
} from '../../syntax/ast.ts'
import { inside, type Layout, layout, list, members, verbatim, words } from '../layout.ts'
import { expressionLayout, typeLayout } from './expressions.ts'
import { lineLayout } from './scenarios.ts'

export function declarationLayout(declaration: Declaration): Layout {
  const { span } = declaration
  switch (declaration.kind) {
    case 'import':
      return layout(span, list('{', span.start + 1, declaration.names.map(wordsOf), { spaced: true }))
    case 'tag-declaration':
      return words(span)
    case 'contact':
    case 'event':
      return layout(span, members(span.start, declaration.fields.map(fieldLayout)))
    case 'channel':
      return layout(span, members(span.start, declaration.settings.map(settingLayout)))
    case 'message':
      return layout(
        span,
        list('(', declaration.name.span.end, declaration.params.map(fieldLayout)),
        members(declaration.channel.span.end, declaration.settings.map(settingLayout)),
      )
    case 'stages':
      return layout(span, members(span.start, declaration.stages.map(wordsOf<StageDefinition>)))
    case 'journey':
      return layout(span, { kind: 'steps', at: span.start, items: declaration.body })
    case 'scenario':
      return layout(span, members(span.start, declaration.lines.map(lineLayout), { lines: true }))
    case 'error':
      return verbatim(span)
  }
}

function wordsOf<N extends { span: Span }>({ span }: N): Layout {
  return words(span)
}

function fieldLayout({ span, type, default: value }: FieldDeclaration): Layout {
  return layout(span, inside(typeLayout(type)), inside(value && expressionLayout(value)))
}

function settingLayout({ span, value }: Setting): Layout {
  return layout(span, inside(valueLayout(value)))
}

function valueLayout(value: SettingValue): Layout {
  switch (value.kind) {
    case 'range':
      return layout(value.span, inside(expressionLayout(value.from)), inside(expressionLayout(value.to)))
    case 'rate':
      return layout(value.span, inside(expressionLayout(value.count)), inside(expressionLayout(value.per)))
    default:
      return expressionLayout(value)
  }
}
