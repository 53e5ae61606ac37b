import type { Field, Program } from '../checker/program.ts'
import type { MessageSymbol, SymbolOf } from '../modules/symbols.ts'
import type { Span } from '../source/span.ts'
import { find, type Offered } from './offer.ts'
import type { Comparison, Operand } from './operations.ts'
import type { ReadTemplate, Segment } from './read-template.ts'

/** What a name in a template stands for. */
export type TemplateMeaning =
  | { kind: 'contact-field'; field: Field }
  | { kind: 'param'; field: Field }
  | { kind: 'tag'; symbol: SymbolOf<'tag'> }
  | { kind: 'member'; of: SymbolOf<'enum'>; name: string }

/** A name in a template that something in the project has. */
export interface TemplateName {
  span: Span
  text: string
  means: TemplateMeaning
}

/**
 * The names in a template that stand for something of the project, as seen by one of its messages, in the order of
 * the text: fields of the contact, parameters of the message, and the tags and members of enums that it compares with.
 */
export function namesInTemplate(
  template: ReadTemplate,
  message: MessageSymbol,
  program: Program,
): TemplateName[] {
  if (!template.ok) return []
  const names: TemplateName[] = []
  const offered = new Map<number, Offered>()
  for (const { segments } of template.uses.reads) {
    const name = nameIn(segments, message, program)
    if (name) names.push(name)
    const found = find(segments, message, program)
    if (found.kind === 'value' && found.offered) offered.set(segments[0]!.span.start, found.offered)
  }
  for (const comparison of template.uses.comparisons) names.push(...wordsIn(comparison, offered, program))
  return names.sort((a, b) => a.span.start - b.span.start)
}

function nameIn(
  [root, field]: readonly Segment[],
  message: MessageSymbol,
  program: Program,
): TemplateName | undefined {
  const param = program.messageParams.get(message)?.get(root?.name ?? '')
  if (root && param) return { span: root.span, text: param.name, means: { kind: 'param', field: param } }
  const known = root?.name === 'contact' && program.contact?.fields.get(field?.name ?? '')
  if (!field || !known) return undefined
  return { span: field.span, text: known.name, means: { kind: 'contact-field', field: known } }
}

/** `contact.market == "export"`, `contact.tags contains "vip"`: the word in the text. */
function wordsIn(
  { op, left, right }: Comparison,
  offered: ReadonlyMap<number, Offered>,
  program: Program,
): TemplateName[] {
  const pairs: (readonly [Operand, Operand])[] =
    op === 'contains'
      ? [[left, right]]
      : [
          [left, right],
          [right, left],
        ]
  return pairs.flatMap(([path, word]) => {
    const of = path.kind === 'path' ? offered.get(path.span.start) : undefined
    if (!of || word.kind !== 'text') return []
    const means = meaningOf(word.value, of, op, program)
    const span = { start: word.span.start + 1, end: word.span.end - 1 }
    return means ? [{ span, text: word.value, means }] : []
  })
}

function meaningOf(
  word: string,
  { type, tags }: Offered,
  op: string,
  program: Program,
): TemplateMeaning | undefined {
  if (tags) {
    const symbol = op === 'contains' ? tagNamed(word, program) : undefined
    return symbol && { kind: 'tag', symbol }
  }
  const of = (op === 'contains' ? type?.of : type)?.enum
  const isMember = of?.declaration.members.some(({ name }) => name.text === word)
  return of && isMember ? { kind: 'member', of, name: word } : undefined
}

function tagNamed(name: string, { modules }: Program): SymbolOf<'tag'> | undefined {
  for (const { exports } of modules.values()) {
    const symbol = exports.get(name)
    if (symbol?.kind === 'tag') return symbol
  }
  return undefined
}
