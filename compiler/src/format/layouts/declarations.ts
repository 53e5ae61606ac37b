import type { ActionDeclaration, Declaration, ImportedName, MessageDeclaration } from '../../syntax/ast.ts'
import { inside, type Layout, layout, list, type Maybe, members, verbatim, words } from '../layout.ts'
import { expressionLayout } from './expressions.ts'
import { mapItemLayout } from './maps.ts'
import { entryLayout, fieldLayout, settingLayout, variantLayout } from './members.ts'
import { personaMemberLayout } from './personas.ts'
import { lineLayout } from './scenarios.ts'

export function declarationLayout(declaration: Declaration): Layout {
  const { span } = declaration
  switch (declaration.kind) {
    case 'import':
      return layout(span, list('{', span.start + 1, declaration.names.map(importedLayout), { spaced: true }))
    case 'tag-declaration':
    case 'moved':
      return words(span)
    case 'contact':
    case 'event':
      return layout(span, members(span.start, declaration.fields.map(fieldLayout)))
    case 'channel':
    case 'department':
    case 'campaign':
      return layout(span, members(span.start, declaration.settings.map(settingLayout)))
    case 'enum':
      return layout(span, members(span.start, declaration.members.map(entryLayout)))
    case 'stages':
      return layout(span, members(span.start, declaration.stages.map(entryLayout)))
    case 'segment':
      return layout(span, inside(expressionLayout(declaration.condition)))
    case 'message':
      return layout(span, ...messageParts(declaration))
    case 'action':
      return layout(span, ...actionParts(declaration))
    case 'persona':
      return layout(span, members(span.start, declaration.members.map(personaMemberLayout)))
    case 'journey':
      return layout(span, { kind: 'steps', at: span.start, items: declaration.body })
    case 'map':
      return layout(span, members(span.start, declaration.items.map(mapItemLayout), { lines: true }))
    case 'scenario':
      return layout(span, members(span.start, declaration.lines.map(lineLayout), { lines: true }))
    case 'error':
      return verbatim(span)
  }
}

function importedLayout({ span }: ImportedName): Layout {
  return words(span)
}

/** `message NAME(params) via CHANNEL { … }` */
function messageParts({ name, params, channel, settings, variants }: MessageDeclaration): Maybe[] {
  const inBraces = [...settings.map(settingLayout), ...variants.map(variantLayout)]
  return [
    list('(', name.span.end, params.map(fieldLayout)),
    members(
      channel.span.end,
      inBraces.sort((a, b) => a.span.start - b.span.start),
    ),
  ]
}

/** `action NAME(params): { … } from "./actions.ts"` */
function actionParts({ name, params, returns }: ActionDeclaration): Maybe[] {
  const { end } = name.span
  return [list('(', end, params.map(fieldLayout)), returns && members(end, returns.map(fieldLayout))]
}
