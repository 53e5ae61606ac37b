import { DEVICES, EMOTION_BASES, EVIDENCE_KINDS, KPI_UNITS, PHASES, TARGET_OPERATORS } from './map-format.ts'

const texts = { title: { type: 'string' }, doc: { type: 'string' } } as const
const name = { type: 'string' } as const
const names = { type: 'array', items: { type: 'string' } } as const
const remarks = { type: 'array', items: { $ref: '#/$defs/Remark' } } as const
const values = { type: 'object', additionalProperties: { $ref: '#/$defs/Value' } } as const
const twoFormulas = {
  type: 'array',
  prefixItems: [{ $ref: '#/$defs/Formula' }, { $ref: '#/$defs/Formula' }],
  minItems: 2,
  items: false,
} as const

/** The part of the schema of a bundle that `map-format.ts` describes. */
export const mapDefinitions = {
  Share: { description: 'A fraction.', type: 'number', minimum: 0, maximum: 1 },
  Persona: {
    type: 'object',
    required: ['attributes', 'does', 'traits'],
    properties: {
      ...texts,
      share: { $ref: '#/$defs/Share' },
      attributes: values,
      does: { type: 'array', items: { $ref: '#/$defs/Behaviour' } },
      opens: { $ref: '#/$defs/Share' },
      clicks: { $ref: '#/$defs/Share' },
      traits: values,
    },
  },
  Behaviour: {
    type: 'object',
    required: ['event', 'share', 'payload'],
    properties: {
      event: name,
      share: { $ref: '#/$defs/Share' },
      within: { $ref: '#/$defs/Duration' },
      payload: values,
      doc: { type: 'string' },
    },
  },
  Campaign: {
    type: 'object',
    required: ['from', 'to'],
    properties: { ...texts, from: { $ref: '#/$defs/LocalDate' }, to: { $ref: '#/$defs/LocalDate' } },
  },
  JourneyMap: {
    type: 'object',
    required: ['personas', 'runs', 'stages', 'handoffs'],
    properties: {
      ...texts,
      follows: name,
      personas: names,
      runs: names,
      stages: { type: 'array', items: { $ref: '#/$defs/MapStage' } },
      handoffs: { type: 'array', items: { $ref: '#/$defs/Handoff' } },
    },
  },
  MapStage: {
    type: 'object',
    required: ['name', 'plans', 'results', 'touchpoints', 'kpis', 'pains', 'ideas'],
    properties: {
      name,
      doc: { type: 'string' },
      plans: remarks,
      results: { type: 'array', items: { $ref: '#/$defs/CampaignResult' } },
      touchpoints: { type: 'array', items: { $ref: '#/$defs/Touchpoint' } },
      kpis: { type: 'array', items: { $ref: '#/$defs/Kpi' } },
      pains: remarks,
      ideas: remarks,
    },
  },
  Remark: {
    type: 'object',
    required: ['text'],
    properties: { text: { type: 'string' }, doc: { type: 'string' } },
  },
  CampaignResult: {
    type: 'object',
    required: ['campaign', 'text'],
    properties: { campaign: name, text: { type: 'string' }, doc: { type: 'string' } },
  },
  Touchpoint: {
    type: 'object',
    required: ['name', 'plans', 'pains', 'ideas'],
    properties: {
      name,
      ...texts,
      channel: name,
      department: name,
      phase: { enum: PHASES },
      segment: name,
      device: { enum: DEVICES },
      does: { type: 'string' },
      thinks: { type: 'string' },
      emotion: {
        type: 'object',
        required: ['value', 'basis'],
        properties: {
          value: { type: 'integer', minimum: -2, maximum: 2 },
          basis: { enum: EMOTION_BASES },
        },
      },
      evidence: {
        type: 'object',
        required: ['text', 'kind'],
        properties: { text: { type: 'string' }, kind: { enum: EVIDENCE_KINDS } },
      },
      plans: remarks,
      pains: remarks,
      ideas: remarks,
    },
  },
  Kpi: {
    type: 'object',
    required: ['name', 'formula', 'unit'],
    properties: {
      name,
      doc: { type: 'string' },
      formula: { $ref: '#/$defs/Formula' },
      unit: { enum: KPI_UNITS },
      target: {
        type: 'object',
        required: ['op', 'value'],
        properties: {
          op: { enum: TARGET_OPERATORS },
          value: { anyOf: [{ type: 'number' }, { $ref: '#/$defs/Money' }] },
        },
      },
      segment: name,
    },
  },
  Formula: {
    type: ['number', 'object'],
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: {
      money: {
        type: 'array',
        prefixItems: [{ type: 'integer' }, { $ref: '#/$defs/Currency' }],
        minItems: 2,
        items: false,
      },
      '+': twoFormulas,
      '-': twoFormulas,
      '*': twoFormulas,
      div: twoFormulas,
      history: { $ref: '#/$defs/Happenings' },
      metric: { $ref: '#/$defs/Metric' },
    },
  },
  Happenings: {
    type: 'object',
    required: ['agg', 'event'],
    properties: {
      agg: { enum: ['count', 'sum', 'average'] },
      event: name,
      field: name,
      where: { $ref: '#/$defs/Expr' },
      window: {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
        properties: { last: { $ref: '#/$defs/Duration' }, ever: { const: true } },
      },
    },
  },
  Metric: {
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: { entered: name, left: name, sent: name, opened: name, clicked: name, reached: name },
  },
  Handoff: {
    type: 'object',
    required: ['from', 'to'],
    properties: {
      from: name,
      to: name,
      doc: { type: 'string' },
      owner: { type: 'string' },
      passes: { type: 'string' },
      within: { $ref: '#/$defs/Duration' },
    },
  },
} as const
