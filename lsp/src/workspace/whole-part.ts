import {
  type Diagnostic,
  type DiagnosticName,
  type Lowered,
  lower,
  type Span,
  severityOf,
} from '@journey-lang/compiler'
import { EXTENSION, Session } from '@journey-lang/compiler/editor'
import { allNodes, type Node, nodesAround } from '../features/nodes.ts'
import type { Snapshot } from './snapshot.ts'

/** A part of a project that can be drawn and run. */
export interface WholePart extends Lowered {
  /** What the part has for each file. A place is the same in it as in the file. */
  textOf(path: string): string | undefined
}

export interface PartOptions {
  /** A journey of which steps with errors are left out alone, not all of it. */
  steps?: { file: string; name: string }
}

/** More rounds than this are not worth the wait: something is deeply wrong. */
const MOST_ROUNDS = 12

/**
 * What is without errors of some files and all that they import: declarations with errors are left out, and so are
 * those that need them. So a picture can be drawn, and a scenario be run, while something else is being written.
 */
export function wholePart(
  { program, textOf }: Pick<Snapshot, 'program' | 'textOf'>,
  paths: readonly string[],
  { steps }: PartOptions = {},
): WholePart | undefined {
  const texts = new Map<string, string>()
  const read = (path: string) => texts.get(path) ?? textOf(path)
  const host = {
    read: (path: string) => {
      const text = read(path)
      return text === undefined ? ({ ok: false, reason: 'missing' } as const) : ({ ok: true, text } as const)
    },
  }
  const contact = program.contact ? [program.contact.file] : []
  const options = { paths: [...new Set([...paths, ...contact])].sort(), timezone: program.timezone }
  const session = new Session(host, options)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const errors = [...session.diagnostics.values()].flat().filter(isInTheWay)
    if (errors.length === 0) return { ...lower(session.program), textOf: read }
    const changed = new Set<string>()
    for (const { file, span } of errors) {
      const tree = session.parsed(file)?.tree
      if (!tree) return undefined
      const around = nodesAround(tree, { start: span.start, end: span.start })
      const isThis = file === steps?.file && (around[0]?.name as { text?: string })?.text === steps.name
      const part = (isThis && itemAt(around, span.start)) || around[0]
      const text = read(file) ?? ''
      const without = blanked(text, part?.span ?? lineAt(text, span.start))
      if (without === text) continue
      texts.set(file, without)
      changed.add(file)
    }
    if (changed.size === 0) return undefined
    session.update(changed)
  }
  return undefined
}

/** The innermost item of a journey with a mistake; of one that is told behind what is not whole, the item before it. */
function itemAt(around: readonly Node[], offset: number): Node | undefined {
  const isItem = ({ kind = '' }: Node, outer: Node | undefined) =>
    // What can't be read may be a part of a step: then the step is the item.
    kind === 'error' ? outer?.kind === undefined || outer.kind === 'journey' : ITEMS.has(kind)
  const inside = around.findLast((node, index) => isItem(node, around[index - 1]))
  const innermost = around.at(-1)
  if (!innermost || innermost === inside || inside?.kind === 'error') return inside
  const before = [...allNodes(innermost)].filter(
    (node) => ITEMS.has(node.kind ?? '') && node.span.end <= offset,
  )
  return before.sort((a, b) => a.span.end - b.span.end).at(-1) ?? inside
}

/** What stands in a journey and can be missing from it. */
const ITEMS: ReadonlySet<string> = new Set<Node['kind'] & string>([
  'send',
  'delay',
  'wait',
  'if',
  'match',
  'split',
  'repeat',
  'tag',
  'untag',
  'set',
  'call-step',
  'notify',
  'emit',
  'enter-journey',
  'go-to',
  'finish',
  'start',
  'goal',
  'exit',
  'enter',
  'holdout',
  'follows',
  'stage',
])

/** Mistakes that are about some contacts only: the way of the others can be drawn and run. */
const ABOUT_SOME: ReadonlySet<DiagnosticName> = new Set(['address-may-be-missing'])

/** A mistake in a template stops nothing from being drawn, or run up to where it is rendered. */
function isInTheWay(diagnostic: Diagnostic): boolean {
  const { name, file } = diagnostic
  return severityOf(diagnostic) === 'error' && file.endsWith(EXTENSION) && !ABOUT_SOME.has(name)
}

/** A text with blanks in place of a stretch, so that everything else stands where it stood. */
function blanked(text: string, { start, end }: Span): string {
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n\r]/g, ' ') + text.slice(end)
}

function lineAt(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset)
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end }
}
