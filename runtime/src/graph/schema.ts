import { PEOPLE_CHANNELS, PURPOSES, SCALAR_TYPES, SCHEMA_ID, SENDABLE_CHANNELS } from './format.ts'

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
    ValueType: {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [{ $ref: '#/$defs/ScalarType' }, { $ref: '#/$defs/MoneyType' }, { $ref: '#/$defs/ListType' }],
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
        scale: { $ref: '#/$defs/Two' },
        in: { $ref: '#/$defs/Two' },
        contains: { $ref: '#/$defs/Two' },
        starts_with: { $ref: '#/$defs/Two' },
        exists: { $ref: '#/$defs/One' },
        coalesce: { $ref: '#/$defs/Two' },
        has_tag: { type: 'string' },
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

    Trigger: {
      anyOf: [
        { type: 'object', required: ['event'], properties: { event: { type: 'string' } } },
        { type: 'object', required: ['tag'], properties: { tag: { type: 'string' } } },
        { type: 'object', required: ['untag'], properties: { untag: { type: 'string' } } },
      ],
    },
    Manually: { type: 'object', required: ['manually'], properties: { manually: { const: true } } },
    Start: {
      type: 'object',
      required: ['id', 'on'],
      properties: {
        id: { type: 'string' },
        on: { anyOf: [{ $ref: '#/$defs/Trigger' }, { $ref: '#/$defs/Manually' }] },
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
        { $ref: '#/$defs/TagNode' },
        { $ref: '#/$defs/FinishNode' },
      ],
    },
    NextEdge: { type: 'object', required: ['next'], properties: { next: { type: 'string' } } },
    SendNode: {
      type: 'object',
      required: ['kind', 'message', 'args', 'edges'],
      properties: {
        kind: { const: 'send' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        message: { type: 'string' },
        args: { type: 'object', additionalProperties: { $ref: '#/$defs/Expr' } },
        edges: {
          type: 'object',
          required: ['next'],
          properties: { next: { type: 'string' }, else: { type: 'string' } },
        },
      },
    },
    DelayNode: {
      type: 'object',
      required: ['kind', 'for', 'edges'],
      properties: {
        kind: { const: 'delay' },
        stage: { type: 'string' },
        doc: { type: 'string' },
        for: { $ref: '#/$defs/Duration' },
        edges: { $ref: '#/$defs/NextEdge' },
      },
    },
    WaitNode: {
      type: 'object',
      required: ['kind', 'arms', 'edges'],
      properties: {
        kind: { const: 'wait' },
        stage: { type: 'string' },
        doc: { type: 'string' },
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
        when: { $ref: '#/$defs/Expr' },
        edges: {
          type: 'object',
          required: ['then', 'else'],
          properties: { then: { type: 'string' }, else: { type: 'string' } },
        },
      },
    },
    TagNode: {
      type: 'object',
      required: ['kind', 'tag', 'edges'],
      properties: {
        kind: { enum: ['tag', 'untag'] },
        stage: { type: 'string' },
        doc: { type: 'string' },
        tag: { type: 'string' },
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
        reason: { type: 'string' },
        edges: { type: 'object', maxProperties: 0 },
      },
    },

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
        tags: { type: 'object', additionalProperties: { $ref: '#/$defs/TagDeclaration' } },
        events: { type: 'object', additionalProperties: { $ref: '#/$defs/EventDeclaration' } },
        channels: { type: 'object', additionalProperties: { $ref: '#/$defs/Channel' } },
        messages: { type: 'object', additionalProperties: { $ref: '#/$defs/Message' } },
        stageModels: { type: 'object', additionalProperties: { $ref: '#/$defs/StageModel' } },
        journeys: { type: 'object', additionalProperties: { $ref: '#/$defs/Journey' } },
      },
    },
  },
} as const
