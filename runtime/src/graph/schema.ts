import {
  AGGREGATES,
  MAX_TIMES,
  PEOPLE_CHANNELS,
  PURPOSES,
  SCALAR_TYPES,
  SCHEMA_ID,
  SENDABLE_CHANNELS,
} from './format.ts'

import { mapDefinitions } from './map-schema.ts'

/**
 * The JSON Schema (2020-12) of a bundle, published as `schema/graph-1.json`.
 *
 * `schema-types.ts` reads the type of a bundle off this value and the TypeScript compiler compares it with
 * `format.ts`, so neither can change alone. Fields that it does not name are allowed and ignored: a newer minor
 * version may add them. Operators and kinds of step are closed sets, since skipping one would change what happens.
 */
export const graphSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: SCHEMA_ID,
  title: 'Journey graph bundle',
  description: 'Compiled customer journeys: what a compiler writes and a runtime executes.',
  $ref: '#/$defs/Bundle',
  $defs: {
    Duration: {
      description: 'ISO 8601. Days and longer are calendar units in the zone of the contact.',
      type: 'string',
      pattern: '^P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
    },
    LocalTime: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
    LocalDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    Currency: { description: 'ISO 4217', type: 'string', pattern: '^[A-Z]{3}$' },

    Money: {
      description: 'An amount in minor units.',
      type: 'object',
      required: ['amount', 'currency'],
      properties: { amount: { type: 'integer' }, currency: { $ref: '#/$defs/Currency' } },
    },
    Value: {
      anyOf: [
        { type: ['string', 'number', 'boolean'] },
        { $ref: '#/$defs/Money' },
        { type: 'array', items: { $ref: '#/$defs/Value' } },
      ],
    },
    ScalarType: {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: SCALAR_TYPES } },
    },
    MoneyType: {
      type: 'object',
      required: ['type', 'currency'],
      properties: { type: { const: 'money' }, currency: { $ref: '#/$defs/Currency' } },
    },
    ListType: {
      type: 'object',
      required: ['type', 'of'],
      properties: { type: { const: 'list' }, of: { $ref: '#/$defs/ValueType' } },
    },
    EnumType: {
      type: 'object',
      required: ['type', 'enum'],
      properties: { type: { const: 'enum' }, enum: { type: 'string' } },
    },
    ValueType: {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [
        { $ref: '#/$defs/ScalarType' },
        { $ref: '#/$defs/MoneyType' },
        { $ref: '#/$defs/ListType' },
        { $ref: '#/$defs/EnumType' },
      ],
    },
    FieldRules: {
      type: 'object',
      properties: {
        optional: { const: true },
        default: { $ref: '#/$defs/Value' },
        doc: { type: 'string' },
      },
    },
    Field: { allOf: [{ $ref: '#/$defs/ValueType' }, { $ref: '#/$defs/FieldRules' }] },
    Fields: { type: 'object', additionalProperties: { $ref: '#/$defs/Field' } },

    Expr: {
      description:
        'An expression of the profile journey-expr/1: a literal, or one operator with its operands.',
      type: ['string', 'number', 'boolean', 'object'],
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
      properties: {
        var: { type: 'array', items: { type: 'string' }, minItems: 2 },
        money: {
          type: 'array',
          prefixItems: [{ type: 'integer' }, { $ref: '#/$defs/Currency' }],
          minItems: 2,
          items: false,
        },
        duration: { $ref: '#/$defs/Duration' },
        date: { $ref: '#/$defs/LocalDate' },
        time: { $ref: '#/$defs/LocalTime' },
        datetime: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' },
        list: { $ref: '#/$defs/Operands' },
        '===': { $ref: '#/$defs/Two' },
        '!==': { $ref: '#/$defs/Two' },
        '<': { $ref: '#/$defs/Two' },
        '<=': { $ref: '#/$defs/Two' },
        '>': { $ref: '#/$defs/Two' },
        '>=': { $ref: '#/$defs/Two' },
        and: { $ref: '#/$defs/Operands' },
        or: { $ref: '#/$defs/Operands' },
        '!': { $ref: '#/$defs/One' },
        '+': { $ref: '#/$defs/Two' },
        '-': { $ref: '#/$defs/Two' },
        '*': { $ref: '#/$defs/Two' },
        div: { $ref: '#/$defs/Two' },
        shift: {
          type: 'array',
          prefixItems: [{ $ref: '#/$defs/Expr' }, { $ref: '#/$defs/Expr' }, { enum: [1, -1] }],
          minItems: 3,
          items: false,
        },
        scale: { $ref: '#/$defs/Two' },
        in: { $ref: '#/$defs/Two' },
        contains: { $ref: '#/$defs/Two' },
        starts_with: { $ref: '#/$defs/Two' },
        exists: { $ref: '#/$defs/One' },
        coalesce: { $ref: '#/$defs/Two' },
        has_tag: { type: 'string' },
        in_segment: { type: 'string' },
        history: { $ref: '#/$defs/History' },
        started_by: { type: 'array', items: { type: 'string' } },
        cat: { $ref: '#/$defs/Operands' },
        format: {
          type: 'array',
          prefixItems: [{ $ref: '#/$defs/Expr' }, { $ref: '#/$defs/FormatType' }],
          minItems: 2,
          items: false,
        },
      },
    },
    Operands: { type: 'array', items: { $ref: '#/$defs/Expr' } },
    One: { type: 'array', prefixItems: [{ $ref: '#/$defs/Expr' }], minItems: 1, items: false },
    Two: {
      type: 'array',
      prefixItems: [{ $ref: '#/$defs/Expr' }, { $ref: '#/$defs/Expr' }],
      minItems: 2,
      items: false,
    },
    FormatType: {
      anyOf: [
        {
          enum: [
            'string',
            'integer',
            'number',
            'boolean',
            'percent',
            'duration',
            'date',
            'time',
            'datetime',
            'email',
            'phone',
            'url',
            'country',
            'language',
            'timezone',
            'money',
            'list',
          ],
        },
        { type: 'object', required: ['enum'], properties: { enum: { type: 'string' } } },
      ],
    },
    History: {
      type: 'object',
      required: ['agg', 'event', 'window'],
      properties: {
        agg: { enum: AGGREGATES },
        event: { type: 'string' },
        field: { type: 'string' },
        where: { $ref: '#/$defs/Expr' },
        window: { $ref: '#/$defs/HistoryWindow' },
      },
    },
    HistoryWindow: {
      anyOf: [
        { type: 'object', required: ['last'], properties: { last: { $ref: '#/$defs/Duration' } } },
        {
          type: 'object',
          required: ['lastSent'],
          properties: { lastSent: { type: 'integer', minimum: 1 } },
        },
        { type: 'object', required: ['since'], properties: { since: { const: 'start' } } },
        { type: 'object', required: ['ever'], properties: { ever: { const: true } } },
      ],
    },

    ContactSchema: {
      type: 'object',
      required: ['fields'],
      properties: {
        fields: { $ref: '#/$defs/Fields' },
        timezone: { type: 'string' },
        language: { type: 'string' },
        doc: { type: 'string' },
      },
    },
    EnumDeclaration: {
      type: 'object',
      required: ['members'],
      properties: {
        title: { type: 'string' },
        doc: { type: 'string' },
        members: { type: 'array', items: { $ref: '#/$defs/EnumMember' } },
      },
    },
    EnumMember: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, title: { type: 'string' }, doc: { type: 'string' } },
    },
    Segment: {
      type: 'object',
      required: ['when'],
      properties: { title: { type: 'string' }, doc: { type: 'string' }, when: { $ref: '#/$defs/Expr' } },
    },
    TagDeclaration: {
      type: 'object',
      properties: { title: { type: 'string' }, doc: { type: 'string' } },
    },
    EventDeclaration: {
      type: 'object',
      required: ['fields'],
      properties: {
        title: { type: 'string' },
        doc: { type: 'string' },
        fields: { $ref: '#/$defs/Fields' },
      },
    },
    QuietHours: {
      type: 'object',
      required: ['from', 'to'],
      properties: {
        from: { $ref: '#/$defs/LocalTime' },
        to: { $ref: '#/$defs/LocalTime' },
        else: { const: 'skip' },
      },
    },
    FrequencyLimit: {
      type: 'object',
      required: ['count', 'per'],
      properties: { count: { type: 'integer', minimum: 0 }, per: { $ref: '#/$defs/Duration' } },
    },
    Channel: { anyOf: [{ $ref: '#/$defs/SendingChannel' }, { $ref: '#/$defs/PeopleChannel' }] },
    PeopleChannel: {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { enum: PEOPLE_CHANNELS },
        department: { type: 'string' },
        device: { type: 'string' },
        doc: { type: 'string' },
      },
    },
    SendingChannel: {
      type: 'object',
      required: ['kind', 'to'],
      properties: {
        kind: { enum: SENDABLE_CHANNELS },
        to: { $ref: '#/$defs/Expr' },
        consent: { type: 'string' },
        quiet: { $ref: '#/$defs/QuietHours' },
        limit: { $ref: '#/$defs/FrequencyLimit' },
        department: { type: 'string' },
        device: { type: 'string' },
        doc: { type: 'string' },
      },
    },
    Message: {
      type: 'object',
      required: ['channel', 'params', 'content'],
      properties: {
        channel: { type: 'string' },
        params: { $ref: '#/$defs/Fields' },
        content: { $ref: '#/$defs/Content' },
        variants: { type: 'array', items: { $ref: '#/$defs/MessageVariant' } },
        purpose: { enum: PURPOSES },
        doc: { type: 'string' },
      },
    },
    MessageVariant: {
      type: 'object',
      required: ['when', 'content'],
      properties: { when: { $ref: '#/$defs/Expr' }, content: { $ref: '#/$defs/Content' } },
    },
    Content: { type: 'object', additionalProperties: { $ref: '#/$defs/Template' } },
    Template: {
      anyOf: [
        { type: 'object', required: ['text'], properties: { text: { $ref: '#/$defs/Expr' } } },
        {
          type: 'object',
          required: ['liquid'],
          properties: { liquid: { type: 'string' }, file: { type: 'string' } },
        },
      ],
    },
    StageModel: {
      type: 'object',
      required: ['stages'],
      properties: {
        title: { type: 'string' },
        doc: { type: 'string' },
        stages: { type: 'array', items: { $ref: '#/$defs/ModelStage' } },
      },
    },
    ModelStage: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        title: { type: 'string' },
        asks: { type: 'string' },
        loopsTo: { type: 'string' },
        doc: { type: 'string' },
      },
    },

    ActionDeclaration: {
      type: 'object',
      required: ['params', 'returns'],
      properties: {
        doc: { type: 'string' },
        params: { $ref: '#/$defs/Fields' },
        returns: { $ref: '#/$defs/Fields' },
        from: { type: 'string' },
      },
    },
    DepartmentDeclaration: {
      type: 'object',
      properties: { title: { type: 'string' }, doc: { type: 'string' }, email: { type: 'string' } },
    },
    Moved: {
      type: 'object',
      required: ['journey', 'from', 'to'],
      properties: {
        journey: { type: 'string' },
        from: { type: 'string' },
        to: {
          anyOf: [
            { type: 'object', required: ['node'], properties: { node: { type: 'string' } } },
            { type: 'object', required: ['stage'], properties: { stage: { type: 'string' } } },
            { type: 'object', required: ['finish'], properties: { finish: { const: true } } },
          ],
        },
      },
    },

    Trigger: {
      anyOf: [
        { type: 'object', required: ['event'], properties: { event: { type: 'string' } } },
        { type: 'object', required: ['tag'], properties: { tag: { type: 'string' } } },
        { type: 'object', required: ['untag'], properties: { untag: { type: 'string' } } },
      ],
    },
    DateStart: {
      type: 'object',
      required: ['at'],
      properties: {
        at: { $ref: '#/$defs/Expr' },
        time: { $ref: '#/$defs/LocalTime' },
        yearly: { const: true },
        for: { type: 'string' },
      },
    },
    RecurringStart: {
      type: 'object',
      required: ['every', 'time'],
      properties: {
        every: { $ref: '#/$defs/Recurrence' },
        time: { $ref: '#/$defs/LocalTime' },
        for: { type: 'string' },
      },
    },
    Weekday: { description: '1 is Monday.', type: 'integer', minimum: 1, maximum: 7 },
    DayOfMonth: { type: 'integer', minimum: 1, maximum: 31 },
    Recurrence: {
      type: 'object',
      required: ['unit'],
      discriminator: { propertyName: 'unit' },
      oneOf: [
        { type: 'object', required: ['unit'], properties: { unit: { const: 'day' } } },
        {
          type: 'object',
          required: ['unit', 'weekday'],
          properties: { unit: { const: 'week' }, weekday: { $ref: '#/$defs/Weekday' } },
        },
        {
          type: 'object',
          required: ['unit', 'day'],
          properties: { unit: { const: 'month' }, day: { $ref: '#/$defs/DayOfMonth' } },
        },
        {
          type: 'object',
          required: ['unit', 'month', 'day'],
          properties: {
            unit: { const: 'year' },
            month: { type: 'integer', minimum: 1, maximum: 12 },
            day: { $ref: '#/$defs/DayOfMonth' },
          },
        },
      ],
    },
    Manually: { type: 'object', required: ['manually'], properties: { manually: { const: true } } },
    SegmentTrigger: {
      anyOf: [
        { type: 'object', required: ['enter'], properties: { enter: { type: 'string' } } },
        { type: 'object', required: ['leave'], properties: { leave: { type: 'string' } } },
      ],
    },
    ChangeTrigger: {
      type: 'object',
      required: ['change'],
      properties: { change: { type: 'string' }, to: { $ref: '#/$defs/Expr' } },
    },
    StartTrigger: {
      anyOf: [
        { $ref: '#/$defs/Trigger' },
        { $ref: '#/$defs/Manually' },
        { $ref: '#/$defs/SegmentTrigger' },
        { $ref: '#/$defs/ChangeTrigger' },
        { $ref: '#/$defs/DateStart' },
        { $ref: '#/$defs/RecurringStart' },
      ],
    },
    Start: {
      type: 'object',
      required: ['id', 'on'],
      properties: {
        id: { type: 'string' },
        on: { $ref: '#/$defs/StartTrigger' },
        where: { $ref: '#/$defs/Expr' },
        key: { $ref: '#/$defs/Expr' },
        doc: { type: 'string' },
      },
    },
    Enter: {
      type: 'object',
      required: ['rule'],
      discriminator: { propertyName: 'rule' },
      oneOf: [
        { type: 'object', required: ['rule'], properties: { rule: { const: 'once' } } },
        {
          type: 'object',
          required: ['rule'],
          properties: { rule: { const: 'again' }, after: { $ref: '#/$defs/Duration' } },
        },
      ],
    },
    Goal: {
      type: 'object',
      required: ['event'],
      properties: {
        event: { type: 'string' },
        where: { $ref: '#/$defs/Expr' },
        within: { $ref: '#/$defs/Duration' },
        doc: { type: 'string' },
      },
    },
    Exit: {
      anyOf: [
        {
          type: 'object',
          required: ['id', 'on'],
          properties: {
            id: { type: 'string' },
            on: { $ref: '#/$defs/Trigger' },
            where: { $ref: '#/$defs/Expr' },
            doc: { type: 'string' },
          },
        },
        {
          type: 'object',
          required: ['id', 'when'],
          properties: { id: { type: 'string' }, when: { $ref: '#/$defs/Expr' }, doc: { type: 'string' } },
        },
      ],
    },
    BasisPoints: { type: 'integer', minimum: 0, maximum: 10_000 },
    JourneyStage: {
      type: 'object',
      required: ['name', 'entry'],
      properties: {
        name: { type: 'string' },
        title: { type: 'string' },
        doc: { type: 'string' },
        entry: { type: 'string' },
      },
    },
    Journey: {
      type: 'object',
      required: ['hash', 'starts', 'enter', 'goals', 'exits', 'stages', 'entry', 'nodes'],
      properties: {
        title: { type: 'string' },
        doc: { type: 'string' },
        hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        follows: { type: 'string' },
        starts: { type: 'array', items: { $ref: '#/$defs/Start' } },
        enter: { $ref: '#/$defs/Enter' },
        goals: { type: 'object', additionalProperties: { $ref: '#/$defs/Goal' } },
        exits: { type: 'array', items: { $ref: '#/$defs/Exit' } },
        holdout: { $ref: '#/$defs/BasisPoints' },
        stages: { type: 'array', items: { $ref: '#/$defs/JourneyStage' } },
        entry: { type: 'string' },
        nodes: { type: 'object', additionalProperties: { $ref: '#/$defs/Node' } },
      },
    },

    Node: {
      type: 'object',
      required: ['kind'],
      discriminator: { propertyName: 'kind' },
      oneOf: [
        { $ref: '#/$defs/SendNode' },
        { $ref: '#/$defs/DelayNode' },
        { $ref: '#/$defs/WaitNode' },
        { $ref: '#/$defs/BranchNode' },
        { $ref: '#/$defs/SplitNode' },
        { $ref: '#/$defs/RepeatNode' },
        { $ref: '#/$defs/MatchNode' },
        { $ref: '#/$defs/SetNode' },
        { $ref: '#/$defs/TagNode' },
        { $ref: '#/$defs/CallNode' },
        { $ref: '#/$defs/NotifyNode' },
        { $ref: '#/$defs/EmitNode' },
        { $ref: '#/$defs/EnterNode' },
        { $ref: '#/$defs/FinishNode' },
      ],
    },
    Breaks: { type: 'array', items: { type: 'string' } },
    Arguments: { type: 'object', additionalProperties: { $ref: '#/$defs/Expr' } },
    NextOrElse: {
      type: 'object',
      required: ['next'],
      properties: { next: { type: 'string' }, else: { type: 'string' } },
    },
    NextEdge: { type: 'object', required: ['next'], properties: { next: { type: 'string' } } },
    SendNode: {
      type: 'object',
      required: ['kind', 'message', 'args', 'edges'],
      properties: {
        kind: { const: 'send' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        message: { type: 'string' },
        args: { $ref: '#/$defs/Arguments' },
        edges: { $ref: '#/$defs/NextOrElse' },
      },
    },
    DelayNode: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: 'delay' } },
      allOf: [{ $ref: '#/$defs/DelayBase' }, { $ref: '#/$defs/DelayEnd' }],
    },
    DelayBase: {
      type: 'object',
      required: ['kind', 'edges'],
      properties: {
        kind: { const: 'delay' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        edges: {
          type: 'object',
          required: ['next'],
          properties: { next: { type: 'string' }, past: { type: 'string' } },
        },
      },
    },
    DelayEnd: {
      oneOf: [
        { type: 'object', required: ['for'], properties: { for: { $ref: '#/$defs/Duration' } } },
        { type: 'object', required: ['until'], properties: { until: { $ref: '#/$defs/DelayTarget' } } },
      ],
    },
    DelayTarget: {
      anyOf: [
        {
          type: 'object',
          required: ['time'],
          properties: { time: { $ref: '#/$defs/LocalTime' }, weekday: { $ref: '#/$defs/Weekday' } },
        },
        {
          type: 'object',
          required: ['at'],
          properties: {
            at: { $ref: '#/$defs/Expr' },
            time: { $ref: '#/$defs/LocalTime' },
            next: { const: true },
          },
        },
      ],
    },
    WaitNode: {
      type: 'object',
      required: ['kind', 'arms', 'edges'],
      properties: {
        kind: { const: 'wait' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        arms: { type: 'array', items: { $ref: '#/$defs/WaitArm' } },
        limit: { $ref: '#/$defs/Duration' },
        since: { const: 'start' },
        edges: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    WaitArm: {
      anyOf: [
        {
          type: 'object',
          required: ['name', 'on'],
          properties: {
            name: { type: 'string' },
            on: { $ref: '#/$defs/Trigger' },
            where: { $ref: '#/$defs/Expr' },
          },
        },
        {
          type: 'object',
          required: ['name', 'until'],
          properties: { name: { type: 'string' }, until: { $ref: '#/$defs/Expr' } },
        },
      ],
    },
    BranchNode: {
      type: 'object',
      required: ['kind', 'when', 'edges'],
      properties: {
        kind: { const: 'branch' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        when: { $ref: '#/$defs/Expr' },
        edges: {
          type: 'object',
          required: ['then', 'else'],
          properties: { then: { type: 'string' }, else: { type: 'string' } },
        },
      },
    },
    MatchNode: {
      type: 'object',
      required: ['kind', 'on', 'arms', 'edges'],
      properties: {
        kind: { const: 'match' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        on: { $ref: '#/$defs/Expr' },
        arms: { type: 'array', items: { $ref: '#/$defs/MatchArm' } },
        edges: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    MatchArm: {
      type: 'object',
      required: ['name', 'is'],
      properties: { name: { type: 'string' }, is: { $ref: '#/$defs/Operands' } },
    },
    SetNode: {
      type: 'object',
      required: ['kind', 'field', 'value', 'edges'],
      properties: {
        kind: { const: 'set' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        field: { type: 'string' },
        value: { $ref: '#/$defs/Expr' },
        edges: { $ref: '#/$defs/NextEdge' },
      },
    },
    TagNode: {
      type: 'object',
      required: ['kind', 'tag', 'edges'],
      properties: {
        kind: { enum: ['tag', 'untag'] },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        tag: { type: 'string' },
        edges: { $ref: '#/$defs/NextEdge' },
      },
    },
    SplitNode: {
      type: 'object',
      required: ['kind', 'split', 'arms', 'edges'],
      properties: {
        kind: { const: 'split' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        split: { type: 'string' },
        arms: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'share'],
            properties: { name: { type: 'string' }, share: { $ref: '#/$defs/BasisPoints' } },
          },
        },
        edges: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    RepeatNode: {
      type: 'object',
      required: ['kind', 'times', 'edges'],
      properties: {
        kind: { const: 'repeat' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        times: { type: 'integer', minimum: 1, maximum: MAX_TIMES },
        until: { $ref: '#/$defs/Expr' },
        edges: {
          type: 'object',
          required: ['body', 'next'],
          properties: { body: { type: 'string' }, next: { type: 'string' } },
        },
      },
    },
    CallNode: {
      type: 'object',
      required: ['kind', 'action', 'args', 'edges'],
      properties: {
        kind: { const: 'call' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        action: { type: 'string' },
        args: { $ref: '#/$defs/Arguments' },
        edges: { $ref: '#/$defs/NextOrElse' },
      },
    },
    NotifyNode: {
      type: 'object',
      required: ['kind', 'department', 'text', 'edges'],
      properties: {
        kind: { const: 'notify' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        department: { type: 'string' },
        text: { $ref: '#/$defs/Expr' },
        edges: { $ref: '#/$defs/NextEdge' },
      },
    },
    EmitNode: {
      type: 'object',
      required: ['kind', 'event', 'args', 'edges'],
      properties: {
        kind: { const: 'emit' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        event: { type: 'string' },
        args: { $ref: '#/$defs/Arguments' },
        edges: { $ref: '#/$defs/NextEdge' },
      },
    },
    EnterNode: {
      type: 'object',
      required: ['kind', 'journey', 'edges'],
      properties: {
        kind: { const: 'enter' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        journey: { type: 'string' },
        edges: { $ref: '#/$defs/NextEdge' },
      },
    },
    FinishNode: {
      type: 'object',
      required: ['kind', 'edges'],
      properties: {
        kind: { const: 'finish' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        breaks: { $ref: '#/$defs/Breaks' },
        reason: { type: 'string' },
        edges: { type: 'object', maxProperties: 0 },
      },
    },

    ...mapDefinitions,

    Bundle: {
      type: 'object',
      required: [
        '$schema',
        'formatVersion',
        'requires',
        'contact',
        'tags',
        'events',
        'channels',
        'messages',
        'stageModels',
        'journeys',
      ],
      properties: {
        $schema: { type: 'string' },
        formatVersion: { type: 'string', pattern: '^\\d+\\.\\d+$' },
        requires: { type: 'array', items: { type: 'string' } },
        timezone: { type: 'string' },
        contact: { $ref: '#/$defs/ContactSchema' },
        enums: { type: 'object', additionalProperties: { $ref: '#/$defs/EnumDeclaration' } },
        segments: { type: 'object', additionalProperties: { $ref: '#/$defs/Segment' } },
        tags: { type: 'object', additionalProperties: { $ref: '#/$defs/TagDeclaration' } },
        events: { type: 'object', additionalProperties: { $ref: '#/$defs/EventDeclaration' } },
        channels: { type: 'object', additionalProperties: { $ref: '#/$defs/Channel' } },
        messages: { type: 'object', additionalProperties: { $ref: '#/$defs/Message' } },
        stageModels: { type: 'object', additionalProperties: { $ref: '#/$defs/StageModel' } },
        actions: { type: 'object', additionalProperties: { $ref: '#/$defs/ActionDeclaration' } },
        departments: { type: 'object', additionalProperties: { $ref: '#/$defs/DepartmentDeclaration' } },
        moved: { type: 'array', items: { $ref: '#/$defs/Moved' } },
        personas: { type: 'object', additionalProperties: { $ref: '#/$defs/Persona' } },
        campaigns: { type: 'object', additionalProperties: { $ref: '#/$defs/Campaign' } },
        maps: { type: 'object', additionalProperties: { $ref: '#/$defs/JourneyMap' } },
        journeys: { type: 'object', additionalProperties: { $ref: '#/$defs/Journey' } },
      },
    },
  },
} as const
