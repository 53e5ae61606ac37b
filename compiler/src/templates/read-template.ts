import { analyzeSync, createEngine, LiquidError, type LiquidTemplate } from '@journey-lang/runtime/liquid'
import type { Span } from '../source/span.ts'
import { type Operations, operationsOf } from './operations.ts'

/** What a template asks for, with places in its text. */
export interface TemplateUses extends Operations {
  /** What it reads from outside of itself: not what it assigns, captures or loops over. */
  reads: Read[]
  /** Filters that do not exist. */
  unknownFilters: { name: string; span: Span }[]
  /** Tags that would read another file. */
  partials: { tag: string; span: Span }[]
  /** Names of all filters that exist, for suggestions. */
  filters: readonly string[]
}

export interface Read {
  segments: Segment[]
  /** It is printed as it is, and nothing in the template asks whether it is there. */
  bare: boolean
}

/** A step of a path: a name, a number in brackets, or something known only when the mail is written. */
export interface Segment {
  name: string | undefined
  span: Span
}

export type ReadTemplate = { ok: true; uses: TemplateUses } | { ok: false; detail: string; span: Span }

/** Reads a Liquid template and finds out what it uses. */
export function readTemplate(text: string): ReadTemplate {
  const engine = createEngine()
  const filters = Object.keys(engine.filters)
  const unknownFilters = new Set<string>()
  engine.options.strictFilters = true
  for (;;) {
    try {
      const templates = engine.parse(text)
      return { ok: true, uses: usesOf(templates, text, filters, unknownFilters) }
    } catch (error) {
      const unknown = undefinedFilter(error)
      if (unknown === undefined || unknownFilters.has(unknown)) return failure(error, text)
      // The parser stops at the first one; with it known, the next is found.
      unknownFilters.add(unknown)
      engine.registerFilter(unknown, (value) => value)
    }
  }
}

function undefinedFilter(error: unknown): string | undefined {
  return error instanceof Error ? /^undefined filter: ([\w-]+)/.exec(error.message)?.[1] : undefined
}

function failure(error: unknown, text: string): ReadTemplate {
  if (!LiquidError.is(error)) throw error
  const { begin, end } = error.token
  // "tag {% if x %} not closed, line:3, col:1": the place is told by the span.
  const detail = error.message.replace(/, (?:file:.*, )?line:\d+(?:, col:\d+)?$/, '')
  return { ok: false, detail, span: { start: begin, end: Math.min(end, text.length) } }
}

function usesOf(
  templates: LiquidTemplate[],
  text: string,
  filters: readonly string[],
  unknownFilters: ReadonlySet<string>,
): TemplateUses {
  const lines = lineStarts(text)
  const offsetOf = ({ row, col }: { row: number; col: number }) => lines[row - 1]! + col - 1
  const shape = shapeOf(templates)
  const { globals } = analyzeSync(templates, { partials: false })
  const reads = Object.values(globals)
    .flat()
    .map(({ segments, location }) => {
      const found = spansOf(segments.map(segmentName), offsetOf(location), text)
      const path = pathText(found)
      return { segments: found, bare: shape.printed.has(found[0]!.span.start) && !shape.asked.has(path) }
    })
  reads.sort((a, b) => a.segments[0]!.span.start - b.segments[0]!.span.start)
  const { partials, comparisons, calculations } = shape
  const unknown = placesOf(unknownFilters, text)
  return { reads, unknownFilters: unknown, partials, filters, comparisons, calculations }
}

function segmentName(segment: unknown): string | undefined {
  return typeof segment === 'string' || typeof segment === 'number' ? String(segment) : undefined
}

/** The path as one text, such as `contact.name`. */
function pathText(segments: readonly Segment[]): string {
  return segments.map(({ name }) => name ?? '*').join('.')
}

/** Where each step of a path stands, from where the path begins. */
function spansOf(names: readonly (string | undefined)[], start: number, text: string): Segment[] {
  let from = start
  return names.map((name) => {
    const found = name === undefined ? -1 : text.indexOf(name, from)
    const at = found < 0 ? from : found
    const end = name === undefined || found < 0 ? at : at + name.length
    from = end
    return { name, span: { start: at, end } }
  })
}

function placesOf(names: ReadonlySet<string>, text: string): { name: string; span: Span }[] {
  return [...names].flatMap((name) => {
    const places = text.matchAll(new RegExp(`\\|\\s*(${name})(?![\\w-])`, 'g'))
    return [...places].map((match) => {
      const start = match.index + match[0].length - name.length
      return { name, span: { start, end: start + name.length } }
    })
  })
}

interface Shape extends Operations {
  /** Where the values begin that are printed without a filter that stands in for what is missing. */
  printed: Set<number>
  /** Paths that a tag looks at: `{% if contact.name %}`. */
  asked: Set<string>
  partials: { tag: string; span: Span }[]
}

const PARTIALS = new Set(['include', 'render', 'layout'])

/** Walks a template once for what the analysis of variables does not tell. */
function shapeOf(templates: readonly LiquidTemplate[]): Shape {
  const shape: Shape = {
    printed: new Set(),
    asked: new Set(),
    partials: [],
    comparisons: [],
    calculations: [],
  }
  const waiting = [...templates]
  for (let template = waiting.pop(); template; template = waiting.pop()) {
    const { name, value } = template as { name?: string; value?: Filtered }
    const { begin, end } = template.token
    if (name !== undefined && PARTIALS.has(name)) {
      shape.partials.push({ tag: name, span: { start: begin, end } })
    }
    if (name === undefined && value !== undefined) {
      const standsIn = value.filters.some((filter) => filter.name === 'default')
      const first = value.initial.postfix[0]
      if (!standsIn && first !== undefined && 'begin' in first) shape.printed.add(first.begin)
    } else if (name !== undefined) {
      for (const { segments } of readsOf(template)) shape.asked.add(segments)
    }
    const { comparisons, calculations } = operationsOf(template)
    shape.comparisons.push(...comparisons)
    shape.calculations.push(...calculations)
    if (template.children) waiting.push(...exhaust(template.children(false, true)))
  }
  return shape
}

interface Filtered {
  filters: { name: string }[]
  initial: { postfix: { begin: number }[] }
}

/** What a tag itself looks at, without what stands inside of it. */
function readsOf(template: LiquidTemplate): { segments: string }[] {
  const alone: LiquidTemplate = {
    token: template.token,
    render: template.render,
    ...(template.arguments && { arguments: () => template.arguments!() }),
  }
  const { variables } = analyzeSync([alone], { partials: false })
  return Object.values(variables)
    .flat()
    .map(({ segments }) => ({ segments: segments.map((each) => segmentName(each) ?? '*').join('.') }))
}

function exhaust(children: Generator<unknown, LiquidTemplate[]>): LiquidTemplate[] {
  let step = children.next()
  while (!step.done) step = children.next(step.value)
  return step.value
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
