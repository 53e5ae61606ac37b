import { WHOLE } from '@journey-lang/runtime/graph'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Span } from '../../source/span.ts'
import type { Expression, SplitStep } from '../../syntax/ast.ts'
import { expectType } from '../expressions/infer.ts'
import { type Facts, merge } from '../facts.ts'
import type { Scope } from '../scope.ts'
import { scalar } from '../types.ts'
import { checkItems, type Flow } from './flow.ts'
import { reportRepeated } from './repeated.ts'

export function checkSplit(step: SplitStep, scope: Scope, flow: Flow): Facts | undefined {
  reportRepeated('The split', step.split, flow.splits, scope)
  const names = new Map<string, Span>()
  for (const { name } of step.arms) reportRepeated('The arm', name, names, scope)
  checkShares(step, scope)
  let after: Facts | undefined
  for (const { block } of step.arms) {
    after = merge(after, block ? checkItems(block.items, scope, flow) : scope.facts)
  }
  return step.arms.length === 0 ? scope.facts : after
}

/** The share of a split or holdout in basis points, if it is written out in them. */
export function basisPoints(share: Expression): number | undefined {
  if (share.kind !== 'percent') return undefined
  // 0.0029 × 10,000 is 28.999999999999996 in binary.
  const points = Number((share.value * WHOLE).toPrecision(12))
  return Number.isInteger(points) ? points : undefined
}

/** A share, checked: in basis points. */
export function checkShare(share: Expression, scope: Scope): number | undefined {
  if (share.kind === 'error') return undefined
  expectType(share, scope, scalar('percent'))
  const points = basisPoints(share)
  if (points === undefined) scope.module.report('share-too-fine', share.span, {})
  return points
}

function checkShares(step: SplitStep, scope: Scope): void {
  const shares = step.arms.map(({ share }) => checkShare(share, scope))
  if (shares.includes(undefined)) return
  const sum = shares.reduce<number>((total, share) => total + share!, 0)
  if (sum === WHOLE) return
  const args = { split: step.split.text, sum: percent(sum) }
  const rest = WHOLE - sum + (shares.at(-1) ?? 0)
  scope.module.report('shares-not-whole', step.split.span, args, {
    within: step.span,
    fixes: rest >= 0 ? restToLast(step, rest, scope) : [],
  })
}

function restToLast({ arms }: SplitStep, rest: number, { module }: Scope): Fix[] {
  const last = arms.at(-1)
  if (!last) return []
  const edits = [{ file: module.tree.path, span: last.share.span, text: percent(rest) }]
  return [{ title: `Give "${last.name.text}" the rest: ${percent(rest)}`, edits }]
}

function percent(points: number): string {
  return `${points / 100}%`
}
