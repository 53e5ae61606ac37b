import type { Span } from '../../source/span.ts'
import type { JourneyDeclaration, Name, SourceTree } from '../../syntax/ast.ts'
import type { Scope } from '../scope.ts'
import type { Type } from '../types.ts'

/**
 * Reports a name that stands for no value here, as helpfully as what is around it allows. `wanted` is the type of what
 * is to stand here, if it is known.
 */
export function reportUnknownValue(name: Name, scope: Scope, wanted?: Type): void {
  const { module } = scope
  const { text, span } = name
  const step = earlierStep(name, module.tree)
  if (NULLS.has(text.toLowerCase())) module.report('no-null', span, { name: text })
  else if (step) {
    const related = [{ role: 'named here' as const, file: module.tree.path, span: step.span }]
    module.report('name-left-block', span, { name: text }, { related })
  } else {
    const meant = pathTo(text, scope)
    if (meant === undefined) {
      module.report('unknown-name', span, {
        what: 'value',
        name: text,
        candidates: visibleNames(scope, wanted),
      })
      return
    }
    const edits = [{ file: module.tree.path, span, text: meant }]
    const fixes = [{ title: `Change to "${meant}"`, edits }]
    module.report('field-alone', span, { name: text, meant }, { fixes })
  }
}

/** How other languages call a value that is missing. */
const NULLS: ReadonlySet<string> = new Set(['null', 'nil', 'none', 'undefined', 'empty', 'missing'])

/** A field of that name of a payload or of the contact: `total` for `purchased.total`. */
function pathTo(field: string, { program, payloads }: Scope): string | undefined {
  for (let payload = payloads; payload; payload = payload.outer) {
    const fields = payload.event && program.eventFields.get(payload.event)
    if (fields?.has(field)) return `${payload.name}.${field}`
  }
  return program.contact?.fields.has(field) ? `contact.${field}` : undefined
}

function visibleNames({ module, params, payloads }: Scope, wanted: Type | undefined): string[] {
  const names = ['contact', 'true', 'false', ...(params?.keys() ?? [])]
  // Messages and channels are values themselves.
  for (const [name, { kind }] of module.scope) if (kind === wanted?.name) names.push(name)
  for (let payload = payloads; payload; payload = payload.outer) names.push(payload.name)
  return names
}

/** A step above in the same journey that has the name: what it names is known in its block alone. */
function earlierStep({ text, span }: Name, tree: SourceTree): Name | undefined {
  const journey = tree.declarations.find(
    (declaration): declaration is JourneyDeclaration =>
      declaration.kind === 'journey' &&
      declaration.span.start <= span.start &&
      span.end <= declaration.span.end,
  )
  if (!journey) return undefined
  let steps = namedSteps.get(journey)
  if (!steps) {
    steps = new Map()
    collect(journey.body, steps)
    namedSteps.set(journey, steps)
  }
  return steps.get(text)?.findLast((step) => step.end <= span.start)?.name
}

interface NamedStep {
  name: Name
  /** Where what it names is no longer known. */
  end: number
}

/** The steps with a name that stands for a value, for each journey in which one was asked for. */
const namedSteps = new WeakMap<JourneyDeclaration, Map<string, NamedStep[]>>()

function collect(node: unknown, into: Map<string, NamedStep[]>): void {
  if (typeof node !== 'object' || node === null) return
  if (Array.isArray(node)) {
    for (const item of node) collect(item, into)
    return
  }
  const { kind, name, span, form } = node as { kind?: unknown; name?: Name; span: Span; form?: unknown }
  const bringsValue = (kind === 'wait' && form === 'for') || kind === 'wait-arm' || kind === 'call'
  if (bringsValue && name) {
    const steps = into.get(name.text)
    if (steps) steps.push({ name, end: span.end })
    else into.set(name.text, [{ name, end: span.end }])
  }
  for (const part of Object.values(node)) collect(part, into)
}
