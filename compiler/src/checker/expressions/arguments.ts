import type { Span } from '../../source/span.ts'
import type { Argument } from '../../syntax/ast.ts'
import type { Fields } from '../program.ts'
import type { Scope } from '../scope.ts'
import { present, typeText } from '../types.ts'
import { expectConstant } from './constants.ts'
import { expectType, infer } from './infer.ts'

interface ArgumentRules {
  /** What takes the arguments, at the beginning of a sentence: `"offer"`. */
  of: string
  /** Where to say that one is missing. */
  place: Span
  /** Fields without a value are reported. */
  complete: boolean
  /** If only written-out values are allowed: what they are. */
  constants?: string
}

/** Checks `(name: value, …)` against the fields that are taken. */
export function checkArguments(
  args: readonly Argument[],
  fields: Fields,
  scope: Scope,
  rules: ArgumentRules,
): void {
  const { report } = scope.module
  for (let index = 0; index < args.length; index++) {
    const { name, value } = args[index]!
    const field = fields.get(name.text)
    if (!field) {
      infer(value, scope)
      if (name.text !== '') {
        report('unknown-argument', name.span, {
          of: rules.of,
          name: name.text,
          candidates: [...fields.keys()],
        })
      }
      continue
    }
    if (isGiven(args, name.text, index)) {
      const span = { start: args[index - 1]!.span.end, end: args[index]!.span.end }
      const edits = [{ file: scope.module.tree.path, span, text: '' }]
      const fixes = [{ title: `Remove the second "${name.text}"`, edits }]
      report('repeated-argument', name.span, { name: name.text }, { fixes })
    }
    expectType(value, scope, field.type)
    if (rules.constants) expectConstant(value, scope, rules.constants)
  }
  if (rules.complete) reportMissing(args, fields, scope, rules)
}

/** One finding for all that is missing. A name that is misspelt may be one of them, and is told already. */
function reportMissing(
  args: readonly Argument[],
  fields: Fields,
  scope: Scope,
  { of, place }: ArgumentRules,
): void {
  let missing: string[] | undefined
  for (const { name, type, declaration } of fields.values()) {
    // Of a type that is not known nobody can tell whether it may be missing.
    if (type.optional || type.name === 'unknown' || declaration.default) continue
    if (isGiven(args, name, args.length)) continue
    missing ??= []
    missing.push(`${name}: ${typeText(present(type))}`)
  }
  if (!missing || args.some(({ name }) => !fields.has(name.text))) return
  scope.module.report('missing-argument', place, { of, missing })
}

/** Whether one of the first arguments has that name. They are few, so that a set would only cost. */
function isGiven(args: readonly Argument[], name: string, before: number): boolean {
  for (let index = 0; index < before; index++) if (args[index]!.name.text === name) return true
  return false
}
