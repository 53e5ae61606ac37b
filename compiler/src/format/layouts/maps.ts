import type { Kpi, MapItem, MapStageItem, Touchpoint, TouchpointMember } from '../../syntax/ast.ts'
import {
  clause,
  inside,
  type Layout,
  layout,
  type Maybe,
  members,
  nameClause,
  verbatim,
  words,
} from '../layout.ts'
import { expressionLayout } from './expressions.ts'
import { settingLayout } from './members.ts'

/** What stands in a map. */
export function mapItemLayout(item: MapItem): Layout {
  const { span } = item
  switch (item.kind) {
    case 'follows':
      return words(span)
    case 'personas':
    case 'runs':
      return layout(span, ...item.names.slice(1).map((name) => clause(0, words(name.span))))
    case 'map-stage':
      return layout(span, members(item.name.span.end, item.items.map(stageItemLayout), { lines: true }))
    case 'handoff':
      return layout(span, members(item.to.span.end, item.settings.map(settingLayout)))
    case 'error':
      return verbatim(span)
  }
}

/** What stands in a stage of a map. */
function stageItemLayout(item: MapStageItem): Layout {
  const { span } = item
  switch (item.kind) {
    case 'plan':
    case 'pain':
    case 'idea':
    case 'result':
      return words(span)
    case 'touchpoint':
      return layout(span, ...touchpointParts(item))
    case 'kpi':
      return layout(span, ...kpiParts(item))
    case 'error':
      return verbatim(span)
  }
}

/** `touchpoint NAME via CHANNEL by DEPARTMENT before sale for SEGMENT { … }` */
function touchpointParts({ name, via, by, phase, segment, members: inBraces }: Touchpoint): Maybe[] {
  const clauses = [nameClause(1, via), nameClause(1, by), nameClause(0, phase), nameClause(1, segment)]
  return [...clauses, members(name.span.end, inBraces.map(touchpointMemberLayout))]
}

function touchpointMemberLayout(member: TouchpointMember): Layout {
  const { span } = member
  switch (member.kind) {
    case 'setting':
      return settingLayout(member)
    case 'plan':
    case 'pain':
    case 'idea':
      return words(span)
    case 'error':
      return verbatim(span)
  }
}

/** `kpi NAME: FORMULA, target >= VALUE for SEGMENT` */
function kpiParts({ formula, target, segment }: Kpi): Maybe[] {
  const aim = target && layout(target.span, inside(expressionLayout(target.value)))
  return [inside(expressionLayout(formula)), clause(0, aim), nameClause(1, segment)]
}
