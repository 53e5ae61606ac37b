import type { Path, SetStep } from '../../syntax/ast.ts'
import { expectType, infer } from '../expressions/infer.ts'
import { inferPath } from '../expressions/paths.ts'
import { type Facts, forget, know, mayBeMissing, valueKey } from '../facts.ts'
import type { Field } from '../program.ts'
import type { Scope } from '../scope.ts'

/** A field that is set holds something else from here on: what was known of it is not any more. */
export function checkSet(step: SetStep, scope: Scope): Facts {
  const { program } = scope
  const field = contactField(step.target, scope)
  if (!field) {
    infer(step.value, scope)
    return scope.facts
  }
  expectType(step.value, scope, field.type)
  const key = valueKey({ kind: 'contact-field', field })!
  const facts = forget(scope.facts, key)
  return mayBeMissing(program, step.value, scope.facts) ? facts : know(facts, key)
}

/** The field of the contact that a path names. Reports what is none. */
export function contactField(path: Path, scope: Scope): Field | undefined {
  const [root, field] = path.names
  const fields = scope.program.contact?.fields
  if (root?.text === 'contact' && field) {
    inferPath(path, scope, undefined)
    const meaning = scope.program.meanings.get(path)
    return meaning?.kind === 'contact-field' ? meaning.field : undefined
  }
  if (path.names.every((name) => name.text !== '')) {
    const example = `contact.${fields?.keys().next().value ?? 'points'}`
    scope.module.report('contact-field-needed', path.span, { example })
  }
  return undefined
}
