import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Expression, MatchArm, MatchStep } from '../../syntax/ast.ts'
import { constantKey, expectConstant } from '../expressions/constants.ts'
import { infer, sourceText } from '../expressions/infer.ts'
import { type Facts, keyOf, know, mayBeMissing, merge } from '../facts.ts'
import { type Scope, withFacts } from '../scope.ts'
import { comparable, describe, membersOf, present, type Type } from '../types.ts'
import { checkItems, type Flow } from './flow.ts'
import { UniqueNames } from './unique-names.ts'
import { withoutElse } from './without-else.ts'

/** Each arm begins with the certainty that there is a value. */
export function checkMatch(step: MatchStep, scope: Scope, flow: Flow): Facts | undefined {
  const { program, facts } = scope
  const { report } = scope.module
  const subject = infer(step.subject, scope)
  const matched = new Map<string, Expression>()
  const inArm = withFacts(scope, know(facts, keyOf(program, step.subject)))
  let after: Facts | undefined
  for (const arm of step.arms) {
    for (const value of arm.values) checkValue(value, subject, matched, scope)
    after = merge(after, checkItems(arm.block.items, inArm, flow))
  }
  nameArms(step, scope)
  const left = leftOver(subject, matched)
  const maybeMissing = mayBeMissing(program, step.subject, facts)
  if (step.else) {
    if (left?.length === 0 && !maybeMissing) {
      const { start } = step.else.span
      report('else-never-taken', { start, end: start + 1 }, {}, { fixes: [withoutElse(step.else, scope)] })
    }
    return merge(after, checkItems(step.else.items, scope, flow))
  }
  if (!left) return merge(after, facts)
  const missing = maybeMissing ? [...left, `a contact without a value`] : left
  if (missing.length > 0) {
    report(
      'match-not-exhaustive',
      step.keyword,
      { missing },
      { within: step.span, fixes: fixes(step, left, maybeMissing, scope) },
    )
    return merge(after, facts)
  }
  program.exhaustive.add(step)
  return after
}

function checkValue(value: Expression, subject: Type, matched: Map<string, Expression>, scope: Scope): void {
  const { report, tree } = scope.module
  const type = infer(value, scope, present(subject))
  if (type.name !== 'unknown' && !comparable(type, subject)) {
    report('type-mismatch', value.span, { expected: describe(present(subject)), found: describe(type) })
    return
  }
  expectConstant(value, scope, 'A value of a "match"')
  const key = constantKey(value)
  const first = matched.get(key)
  if (first) {
    const related = [{ role: 'first declared here' as const, file: tree.path, span: first.span }]
    report('matched-before', value.span, { value: sourceText(value, scope) }, { related })
  } else matched.set(key, value)
}

/** The values that no arm has, of a type that has only so many. */
function leftOver(subject: Type, matched: ReadonlyMap<string, Expression>): string[] | undefined {
  const all = subject.enum
    ? membersOf(subject.enum)
    : subject.name === 'boolean'
      ? ['true', 'false']
      : undefined
  return all?.filter((value) => !matched.has(value))
}

/** Adds what is missing: an arm for each value, or a way for all others. */
function fixes(step: MatchStep, left: readonly string[], maybeMissing: boolean, scope: Scope): Fix[] {
  const { path: file, text } = scope.module.tree
  const at = step.span.end - 1
  if (text[at] !== '}') return []
  const lineStart = text.lastIndexOf('\n', step.span.start - 1) + 1
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0]
  const span = { start: text.slice(0, at).trimEnd().length, end: at }
  const adding = (arms: readonly string[]) =>
    `${arms.map((arm) => `\n${indent}  ${arm} {}`).join('')}\n${indent}`
  const others: Fix = { title: 'Add "else"', edits: [{ file, span, text: adding(['else']) }] }
  if (maybeMissing) return [others]
  return [{ title: 'Add the missing values', edits: [{ file, span, text: adding(left) }] }, others]
}

/** Names the edges that the arms become, by their values. */
function nameArms({ arms }: MatchStep, scope: Scope): void {
  const names = new UniqueNames(['else'])
  for (const arm of arms) scope.program.armNames.set(arm, names.take(armText(arm, scope)))
}

function armText({ values }: MatchArm, scope: Scope): string {
  return values.map((value) => writtenText(value, scope)).join(' or ')
}

function writtenText({ span }: Expression, { module }: Scope): string {
  return module.tree.text.slice(span.start, span.end).replace(/\s+/g, ' ')
}
