import {
  applySafeFixes,
  codeOf,
  type Diagnostic,
  type Edit,
  type RuleName,
  ruleNames,
  type Span,
} from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import { extractSegment } from './extract-segment.ts'
import { nameSteps } from './name-steps.ts'
import { newScenario } from './new-scenario.ts'
import { organizeImports } from './organize-imports.ts'

/** Something that a person can have done, in one step. */
export interface CodeAction {
  title: string
  kind: 'quickfix' | 'refactor.extract' | 'refactor.rewrite' | 'source.fixAll' | 'source.organizeImports'
  /** What takes a while is worked out once it is chosen. */
  edits: readonly Edit[] | (() => readonly Edit[])
  /** What it mends. */
  diagnostic?: Diagnostic
  preferred?: true
}

/** The edits of an action, also of one that works them out once it is chosen. */
export const editsOf = ({ edits }: Pick<CodeAction, 'edits'>): readonly Edit[] =>
  typeof edits === 'function' ? edits() : edits

/** What can be done about a stretch of a file. */
export function codeActions(snapshot: Snapshot, path: string, range: Span): CodeAction[] {
  const here = snapshot
    .diagnosticsOf(path)
    .filter(({ span }) => span.start <= range.end && range.start <= span.end)
  return [
    ...here.flatMap((diagnostic) => fixesOf(diagnostic)),
    ...here.flatMap((diagnostic) => nameSteps(snapshot, path, diagnostic)),
    ...here.flatMap((diagnostic) => suppression(snapshot, path, diagnostic)),
    ...extractSegment(snapshot, path, range),
    ...newScenario(snapshot, path, range),
    ...fixAll(snapshot, path),
    ...organizeImports(snapshot, path),
  ]
}

/** Every fix that the compiler offers. */
function fixesOf(diagnostic: Diagnostic): CodeAction[] {
  return diagnostic.fixes.map(({ title, edits, safe }) => ({
    title,
    kind: 'quickfix',
    edits,
    diagnostic,
    ...((safe || diagnostic.fixes.length === 1) && { preferred: true }),
  }))
}

const RULES: ReadonlySet<string> = new Set<RuleName>(ruleNames())

/**
 * A comment that ignores a finding which is no error. The reason is left to the author, and asked for until it is there.
 * What is wrong with such a comment itself can only be mended.
 */
function suppression({ parsed }: Snapshot, path: string, diagnostic: Diagnostic): CodeAction[] {
  const tree = parsed(path)?.tree
  const at = diagnostic.span.start
  const isComment = tree?.comments.some(({ span }) => span.start <= at && at < span.end)
  if (!tree || !RULES.has(diagnostic.name) || isComment) return []
  const { text } = tree
  const start = text.lastIndexOf('\n', diagnostic.span.start - 1) + 1
  const indent = /^[ \t]*/.exec(text.slice(start))![0]
  const comment = `${indent}// journey-ignore ${diagnostic.name}:\n`
  return [
    {
      title: `Ignore this (${codeOf(diagnostic)}), with a reason to be written`,
      kind: 'quickfix',
      edits: [{ file: path, span: { start, end: start }, text: comment }],
      diagnostic,
    },
  ]
}

/** All fixes at once that nobody needs to choose. */
function fixAll(snapshot: Snapshot, path: string): CodeAction[] {
  const text = snapshot.textOf(path)
  const found = snapshot.diagnosticsOf(path)
  const { applied } = applySafeFixes(found, (file) => (file === path ? text : undefined))
  if (applied.length === 0) return []
  return [
    {
      title: 'Mend everything that needs no choice',
      kind: 'source.fixAll',
      edits: applied.flatMap(({ fix }) => fix.edits),
    },
  ]
}
