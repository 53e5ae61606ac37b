import type { Fields, Values } from '../expressions/compile.ts'
import type { Reader } from '../expressions/format-value.ts'
import type { LoadedBundle } from '../graph/loaded.ts'
import { type Problem, problem, type Result } from '../problems.ts'
import { createEngine, type Liquid, type LiquidTemplate } from './engine.ts'
import { printable } from './printable.ts'
import type { Recipient } from './renderer.ts'

/** The Liquid templates of a bundle, read and ready. */
export interface LiquidTemplates {
  write(message: string, part: string, recipient: Recipient, params: Values): Result<string>
}

/** Reads all Liquid templates of a bundle. Their variables are `contact` and the parameters of the message. */
export function readTemplates(bundle: LoadedBundle): Result<LiquidTemplates> {
  const engine = createEngine()
  const parsed = new Map<string, LiquidTemplate[]>()
  const problems: Problem[] = []
  for (const [message, { content }] of bundle.messages) {
    for (const [part, template] of content) {
      if ('text' in template) continue
      try {
        parsed.set(keyOf(message, part), engine.parse(template.liquid))
      } catch (error) {
        const place = template.file === undefined ? {} : { file: template.file }
        problems.push(problem('template_syntax', { message, part, detail: describe(error) }, place))
      }
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { write: (...about) => write(bundle, engine, parsed, ...about) } }
}

function keyOf(message: string, part: string): string {
  return `${message} ${part}`
}

function write(
  bundle: LoadedBundle,
  engine: Liquid,
  parsed: ReadonlyMap<string, LiquidTemplate[]>,
  message: string,
  part: string,
  { attributes, tags }: Recipient,
  params: Values,
): Result<string> {
  const reader = bundle.reader(attributes)
  const contact = { ...printableFields(bundle.contact, attributes, reader), tags: [...tags] }
  const variables = { ...printableFields(bundle.messages.get(message)!.params, params, reader), contact }
  try {
    return { ok: true, value: engine.renderSync(parsed.get(keyOf(message, part))!, variables) }
  } catch (error) {
    return { ok: false, problems: [problem('template_failed', { message, part, detail: describe(error) })] }
  }
}

function printableFields(fields: Fields, values: Values, reader: Reader): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, field] of fields) {
    const value = values[name] ?? field.default
    if (value !== undefined) result[name] = printable(value, field, reader)
  }
  return result
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
