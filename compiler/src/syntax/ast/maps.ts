import type { Span } from '../../source/span.ts'
import type { Base, Documented, ErrorNode, Name } from './base.ts'
import type { Setting } from './declarations.ts'
import type { Expression, StringLiteral } from './expressions.ts'
import type { FollowsLine } from './journeys.ts'

/** `map shop "How people come to love our mugs" { … }` */
export interface MapDeclaration extends Documented {
  kind: 'map'
  name: Name
  title?: StringLiteral
  items: MapItem[]
}

export type MapItem = FollowsLine | NamesLine | MapStage | Handoff | ErrorNode

/** `personas sara, reza`, `runs welcome, win_back` */
export interface NamesLine extends Documented {
  kind: 'personas' | 'runs'
  keyword: Span
  names: Name[]
}

export interface MapStage extends Documented {
  kind: 'map-stage'
  name: Name
  items: MapStageItem[]
}

export type MapStageItem = Remark | Result | Touchpoint | Kpi | ErrorNode

/** `plan "Two videos a week"`, `pain "Nobody finds the price"`, `idea "Price on the first picture"` */
export interface Remark extends Documented {
  kind: 'plan' | 'pain' | 'idea'
  keyword: Span
  text: StringLiteral
}

/** `result spring "18 videos, 40,000 views"` */
export interface Result extends Documented {
  kind: 'result'
  campaign: Name
  text: StringLiteral
}

/** `touchpoint reel via instagram by marketing before sale for exporters { emotion: 2 assumed, pain "…" }` */
export interface Touchpoint extends Documented {
  kind: 'touchpoint'
  name: Name
  title?: StringLiteral
  via?: Name
  by?: Name
  /** `before`, `during` or `after` the sale. */
  phase?: Name
  segment?: Name
  members: TouchpointMember[]
}

export type TouchpointMember = Setting | Remark | ErrorNode

/** `kpi reach: count of page_viewed, target >= 10_000 for exporters` */
export interface Kpi extends Documented {
  kind: 'kpi'
  name: Name
  formula: Expression
  target?: KpiTarget
  segment?: Name
}

export interface KpiTarget extends Base {
  op: '<' | '<=' | '>' | '>='
  value: Expression
}

/** `handoff checkout to parcel { owner: "Sam", passes: "order, address", within: 1 day }` */
export interface Handoff extends Documented {
  kind: 'handoff'
  from: Name
  to: Name
  settings: Setting[]
}
