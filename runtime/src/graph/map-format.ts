/**
 * What a bundle says of the people that a business serves and of their whole experience: personas, campaigns, maps.
 * Nothing of it is executed; what journeys do produces the numbers that a map asks for.
 */
import type { Expr, IsoDuration, Money, Value } from './format.ts'

/** What a kind of customer is like. Shares are fractions. */
export interface Persona {
  title?: string
  doc?: string
  /** Of all customers. */
  share?: number
  /** Attributes of such a contact. */
  attributes: Record<string, Value>
  does: Behaviour[]
  /** Of the messages that such a contact gets. */
  opens?: number
  clicks?: number
  /** Everything else, by names that the project chose: age, income, where they learn, what they object. */
  traits: Record<string, Value>
}

/** How likely such a contact does something by itself. */
export interface Behaviour {
  event: string
  share: number
  /** Since the contact arrived. */
  within?: IsoDuration
  payload: Record<string, Value>
  doc?: string
}

/** A period by which results are kept and compared. Both dates belong to it. */
export interface Campaign {
  title?: string
  doc?: string
  from: string
  to: string
}

/** The whole experience of customers: what they meet in each stage, what is measured there, what is to improve. */
export interface JourneyMap {
  title?: string
  doc?: string
  /** Name of a stage model. */
  follows?: string
  personas: string[]
  /** Names of the journeys whose runs it is measured by. */
  runs: string[]
  /** In the order of the map. */
  stages: MapStage[]
  handoffs: Handoff[]
}

/** A stage of a map, with what is planned and noted in it. */
export interface MapStage {
  name: string
  doc?: string
  plans: Remark[]
  results: CampaignResult[]
  touchpoints: Touchpoint[]
  kpis: Kpi[]
  pains: Remark[]
  ideas: Remark[]
}

/** A line of text on a map. */
export interface Remark {
  text: string
  doc?: string
}

/** How a stage did in a campaign. */
export interface CampaignResult {
  campaign: string
  text: string
  doc?: string
}

/** Whether a touchpoint stands before, in or behind the sale. */
export const PHASES = ['before', 'during', 'after'] as const
/** What people hold or look at when they meet a business. */
export const DEVICES = ['phone', 'tablet', 'computer', 'watch', 'television', 'kiosk'] as const
/** Where a feeling is known from. */
export const EMOTION_BASES = ['assumed', 'observed'] as const
/** Numbers that were measured, or what somebody said. */
export const EVIDENCE_KINDS = ['analytical', 'anecdotal'] as const

/** Where customers meet the business. */
export interface Touchpoint {
  name: string
  title?: string
  doc?: string
  channel?: string
  /** Who answers for it; without one, the department of the channel does. */
  department?: string
  phase?: (typeof PHASES)[number]
  /** Name of the segment that meets it. */
  segment?: string
  device?: (typeof DEVICES)[number]
  /** What customers do here, and what they think. */
  does?: string
  thinks?: string
  /** How they feel, from -2 (very bad) to 2 (very good). */
  emotion?: { value: number; basis: (typeof EMOTION_BASES)[number] }
  evidence?: { text: string; kind: (typeof EVIDENCE_KINDS)[number] }
  plans: Remark[]
  pains: Remark[]
  ideas: Remark[]
}

/** How a KPI is written for people. */
export const KPI_UNITS = ['integer', 'number', 'percent', 'money'] as const
/** How the target of a number compares with what is measured. */
export const TARGET_OPERATORS = ['<', '<=', '>', '>='] as const

/** A number that tells how a stage does. */
export interface Kpi {
  name: string
  doc?: string
  formula: Formula
  unit: (typeof KPI_UNITS)[number]
  target?: { op: (typeof TARGET_OPERATORS)[number]; value: number | Money }
  /** Name of the segment whose contacts are counted. Absent: all are. */
  segment?: string
}

/** How a KPI is computed. What divides by zero has no value. */
export type Formula =
  | number
  | { money: [number, string] }
  | { '+': [Formula, Formula] }
  | { '-': [Formula, Formula] }
  | { '*': [Formula, Formula] }
  | { div: [Formula, Formula] }
  | { history: Happenings }
  | { metric: Metric }

/** Events of all contacts, counted, or a field of them summed or averaged. */
export interface Happenings {
  agg: 'count' | 'sum' | 'average'
  event: string
  field?: string
  where?: Expr
  /** Absent: in the period that is reported. */
  window?: { last: IsoDuration } | { ever: true }
}

/** What journeys did in the reported period. */
export type Metric =
  | { entered: string }
  | { left: string }
  | { sent: string }
  | { opened: string }
  | { clicked: string }
  | { reached: string }

/** Where a customer passes from one touchpoint to another, and who sees to it that nothing is lost. */
export interface Handoff {
  from: string
  to: string
  doc?: string
  owner?: string
  /** What is passed on. */
  passes?: string
  /** By when. */
  within?: IsoDuration
}
