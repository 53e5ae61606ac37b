import type { Span } from '../../source/span.ts'
import type { Base, Documented, ErrorNode, Name } from './base.ts'
import type { Expression, StringLiteral } from './expressions.ts'
import type { Item } from './journeys.ts'
import type { MapDeclaration } from './maps.ts'
import type { PersonaDeclaration } from './personas.ts'
import type { ScenarioDeclaration } from './scenarios.ts'

export type Declaration =
  | ImportDeclaration
  | ContactDeclaration
  | TagDeclaration
  | EventDeclaration
  | ChannelDeclaration
  | MessageDeclaration
  | EnumDeclaration
  | SegmentDeclaration
  | DepartmentDeclaration
  | ActionDeclaration
  | StagesDeclaration
  | PersonaDeclaration
  | CampaignDeclaration
  | JourneyDeclaration
  | MapDeclaration
  | MovedDeclaration
  | ScenarioDeclaration
  | ErrorNode

/** `import { a, b as c } from "./shop.journey"` */
export interface ImportDeclaration extends Documented {
  kind: 'import'
  names: ImportedName[]
  from: StringLiteral
}

export interface ImportedName extends Base {
  name: Name
  alias?: Name
}

export interface ContactDeclaration extends Documented {
  kind: 'contact'
  keyword: Span
  fields: FieldDeclaration[]
}

export interface FieldDeclaration extends Documented {
  kind: 'field'
  name: Name
  type: TypeNode
  default?: Expression
}

/** `string`, `date?`, `money<EUR>`, `list<string>` */
export interface TypeNode extends Base {
  name: Name
  args: TypeNode[]
  optional: boolean
}

export interface TagDeclaration extends Documented {
  kind: 'tag-declaration'
  name: Name
  title?: StringLiteral
}

export interface EventDeclaration extends Documented {
  kind: 'event'
  name: Name
  title?: StringLiteral
  fields: FieldDeclaration[]
}

export interface ChannelDeclaration extends Documented {
  kind: 'channel'
  name: Name
  channelKind: Name
  settings: Setting[]
}

/** `enum Market { domestic "At home", export "Abroad" }` */
export interface EnumDeclaration extends Documented {
  kind: 'enum'
  name: Name
  title?: StringLiteral
  members: EnumMember[]
}

export interface EnumMember extends Documented {
  kind: 'enum-member'
  name: Name
  title?: StringLiteral
}

/** `segment lapsed "No purchase in 90 days" = no purchased in last 90 days` */
export interface SegmentDeclaration extends Documented {
  kind: 'segment'
  name: Name
  title?: StringLiteral
  condition: Expression
}

/** `department sales "Sales" { email: "sales@example.com" }` */
export interface DepartmentDeclaration extends Documented {
  kind: 'department'
  name: Name
  title?: StringLiteral
  settings: Setting[]
}

/** `action make_coupon(percent: percent): { code: string } from "./actions.ts"` */
export interface ActionDeclaration extends Documented {
  kind: 'action'
  name: Name
  params: FieldDeclaration[]
  returns?: FieldDeclaration[]
  from?: StringLiteral
}

/** `campaign spring "Spring 2026" { from: 2026-03-01, to: 2026-05-31 }` */
export interface CampaignDeclaration extends Documented {
  kind: 'campaign'
  name: Name
  title?: StringLiteral
  settings: Setting[]
}

/**
 * `moved welcome.second_chance to welcome.last_chance`, `… to stage conversion`, `… to finish`: where contacts go on
 * who stand at a step that is gone.
 */
export interface MovedDeclaration extends Documented {
  kind: 'moved'
  from: StepReference
  to: MovedTarget
}

/** `welcome.second_chance`, or by a derived identity: `welcome."subscription/wait purchased"` */
export interface StepReference extends Base {
  journey: Name
  step: Name | StringLiteral
}

export type MovedTarget =
  | (Base & { kind: 'to-step'; step: StepReference })
  | (Base & { kind: 'to-stage'; stage: Name })
  | (Base & { kind: 'to-finish' })

/** `name: value` in a channel, message, department, campaign, persona, touchpoint or hand-off. */
export interface Setting extends Documented {
  kind: 'setting'
  name: Name
  value: SettingValue
}

export type SettingValue =
  | Expression
  /** `21:00 to 08:00 else skip` */
  | (Base & { kind: 'range'; from: Expression; to: Expression; else?: Name })
  /** `3 per 7 days` */
  | (Base & { kind: 'rate'; count: Expression; per: Expression })
  | Qualified

/** How sure a value of a touchpoint is: `2 assumed`, `"12 of 15 interviews" anecdotal` */
export interface Qualified extends Base {
  kind: 'qualified'
  value: Expression
  qualifier: Name
}

export interface MessageDeclaration extends Documented {
  kind: 'message'
  name: Name
  params: FieldDeclaration[]
  channel: Name
  settings: Setting[]
  /** The first one that holds gives the content; without one, the settings do. */
  variants: MessageVariant[]
}

/** `when contact.language == fa { subject: … body: … }`; the one behind `else` has no condition. */
export interface MessageVariant extends Documented {
  kind: 'variant'
  keyword: Span
  when?: Expression
  settings: Setting[]
}

export interface StagesDeclaration extends Documented {
  kind: 'stages'
  name: Name
  title?: StringLiteral
  stages: StageDefinition[]
}

/** `awareness "Awareness" asks "How …?" loops to promotion` */
export interface StageDefinition extends Documented {
  kind: 'stage-definition'
  name: Name
  title?: StringLiteral
  asks?: StringLiteral
  loopsTo?: Name
}

export interface JourneyDeclaration extends Documented {
  kind: 'journey'
  name: Name
  title?: StringLiteral
  body: Item[]
}
