import type { ast, Span } from '@journey-lang/compiler'
import { blocksOf, isLibrary, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { matches } from './matches.ts'

/** What a symbol is, in the words of the language. */
export type OutlineKind =
  | Exclude<ast.Declaration['kind'], 'import' | 'error' | 'moved' | 'tag-declaration'>
  | 'tag'
  | 'field'
  | 'member'
  | 'stage'
  | 'step'
  | 'goal'
  | 'touchpoint'
  | 'kpi'

/** A part of a file as the outline shows it. */
export interface OutlineItem {
  name: string
  detail: string
  kind: OutlineKind
  /** With all that belongs to it. */
  span: Span
  /** What stands for it: its name, or the word that begins it. */
  selection: Span
  children: readonly OutlineItem[]
}

/** The outline of a file: its declarations, and in them stages and steps, fields, members. */
export function documentSymbols({ parsed }: Pick<Snapshot, 'parsed'>, path: string): OutlineItem[] {
  const tree = parsed(path)?.tree
  return tree ? tree.declarations.flatMap(outline) : []
}

function outline(declaration: ast.Declaration): OutlineItem[] {
  switch (declaration.kind) {
    case 'import':
    case 'moved':
    case 'error':
      return []
    case 'contact':
      return [
        item('contact', 'contact', '', declaration.span, declaration.keyword, fields(declaration.fields)),
      ]
    case 'scenario': {
      const { title, journey, span } = declaration
      return [item('scenario', textOf(title), journey.text, span, title.span)]
    }
    case 'tag-declaration':
      return named('tag', declaration)
    case 'journey':
      return named('journey', declaration, items(declaration.body))
    case 'event':
      return named('event', declaration, fields(declaration.fields))
    case 'enum':
      return named(
        'enum',
        declaration,
        declaration.members.flatMap((member) => named('member', member)),
      )
    case 'stages':
      return named(
        'stages',
        declaration,
        declaration.stages.flatMap((stage) => named('stage', stage)),
      )
    case 'map':
      return named('map', declaration, declaration.items.flatMap(mapItem))
    default:
      return named(declaration.kind, declaration)
  }
}

function fields(declarations: readonly ast.FieldDeclaration[]): OutlineItem[] {
  return declarations.flatMap((field) => named('field', field))
}

function items(body: readonly ast.Item[]): OutlineItem[] {
  return body.flatMap((one): OutlineItem[] => {
    if (one.kind === 'stage') return named('stage', one, items(one.body.items))
    if (one.kind === 'goal') return named('goal', one)
    if (!('keyword' in one)) return []
    return [step(one)]
  })
}

function step(one: ast.Step): OutlineItem {
  const inner = blocksOf(one).flatMap((block) => ('items' in block ? items(block.items) : [step(block)]))
  return item('step', stepText(one), one.name?.text ?? '', one.span, one.keyword, inner)
}

function stepText(one: ast.Step): string {
  switch (one.kind) {
    case 'send':
      return `send ${one.message.text}`
    case 'wait':
      return `wait ${one.arms.map(({ on }) => (on?.kind === 'on-event' ? on.event.text : on ? `#${on.tag.name.text}` : 'until')).join(' or ')}`.trim()
    case 'tag':
    case 'untag':
      return `${one.kind} #${one.tag.name.text}`
    case 'split':
      return `split ${one.split.text}`
    case 'set':
      return `set ${one.target.names.map(({ text }) => text).join('.')}`
    case 'call-step':
      return `call ${one.action.text}`
    case 'notify':
      return `notify ${one.department.text}`
    case 'emit':
      return `emit ${one.event.text}`
    case 'enter-journey':
      return `enter journey ${one.journey.text}`
    case 'go-to':
      return `go to ${one.stage.text}`
    case 'finish':
      return one.reason ? `finish "${textOf(one.reason)}"` : 'finish'
    default:
      return one.kind
  }
}

function mapItem(one: ast.MapItem): OutlineItem[] {
  if (one.kind !== 'map-stage') return []
  const inner = one.items.flatMap((each) =>
    each.kind === 'touchpoint' || each.kind === 'kpi' ? named(each.kind, each) : [],
  )
  return named('stage', one, inner)
}

interface Named {
  name: ast.Name
  title?: ast.StringLiteral
  span: Span
}

function named(
  kind: OutlineKind,
  { name, title, span }: Named,
  children: readonly OutlineItem[] = [],
): OutlineItem[] {
  return [item(kind, name.text, title ? textOf(title) : '', span, name.span, children)]
}

/** Clients refuse names that are empty and selections outside of the whole. */
function item(
  kind: OutlineKind,
  name: string,
  detail: string,
  span: Span,
  selection: Span,
  children: readonly OutlineItem[] = [],
): OutlineItem {
  const start = Math.min(Math.max(selection.start, span.start), span.end)
  const end = Math.min(Math.max(selection.end, start), span.end)
  return { kind, name: name.trim() || `(${kind})`, detail, span, selection: { start, end }, children }
}

/** A declaration somewhere in the project. */
export interface WorkspaceSymbol extends OutlineItem {
  file: string
  /** What it is part of. */
  container: string
}

/** How many names are given at once: nobody reads more. */
const MOST = 500

/** The declarations, stages, goals and fields whose names contain the letters of a query in their order. */
export function workspaceSymbols(
  snapshot: Pick<Snapshot, 'parsed' | 'sources'>,
  query: string,
): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = []
  const visit = (file: string, container: string, one: OutlineItem): void => {
    if (one.kind === 'step' || found.length >= MOST) return
    if (matches(one.name, query) || matches(one.detail, query)) found.push({ ...one, file, container })
    for (const child of one.children) visit(file, one.name, child)
  }
  for (const file of snapshot.sources) {
    if (isLibrary(file)) continue
    for (const one of documentSymbols(snapshot, file)) visit(file, '', one)
  }
  return found
}
