import type { Enums, Fields, Values } from '../expressions/compile.ts'
import type { Reader } from '../expressions/format-value.ts'
import {
  contentsOf,
  type LoadedBundle,
  type LoadedLiquid,
  type LoadedMessage,
  textsOf,
} from '../graph/loaded.ts'
import { type Problem, problem, type Result } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import { createEngine, type LiquidTemplate } from './engine.ts'
import { globalsFor } from './occasion.ts'
import { printable } from './printable.ts'
import type { Recipient } from './renderer.ts'

/** The Liquid templates of a bundle, read and ready. */
export interface LiquidTemplates {
  write(
    message: LoadedMessage,
    part: { part: string; template: LoadedLiquid },
    recipient: Recipient,
    params: Values,
    now: Instant,
  ): Result<string>
}

/** Reads all Liquid templates of a bundle. Their variables are `contact` and the parameters of the message. */
export function readTemplates(bundle: LoadedBundle): Result<LiquidTemplates> {
  const [text, html] = [createEngine('text'), createEngine('html')]
  const engineFor = (template: LoadedLiquid) => (template.html ? html : text)
  const parsed = new Map<LoadedLiquid, LiquidTemplate[]>()
  const problems: Problem[] = []
  for (const message of textsOf(bundle)) {
    for (const [part, template] of contentsOf(message).flatMap((content) => [...content])) {
      if ('text' in template) continue
      try {
        parsed.set(template, engineFor(template).parse(template.liquid))
      } catch (error) {
        const place = template.file === undefined ? {} : { file: template.file }
        problems.push(
          problem('template_syntax', { message: message.name, part, detail: describe(error) }, place),
        )
      }
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      write: (message, { part, template }, recipient, params, now) => {
        const reader = bundle.reader(recipient.attributes)
        const variables = variablesOf(bundle, message, recipient, params, reader)
        try {
          return {
            ok: true,
            value: engineFor(template).renderSync(parsed.get(template)!, variables, {
              globals: globalsFor({ reader, now }),
            }),
          }
        } catch (error) {
          const args = { message: message.name, part, detail: describe(error) }
          return { ok: false, problems: [problem('template_failed', args)] }
        }
      },
    },
  }
}

function variablesOf(
  bundle: LoadedBundle,
  message: LoadedMessage,
  { attributes, tags }: Recipient,
  params: Values,
  reader: Reader,
): object {
  const { enums } = bundle
  const contact = { ...printableFields(bundle.contact, attributes, reader, enums), tags: [...tags] }
  return { ...printableFields(message.params, params, reader, enums), contact }
}

function printableFields(
  fields: Fields,
  values: Values,
  reader: Reader,
  enums: Enums,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, field] of fields) {
    const value = values[name] ?? field.default
    if (value !== undefined) result[name] = printable(value, field, reader, enums)
  }
  return result
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
