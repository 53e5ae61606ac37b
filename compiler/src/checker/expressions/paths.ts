import { type ActionSymbol, type EventSymbol, kindText } from '../../modules/symbols.ts'
import type { Name, Path } from '../../syntax/ast.ts'
import { valueKey } from '../facts.ts'
import { reportNoContact } from '../no-contact.ts'
import type { Field, Fields, Meaning } from '../program.ts'
import { type Payload, refer, type Scope } from '../scope.ts'
import { EVERYONE, reportSegmentAlone } from '../segments.ts'
import { fits, optional, present, scalar, type Type, unknown } from '../types.ts'
import { codesOf, isCode } from './literals.ts'
import { reportUnknownValue } from './unknown-value.ts'

/** `contact.email`, `purchased.total`, a parameter, a bare code, the name of a message. */
export function inferPath(path: Path, scope: Scope, wanted: Type | undefined): Type {
  const [root, field, more] = path.names as [Name, Name?, Name?]
  const meaning = field ? meaningOfField(root, field, scope) : meaningOfName(root, scope, wanted)
  if (!meaning) return unknown
  if (more && more.text !== '') {
    const args = { of: `"${root.text}.${field!.text}"`, name: more.text, candidates: [] }
    scope.module.report('unknown-field', more.span, args)
    return unknown
  }
  scope.program.meanings.set(path, meaning)
  switch (meaning.kind) {
    case 'code':
      return present(wanted!)
    case 'declaration':
      return scalar(meaning.symbol.kind === 'channel' ? 'channel' : 'message')
    default: {
      const { type } = meaning.field
      return type.optional && scope.facts.present.has(valueKey(meaning)!) ? present(type) : type
    }
  }
}

/** A name that stands alone. */
function meaningOfName(name: Name, scope: Scope, wanted: Type | undefined): Meaning | undefined {
  const { module } = scope
  if (name.text === '' || module.unresolved.has(name.text)) return undefined
  const param = scope.params?.get(name.text)
  if (param) return { kind: 'param', field: param }
  if (wanted && isCode(name.text, wanted)) return { kind: 'code', value: name.text }
  const symbol = module.scope.get(name.text)
  if (symbol && (symbol.kind === 'message' || symbol.kind === 'channel')) {
    refer(scope, name, symbol)
    return { kind: 'declaration', symbol }
  }
  if (wanted?.name === 'country' || wanted?.name === 'language' || wanted?.enum) {
    const args = {
      value: name.text,
      type: wanted.enum?.name ?? wanted.name,
      candidates: [...codesOf(wanted)],
    }
    module.report('unknown-value', name.span, args)
    return undefined
  }
  if (name.text === 'contact' || findPayload(name.text, scope)) {
    const example = `${name.text}.${exampleField(name.text, scope)}`
    module.report('field-needed', name.span, { name: name.text, example })
    return undefined
  }
  if (symbol?.kind === 'segment' || (name.text === EVERYONE && !symbol)) {
    reportSegmentAlone(name, scope)
    return undefined
  }
  if (symbol) {
    module.report('wrong-kind', name.span, {
      name: name.text,
      expected: 'a value',
      found: kindText[symbol.kind],
    })
    return undefined
  }
  // By a type that is not known nobody can tell what the name means; what is wrong with the type was said.
  if (wanted?.name !== 'unknown') reportUnknownValue(name, scope, wanted)
  return undefined
}

function exampleField(root: string, scope: Scope): string {
  const { program } = scope
  const payload = findPayload(root, scope)
  const fields = payload?.result
    ? program.actionResults.get(payload.result.action)
    : root === 'contact'
      ? program.contact?.fields
      : program.eventFields.get(payload?.event as EventSymbol)
  return fields?.keys().next().value ?? 'name'
}

function meaningOfField(root: Name, field: Name, scope: Scope): Meaning | undefined {
  if (field.text === '') return undefined
  const { program, module } = scope
  if (root.text === 'contact') {
    if (!program.contact) {
      reportNoContact(program, module, root.span)
      return undefined
    }
    const found = fieldOf(program.contact.fields, field, 'The contact', scope)
    return found && { kind: 'contact-field', field: found }
  }
  const payload = findPayload(root.text, scope)
  if (payload) return meaningInPayload(payload, root, field, scope)
  if (module.unresolved.has(root.text)) return undefined
  const symbol = module.scope.get(root.text)
  if (symbol?.kind === 'event') {
    refer(scope, root, symbol)
    module.report('no-payload-here', root.span, { event: root.text })
  } else if (symbol || scope.params?.has(root.text)) {
    const of = symbol ? `"${root.text}" is ${kindText[symbol.kind]}; it` : `"${root.text}"`
    module.report('unknown-field', field.span, { of, name: field.text, candidates: [] })
  } else reportUnknownValue(root, scope)
  return undefined
}

function meaningInPayload(payload: Payload, root: Name, field: Name, scope: Scope): Meaning | undefined {
  const { program, module } = scope
  const { event, source, result } = payload
  if (result) return meaningInResult(result, field, scope)
  if (!event || source.of === 'call') return undefined
  refer(scope, root, event)
  const fields = program.eventFields.get(event) ?? new Map()
  const found = fieldOf(fields, field, `"${event.name}"`, scope, event)
  if (!found) return undefined
  const other = startWithout(payload, found, scope)
  if (other) {
    const args = { path: `${root.text}.${field.text}`, start: other.text }
    module.report('payload-not-common', { start: root.span.start, end: field.span.end }, args, {
      related: [{ role: 'other start', file: module.tree.path, span: other.span }],
    })
    return undefined
  }
  return { kind: 'payload', source, event, field: found }
}

/** What an action answers is missing where it failed; facts tell where it did not. */
function meaningInResult(
  { step, action }: NonNullable<Payload['result']>,
  field: Name,
  scope: Scope,
): Meaning | undefined {
  const results = scope.program.actionResults.get(action) ?? new Map()
  const found = fieldOf(results, field, `The answer of "${action.name}"`, scope, action)
  return found && { kind: 'result', step, field: { ...found, type: optional(found.type) } }
}

/** A start through which the run may have come and which brings no such field. */
function startWithout(payload: Payload, field: Field, scope: Scope) {
  if (payload.starts === undefined) return undefined
  for (const start of scope.starts ?? []) {
    if ((start.bit & payload.starts) !== 0 || (start.bit & scope.facts.starts) === 0) continue
    const same = start.event && scope.program.eventFields.get(start.event)?.get(field.name)
    if (same && same.type.optional === field.type.optional && fits(same.type, field.type)) continue
    const { span } = start.line
    return { span, text: scope.module.tree.text.slice(start.line.on.span.start, start.line.on.span.end) }
  }
  return undefined
}

export function fieldOf(
  fields: Fields,
  name: Name,
  of: string,
  scope: Scope,
  owner?: EventSymbol | ActionSymbol,
): Field | undefined {
  const field = fields.get(name.text)
  if (field) return field
  const related = owner
    ? [{ role: 'declared here' as const, file: owner.file, span: owner.declaration.name.span }]
    : []
  const args = { of, name: name.text, candidates: [...fields.keys()] }
  scope.module.report('unknown-field', name.span, args, { related })
  return undefined
}

export function findPayload(name: string, scope: Scope): Payload | undefined {
  for (let payload = scope.payloads; payload; payload = payload.outer) {
    if (payload.name === name) return payload
  }
  return undefined
}
