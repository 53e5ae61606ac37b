import { type Config, DEFAULT_CONFIG } from './config.ts'
import { rulesSchema } from './rules-schema.ts'

/** A part of a JSON Schema (2020-12). */
type Schema = Readonly<Record<string, unknown>>

/** Of each setting, what an editor can know of it. The reader of the config is stricter: it knows all time zones. */
const SETTINGS: { readonly [K in keyof Config]-?: Schema } = {
  name: {
    description: 'For people: how the project is called.',
    type: 'string',
    pattern: '\\S',
  },
  sources: {
    description: 'Folders and files of the project that hold the journeys.',
    type: 'array',
    minItems: 1,
    items: {
      type: 'string',
      // Not absolute, and never upward.
      pattern: '^(?!\\s*$)(?![/\\\\]|[A-Za-z]:)(?!(.*[/\\\\])?\\.\\.([/\\\\]|$))',
    },
    default: DEFAULT_CONFIG.sources,
  },
  timezone: {
    description: 'The time zone of contacts that have none of their own: an IANA name.',
    type: 'string',
    pattern: '^[A-Za-z]',
    examples: ['Europe/Berlin', 'Asia/Tehran', 'America/New_York', 'UTC'],
  },
  out: {
    description: 'The folder that "journey build" writes to. It is never searched for journeys.',
    type: 'string',
    pattern: '\\S',
    default: DEFAULT_CONFIG.out,
  },
  lint: rulesSchema,
}

/** The JSON Schema of `journey.config.json`, published as `schema/config-1.json`. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://journey-lang.dev/schema/config-1.json',
  title: 'Configuration of a journey project',
  description: 'What stands in journey.config.json. All settings may be left out.',
  type: 'object',
  properties: {
    $schema: { description: 'Tells editors which schema describes the file.', type: 'string' },
    ...SETTINGS,
  },
  additionalProperties: false,
} as const
