import type { DocumentSymbol, FoldingRange, SelectionRange } from 'vscode-languageserver/node'
import { DocumentHighlightKind, FoldingRangeKind, MarkupKind } from 'vscode-languageserver/node'
import { definition, typeDefinition } from '../features/definition.ts'
import { folding } from '../features/folding.ts'
import { hover } from '../features/hover.ts'
import { linkedEditing } from '../features/linked-editing.ts'
import { links } from '../features/links.ts'
import { highlights, references } from '../features/references.ts'
import { selectionAt } from '../features/selection.ts'
import { documentSymbols, type OutlineItem, workspaceSymbols } from '../features/symbols.ts'
import { about, type Context, handler, type Target } from './context.ts'
import { SYMBOL_KINDS, toLocation, toOffset, toRange } from './convert.ts'

/** Registers what finds places and tells about them. */
export function registerNavigation(context: Context): void {
  const { connection, workspace } = context

  connection.onHover(
    about(context, ({ snapshot, path, lines }, { position }) => {
      const found = hover(snapshot, path, toOffset(lines, position))
      return (
        found && {
          contents: { kind: MarkupKind.Markdown, value: found.markdown },
          range: toRange(lines, found.span),
        }
      )
    }),
  )

  connection.onDefinition(
    about(context, ({ project, snapshot, path, lines }, { position }) => {
      const found = definition(snapshot, path, toOffset(lines, position))
      return found && toLocation(project, found)
    }),
  )

  connection.onTypeDefinition(
    about(context, ({ project, snapshot, path, lines }, { position }) => {
      const found = typeDefinition(snapshot, path, toOffset(lines, position))
      return found && toLocation(project, found)
    }),
  )

  connection.onReferences(
    about(context, ({ project, snapshot, path, lines }, { position, context: { includeDeclaration } }) => {
      const options = { declaration: includeDeclaration }
      return references(snapshot, path, toOffset(lines, position), options).map((one) =>
        toLocation(project, one),
      )
    }),
  )

  connection.onDocumentHighlight(
    about(context, ({ snapshot, path, lines }, { position }) =>
      highlights(snapshot, path, toOffset(lines, position)).map(({ span, role }) => ({
        range: toRange(lines, span),
        kind: role === 'read' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
      })),
    ),
  )

  connection.onDocumentSymbol(
    about(context, ({ snapshot, path, lines }) =>
      documentSymbols(snapshot, path).map((item) => toSymbol(item, lines)),
    ),
  )

  connection.onWorkspaceSymbol(
    handler(context, ({ query }) =>
      workspace.projects.flatMap((project) =>
        workspaceSymbols(project.snapshot, query).map((item) => ({
          name: item.name,
          kind: SYMBOL_KINDS[item.kind],
          containerName: item.container,
          location: toLocation(project, { file: item.file, span: item.selection }),
        })),
      ),
    ),
  )

  connection.onFoldingRanges(
    about(context, ({ snapshot, path, lines }) =>
      folding(snapshot, path).map(({ span, kind }): FoldingRange => {
        const { start, end } = toRange(lines, span)
        const kinds = {
          region: undefined,
          comment: FoldingRangeKind.Comment,
          imports: FoldingRangeKind.Imports,
        }
        const shown = kinds[kind]
        // The line with the closing brace stays.
        const endLine = kind === 'region' ? Math.max(start.line, end.line - 1) : end.line
        return { startLine: start.line, endLine, ...(shown && { kind: shown }) }
      }),
    ),
  )

  connection.onSelectionRanges(
    about(context, ({ snapshot, path, lines }, { positions }) =>
      positions.map((position) => {
        const spans = selectionAt(snapshot, path, toOffset(lines, position))
        const here = { range: { start: position, end: position } }
        return (
          spans.reduceRight<SelectionRange | undefined>(
            (parent, span) => ({ range: toRange(lines, span), ...(parent && { parent }) }),
            undefined,
          ) ?? here
        )
      }),
    ),
  )

  connection.languages.onLinkedEditingRange(
    about(context, ({ snapshot, path, lines }, { position }) => {
      const spans = linkedEditing(snapshot, path, toOffset(lines, position))
      return spans.length === 0 ? null : { ranges: spans.map((span) => toRange(lines, span)) }
    }),
  )

  connection.onDocumentLinks(
    about(context, ({ project, snapshot, path, lines }) =>
      links(snapshot, path).map(({ span, target }) => ({
        range: toRange(lines, span),
        target: project.uriOf(target),
      })),
    ),
  )
}

function toSymbol(item: OutlineItem, lines: Target['lines']): DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: SYMBOL_KINDS[item.kind],
    range: toRange(lines, item.span),
    selectionRange: toRange(lines, item.selection),
    children: item.children.map((child) => toSymbol(child, lines)),
  }
}
