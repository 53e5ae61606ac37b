import { catalog } from '../diagnostics/catalog/index.ts'
import { type Diagnostic, reporter } from '../diagnostics/diagnostic.ts'
import { removalFix } from '../diagnostics/removal.ts'
import { isLibrary } from '../modules/paths.ts'
import type { Span } from '../source/span.ts'
import type { Comment, SourceTree } from '../syntax/ast.ts'
import { isRuleName, levelOf, type RuleName, type RuleSettings, ruleNames, ruleOfCode } from './settings.ts'

/** `// journey-ignore unused-tag: the shop system reads it` */
const SUPPRESSION = /^\/\/\/?\s*journey-ignore\b[ \t]*(?<rule>[^\s:,]*)[ \t]*(?::[ \t]*(?<reason>.*\S))?/

/** A comment that ignores what a rule finds in a stretch of its file. */
interface Suppression {
  file: string
  comment: Comment
  rule: RuleName
  target: Span
}

/**
 * Leaves out the findings that comments ignore. A comment on a line of its own is about the declaration, step or line
 * that follows, with all that is in it; one behind something is about its line. What is wrong with a comment, and (if
 * all rules ran) that there is nothing for it to ignore, is added.
 */
export function suppress(
  files: ReadonlyMap<string, SourceTree>,
  diagnostics: readonly Diagnostic[],
  settings: RuleSettings,
  complete: boolean,
): Diagnostic[] {
  const problems: Diagnostic[] = []
  const suppressions = [...files.values()].flatMap((tree) => suppressionsOf(tree, problems))
  const used = new Set<Suppression>()
  const left = diagnostics.filter((diagnostic) => {
    const by = suppressions.filter((suppression) => covers(suppression, diagnostic))
    for (const suppression of by) used.add(suppression)
    return by.length === 0
  })
  if (complete) {
    for (const suppression of suppressions) {
      const { file, comment, rule } = suppression
      // Of a rule that is off nobody can say what it would find.
      if (used.has(suppression) || levelOf(rule, settings) === 'off') continue
      reporter(file, problems)(
        'unused-suppression',
        comment.span,
        { rule },
        { fixes: [removalFix('Remove the comment', files.get(file)!, comment.span)] },
      )
    }
  }
  return [...left, ...problems]
}

function covers({ file, rule, target }: Suppression, { name, ...place }: Diagnostic): boolean {
  return (
    rule === name && file === place.file && target.start <= place.span.start && place.span.start < target.end
  )
}

/** Whether a comment of a file may ignore something. */
export function mayIgnore({ text }: SourceTree): boolean {
  return text.includes('journey-ignore')
}

function suppressionsOf(tree: SourceTree, problems: Diagnostic[]): Suppression[] {
  if (isLibrary(tree.path) || !mayIgnore(tree)) return []
  return tree.comments.flatMap((comment) => {
    const text = tree.text.slice(comment.span.start, comment.span.end)
    const parts = SUPPRESSION.exec(text)?.groups
    if (!parts) return []
    const rule = readRule(tree, comment, text, parts as { rule: string; reason?: string }, problems)
    return rule ? [{ file: tree.path, comment, rule, target: targetOf(tree, comment) }] : []
  })
}

function readRule(
  tree: SourceTree,
  comment: Comment,
  text: string,
  { rule, reason }: { rule: string; reason?: string },
  problems: Diagnostic[],
): RuleName | undefined {
  const report = reporter(tree.path, problems)
  // A comment that documents what follows goes into the graph: no place for this.
  if (rule === '' || comment.documentation) {
    report('incomplete-suppression', comment.span, {})
    return undefined
  }
  const start =
    comment.span.start + text.indexOf(rule, text.indexOf('journey-ignore') + 'journey-ignore'.length)
  const span = { start, end: start + rule.length }
  if (!isRuleName(rule)) {
    const fixes = [removalFix('Remove the comment', tree, comment.span)]
    if (Object.hasOwn(catalog, rule)) report('ignored-error', span, { name: rule }, { fixes })
    else report('unknown-rule', span, { name: rule, candidates: ruleNames(), meant: ruleOfCode(rule) })
    return undefined
  }
  if (reason === undefined) report('incomplete-suppression', comment.span, {})
  return rule
}

function targetOf(tree: SourceTree, { span }: Comment): Span {
  const { text } = tree
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1
  if (text.slice(lineStart, span.start).trim() !== '') return { start: lineStart, end: span.start }
  return nextNode(tree.declarations, span.end) ?? { start: span.end, end: span.end }
}

/** The outermost node among the first ones that begin at or behind an offset. */
function nextNode(node: unknown, offset: number): Span | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const span = spanOf(node)
  if (span && span.start >= offset && span.end > span.start) return span
  // What ends before the offset has nothing behind it.
  if (span && span.end <= offset) return undefined
  let first: Span | undefined
  for (const part of Object.values(node)) {
    const found = nextNode(part, offset)
    if (found && (!first || found.start < first.start)) first = found
  }
  return first
}

function spanOf(node: object): Span | undefined {
  return 'span' in node ? (node.span as Span) : undefined
}
