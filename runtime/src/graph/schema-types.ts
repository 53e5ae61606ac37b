/**
 * Proof, by the TypeScript compiler, that the JSON Schema and the types of `format.ts` describe the same data.
 *
 * `FromSchema` reads a type off the schema; `Same` compares it with the type written by hand. A field, an operator
 * or a kind that is in one and not in the other makes the assignments at the end fail to compile.
 */
import type * as format from './format.ts'
import type * as maps from './map-format.ts'
import type { graphSchema } from './schema.ts'

type Definitions = (typeof graphSchema)['$defs']

/**
 * The type of the values that a schema accepts. Covers the keywords that `graphSchema` uses. A reference to a
 * definition that is compared on its own stands for its type.
 */
type FromSchema<S> = S extends { $ref: `#/$defs/${infer Name extends keyof Definitions}` }
  ? Name extends keyof Named
    ? Named[Name]
    : FromSchema<Definitions[Name]>
  : S extends { const: infer C }
    ? C
    : S extends { enum: readonly (infer E)[] }
      ? E
      : S extends { oneOf: infer Options extends readonly unknown[] }
        ? FromSchema<Options[number]>
        : S extends { anyOf: infer Options extends readonly unknown[] }
          ? FromSchema<Options[number]>
          : S extends { allOf: readonly [infer A, infer B] }
            ? FromSchema<A> & FromSchema<B>
            : S extends { type: readonly (infer Names extends string)[] }
              ? FromTypeName<S, Names>
              : S extends { type: infer Name extends string }
                ? FromTypeName<S, Name>
                : never

type FromTypeName<S, Name extends string> = Name extends 'string'
  ? string
  : Name extends 'number' | 'integer'
    ? number
    : Name extends 'boolean'
      ? boolean
      : Name extends 'array'
        ? FromArray<S>
        : Name extends 'object'
          ? FromObject<S>
          : never

type FromArray<S> = S extends { prefixItems: infer Items extends readonly unknown[] }
  ? { -readonly [I in keyof Items]: FromSchema<Items[I]> }
  : S extends { items: infer Item }
    ? FromSchema<Item>[]
    : never

type FromObject<S> = S extends { maxProperties: 0 }
  ? Record<string, never>
  : S extends { maxProperties: 1; properties: infer P }
    ? { [K in keyof P]: { [Key in K]: FromSchema<P[K]> } }[keyof P]
    : S extends { properties: infer P; required: readonly (infer R)[] }
      ? Flat<
          { [K in Extract<keyof P, R>]: FromSchema<P[K]> } & { [K in Exclude<keyof P, R>]?: FromSchema<P[K]> }
        >
      : S extends { properties: infer P }
        ? { [K in keyof P]?: FromSchema<P[K]> }
        : S extends { additionalProperties: infer V }
          ? Record<string, FromSchema<V>>
          : never

type Flat<T> = { [K in keyof T]: T[K] }

/**
 * Makes "may be absent" part of a field's type, so that comparing types also compares which fields are optional.
 * Expressions and values have no optional fields, and are left alone.
 */
type Spelled<T> = T extends format.Expr | format.Value | maps.Formula
  ? T
  : { [K in keyof T]-?: Spelled<T[K]> | (Record<never, never> extends Pick<T, K> ? Absent : never) }

declare const absent: unique symbol
type Absent = typeof absent

type Same<A, B> = [Spelled<A>] extends [Spelled<B>]
  ? [Spelled<B>] extends [Spelled<A>]
    ? true
    : { 'only in format.ts': Exclude<B, A> }
  : { 'only in the schema': Exclude<A, B> }

type Checked = { [K in keyof Named]: Same<FromSchema<Definitions[K]>, Named[K]> }

