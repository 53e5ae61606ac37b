import type {
  EnumMember,
  FieldDeclaration,
  MessageVariant,
  Setting,
  SettingValue,
  StageDefinition,
} from '../../syntax/ast.ts'
import { inside, type Layout, layout, members, words } from '../layout.ts'
import { expressionLayout, typeLayout } from './expressions.ts'

/** `name: type = default` */
export function fieldLayout({ span, type, default: value }: FieldDeclaration): Layout {
  return layout(span, inside(typeLayout(type)), inside(value && expressionLayout(value)))
}

/** `name: value` */
export function settingLayout({ span, value }: Setting): Layout {
  return layout(span, inside(valueLayout(value)))
}

function valueLayout(value: SettingValue): Layout {
  const { span } = value
  switch (value.kind) {
    case 'range':
      return layout(span, inside(expressionLayout(value.from)), inside(expressionLayout(value.to)))
    case 'rate':
      return layout(span, inside(expressionLayout(value.count)), inside(expressionLayout(value.per)))
    case 'qualified':
      return layout(span, inside(expressionLayout(value.value)))
    default:
      return expressionLayout(value)
  }
}

/** `domestic "At home"`, `awareness "Awareness" asks "How …?" loops to promotion` */
export function entryLayout({ span }: EnumMember | StageDefinition): Layout {
  return words(span)
}

/** `when CONDITION { … }`, `else { … }` */
export function variantLayout({ span, when, settings }: MessageVariant): Layout {
  return layout(
    span,
    inside(when && expressionLayout(when)),
    members(when?.span.end ?? span.start, settings.map(settingLayout)),
  )
}
