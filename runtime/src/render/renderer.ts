import type { Values } from '../expressions/compile.ts'
import { plain } from '../expressions/format-value.ts'
import type { Value } from '../graph/format.ts'
import { contentsOf, type LoadedBundle, type LoadedMessage, textsOf } from '../graph/loaded.ts'
import type { Remembered } from '../past/look-back.ts'
import { type Problem, problem, type Result } from '../problems.ts'
import type { Instant } from '../time/instant.ts'
import type { LiquidTemplates } from './liquid.ts'

/** The parts of a message as texts, such as `subject` and `body`; with `format: 'html'`, the body is HTML. */
export type Content = Record<string, string>

/** Whom a message is for. The state of a contact is one. */
export interface Recipient extends Partial<Remembered> {
  readonly attributes: Values
  readonly tags: readonly string[]
}

/** Writes the texts of messages. */
export interface Renderer {
  /**
   * `now` is the moment of writing: what a template prints as `now`. `pinned` is that of the command to send: the text of
   * an earlier version is meant.
   */
  render(recipient: Recipient, message: string, args: Values, now: Instant, pinned?: string): Result<Content>
}

/**
 * Makes a renderer. Liquid is loaded only if a message needs it; all its templates are read here, once, and one that
 * can't be read is a problem.
 */
export async function createRenderer(bundle: LoadedBundle): Promise<Result<Renderer>> {
  let liquid: LiquidTemplates | undefined
  if (usesLiquid(bundle)) {
    const { readTemplates } = await import('./liquid.ts')
    const templates = readTemplates(bundle)
    if (!templates.ok) return templates
    liquid = templates.value
  }
  return {
    ok: true,
    value: { render: (...asked) => render(bundle, liquid, ...asked) },
  }
}

/** Writes one message. For more than one, a renderer reads the templates only once. */
export async function renderMessage(
  bundle: LoadedBundle,
  recipient: Recipient,
  message: string,
  args: Values,
  now: Instant,
): Promise<Result<Content>> {
  const renderer = await createRenderer(bundle)
  return renderer.ok ? renderer.value.render(recipient, message, args, now) : renderer
}

function usesLiquid(bundle: LoadedBundle): boolean {
  return [...textsOf(bundle)].some((message) =>
    contentsOf(message).some((content) => [...content.values()].some((template) => 'liquid' in template)),
  )
}

function render(
  bundle: LoadedBundle,
  liquid: LiquidTemplates | undefined,
  recipient: Recipient,
  name: string,
  args: Values,
  now: Instant,
  pinned?: string,
): Result<Content> {
  const text = pinned === undefined ? undefined : bundle.pinnedTexts.get(pinned)
  const message = text ?? bundle.messages.get(name)
  if (message === undefined) return { ok: false, problems: [problem('unknown_message', { message: name })] }
  const params = withDefaults(message, args)
  const { attributes, tags } = recipient
  const scope = { attributes, tags, params, past: { history: [], ...recipient } }
  const chosen = message.variants.find((variant) => variant.when(scope)) ?? message
  const content: Content = {}
  const problems: Problem[] = []
  for (const [part, template] of chosen.content) {
    if ('text' in template) {
      const text = template.text(scope)
      content[part] = text === undefined ? '' : plain(text)
      continue
    }
    const written = liquid!.write(message, { part, template }, recipient, params, now)
    if (written.ok) {
      content[part] = written.value
      if (template.html) content.format = 'html'
    } else problems.push(...written.problems)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: content }
}

function withDefaults({ params }: LoadedMessage, args: Values): Values {
  const values: Record<string, Value> = {}
  for (const [name, field] of params) {
    const value = args[name] ?? field.default
    if (value !== undefined) values[name] = value
  }
  return values
}