/** The definitions of the schema and the types that they must agree with. */
interface Named {
  Money: format.Money
  Value: format.Value
  ValueType: format.ValueType
  Field: format.Field
  Expr: format.Expr
  FormatType: format.FormatType
  History: format.History
  HistoryWindow: format.HistoryWindow
  ContactSchema: format.ContactSchema
  EnumDeclaration: format.EnumDeclaration
  Segment: format.Segment
  TagDeclaration: format.TagDeclaration
  EventDeclaration: format.EventDeclaration
  Channel: format.Channel
  SendingChannel: format.SendingChannel
  PeopleChannel: format.PeopleChannel
  Message: format.Message
  MessageVariant: format.MessageVariant
  Template: format.Template
  StageModel: format.StageModel
  ActionDeclaration: format.ActionDeclaration
  DepartmentDeclaration: format.DepartmentDeclaration
  Moved: format.Moved
  Trigger: format.Trigger
  StartTrigger: format.StartTrigger
  SegmentTrigger: format.SegmentTrigger
  ChangeTrigger: format.ChangeTrigger
  Start: format.Start
  DateStart: format.DateStart
  RecurringStart: format.RecurringStart
  Recurrence: format.Recurrence
  Enter: format.Enter
  Goal: format.Goal
  Exit: format.Exit
  WaitArm: format.WaitArm
  SendNode: format.SendNode
  DelayNode: format.DelayNode
  DelayTarget: format.DelayTarget
  WaitNode: format.WaitNode
  BranchNode: format.BranchNode
  SplitNode: format.SplitNode
  RepeatNode: format.RepeatNode
  MatchNode: format.MatchNode
  SetNode: format.SetNode
  TagNode: format.TagNode
  CallNode: format.CallNode
  NotifyNode: format.NotifyNode
  EmitNode: format.EmitNode
  EnterNode: format.EnterNode
  FinishNode: format.FinishNode
  Node: format.Node
  Journey: format.Journey
  Persona: maps.Persona
  Behaviour: maps.Behaviour
  Campaign: maps.Campaign
  JourneyMap: maps.JourneyMap
  MapStage: maps.MapStage
  Remark: maps.Remark
  CampaignResult: maps.CampaignResult
  Touchpoint: maps.Touchpoint
  Kpi: maps.Kpi
  Formula: maps.Formula
  Happenings: maps.Happenings
  Metric: maps.Metric
  Handoff: maps.Handoff
  Bundle: format.Bundle
}

/** Compiles only while every definition matches its type. */
export const schemaMatchesTypes: Checked = {
  Money: true,
  Value: true,
  ValueType: true,
  Field: true,
  Expr: true,
  FormatType: true,
  History: true,
  HistoryWindow: true,
  ContactSchema: true,
  EnumDeclaration: true,
  Segment: true,
  TagDeclaration: true,
  EventDeclaration: true,
  Channel: true,
  SendingChannel: true,
  PeopleChannel: true,
  Message: true,
  MessageVariant: true,
  Template: true,
  StageModel: true,
  ActionDeclaration: true,
  DepartmentDeclaration: true,
  Moved: true,
  Trigger: true,
  StartTrigger: true,
  SegmentTrigger: true,
  ChangeTrigger: true,
  Start: true,
  DateStart: true,
  RecurringStart: true,
  Recurrence: true,
  Enter: true,
  Goal: true,
  Exit: true,
  WaitArm: true,
  SendNode: true,
  DelayNode: true,
  DelayTarget: true,
  WaitNode: true,
  BranchNode: true,
  SplitNode: true,
  RepeatNode: true,
  MatchNode: true,
  SetNode: true,
  TagNode: true,
  CallNode: true,
  NotifyNode: true,
  EmitNode: true,
  EnterNode: true,
  FinishNode: true,
  Node: true,
  Journey: true,
  Persona: true,
  Behaviour: true,
  Campaign: true,
  JourneyMap: true,
  MapStage: true,
  Remark: true,
  CampaignResult: true,
  Touchpoint: true,
  Kpi: true,
  Formula: true,
  Happenings: true,
  Metric: true,
  Handoff: true,
  Bundle: true,
}
