import type { Edit, LineIndex, Place, Span } from '@journey-lang/compiler'
import {
  type Location,
  type Position,
  type Range,
  SymbolKind,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import type { OutlineKind } from '../features/symbols.ts'
import type { Project } from '../workspace/project.ts'

/** The protocol counts lines and columns from 0, columns in UTF-16 units; the compiler counts from 1, in the same units. */
export function toPosition(lines: LineIndex, offset: number): Position {
  const { line, column } = lines.position(offset)
  return { line: line - 1, character: column - 1 }
}

export function toOffset(lines: LineIndex, { line, character }: Position): number {
  return lines.offset({ line: line + 1, column: character + 1 })
}

export function toRange(lines: LineIndex, { start, end }: Span): Range {
  return { start: toPosition(lines, start), end: toPosition(lines, end) }
}

/** A range as offsets. Clients may give its ends in either order. */
export function toSpan(lines: LineIndex, { start, end }: Range): Span {
  const [from, to] = [toOffset(lines, start), toOffset(lines, end)]
  return { start: Math.min(from, to), end: Math.max(from, to) }
}

export function toLocation(project: Project, { file, span }: Place): Location {
  return { uri: project.uriOf(file), range: toRange(project.linesOf(file), span) }
}

/** What is put in ends its lines as the text around it does. */
export function toTextEdit(lines: LineIndex, { span, text }: Edit): TextEdit {
  const newText = text.includes('\n') ? text.replaceAll(/\r?\n/g, lines.lineEnd) : text
  return { range: toRange(lines, span), newText }
}

export function toWorkspaceEdit(project: Project, edits: readonly Edit[]): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {}
  for (const edit of edits) {
    const uri = project.uriOf(edit.file)
    changes[uri] ??= []
    changes[uri].push(toTextEdit(project.linesOf(edit.file), edit))
  }
  return { changes }
}

/** How editors show each part of a file: by the icon of something alike in other languages. */
export const SYMBOL_KINDS: Record<OutlineKind, SymbolKind> = {
  contact: SymbolKind.Struct,
  event: SymbolKind.Event,
  channel: SymbolKind.Interface,
  message: SymbolKind.Method,
  enum: SymbolKind.Enum,
  segment: SymbolKind.Boolean,
  department: SymbolKind.Object,
  action: SymbolKind.Function,
  stages: SymbolKind.Namespace,
  persona: SymbolKind.Object,
  campaign: SymbolKind.Constant,
  journey: SymbolKind.Class,
  map: SymbolKind.Module,
  scenario: SymbolKind.Package,
  tag: SymbolKind.Key,
  field: SymbolKind.Field,
  member: SymbolKind.EnumMember,
  stage: SymbolKind.Namespace,
  step: SymbolKind.Function,
  goal: SymbolKind.Constant,
  touchpoint: SymbolKind.Interface,
  kpi: SymbolKind.Number,
}
