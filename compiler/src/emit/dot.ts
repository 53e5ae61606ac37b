import type { Bundle, Statistics } from '@journey-lang/runtime'
import { countsText, type Label, type Labels, type Line, labelsOf, TYPE } from './diagram/labels.ts'
import { type Arrow, type Box, type Diagram, diagramOf, type Group } from './diagram/model.ts'
import { FAMILY, LIGHT } from './diagram/theme.ts'

export interface DotOptions {
  /** Counts to show on steps and arrows. */
  statistics?: Statistics
}

/**
 * A journey as a graph in Graphviz's language, for people: stages are clusters, labels are words. The same bundle
 * gives the same bytes. Throws a `RangeError` when the bundle has no journey of that name.
 */
export function toDot(bundle: Bundle, journeyName: string, options: DotOptions = {}): string {
  const diagram = diagramOf(bundle, journeyName, options.statistics)
  return dotOf(diagram, labelsOf(diagram))
}

/** The same for a drawing whose labels are already measured. */
export function dotOf(diagram: Diagram, labels: Labels): string {
  const boxes = (group?: string) => diagram.boxes.filter((box) => box.group === group)
  const groupOf = new Map(diagram.boxes.map(({ key, group }) => [key, group]))
  const crosses = ({ from, to }: Arrow) => groupOf.get(from) !== groupOf.get(to)
  const starts = diagram.boxes.filter(({ kind }) => kind === 'start')
  const outside = boxes().filter(({ kind }) => kind !== 'start')
  return [
    `digraph ${name(diagram.title)} {`,
    `  graph [${attributes({
      rankdir: 'TB',
      nodesep: '0.5',
      ranksep: '0.45',
      pad: '0.3',
      bgcolor: LIGHT.canvas,
      fontname: FONT,
      fontcolor: LIGHT.ink,
      labelloc: 't',
      labeljust: 'l',
      label: header(diagram),
    })}]`,
    `  node [${attributes({ shape: 'box', style: 'rounded,filled', fixedsize: 'true', fontname: FONT, fontsize: String(TYPE.heading.size) })}]`,
    `  edge [${attributes({ fontname: FONT, fontsize: String(TYPE.words.size), arrowsize: '0.8' })}]`,
    '',
    ...starts.map((box) => `  ${boxLine(box, labels.boxes.get(box.key)!)}`),
    // Side by side, whatever else leads to the entry.
    `  { rank=source; ${starts.map(({ key }) => `${name(key)};`).join(' ')} }`,
    ...diagram.groups.flatMap((group) => ['', ...cluster(group, boxes(group.key), labels)]),
    '',
    ...outside.map((box) => `  ${boxLine(box, labels.boxes.get(box.key)!)}`),
    ...diagram.arrows.map((arrow) => `  ${arrowLine(arrow, crosses(arrow), labels.arrows.get(arrow.key))}`),
    '}',
    '',
  ].join('\n')
}

/** A single name: Graphviz measures a list of fonts as Times. */
const FONT = 'Helvetica'

function cluster(group: Group, boxes: readonly Box[], labels: Labels): string[] {
  const label = labels.groups.get(group.key)!
  const cell = table(label, lineText(label.lines, LIGHT.ink))
  return [
    `  subgraph ${name(`cluster_${group.key}`)} {`,
    `    graph [${attributes({
      style: 'rounded,filled',
      color: LIGHT.line,
      fillcolor: LIGHT.group,
      margin: '18',
      labeljust: 'l',
      tooltip: group.tooltip,
      label: cell,
    })}]`,
    ...boxes.map((box) => `    ${boxLine(box, labels.boxes.get(box.key)!)}`),
    '  }',
  ]
}

function boxLine(box: Box, { width, height, lines }: Label): string {
  const paint = LIGHT.boxes[FAMILY[box.kind]]
  const [headings, details] = [
    lines.filter(({ role }) => role === 'heading'),
    lines.filter(({ role }) => role !== 'heading'),
  ]
  const rows = [
    lineText(headings, paint.ink),
    lineText(details, paint.muted),
    box.counts ? font(TYPE.count.size, paint.muted, escapeHtml(countsText(box.counts))) : '',
  ]
  return `${name(box.key)} [${attributes({
    class: box.kind,
    ...(FAMILY[box.kind] === 'branch' ? { style: 'filled' } : {}),
    width: inches(width),
    height: inches(height),
    fillcolor: paint.fill,
    color: paint.stroke,
    tooltip: box.tooltip,
    label: { html: rows.filter((row) => row !== '').join('<BR/>') },
  })}]`
}

/** How the arrows look, and how strongly they pull what they join into one line. */
const ARROWS: Readonly<Record<Arrow['kind'], Readonly<Record<string, string>>>> = {
  next: { penwidth: '1.5', weight: '6' },
  reached: { penwidth: '2.4', weight: '3' },
  timeout: { penwidth: '1.5', style: 'dashed', weight: '3' },
  failed: { penwidth: '1.5', style: 'dashed', weight: '1' },
}

function arrowLine(arrow: Arrow, crossing: boolean, label: Label | undefined): string {
  const color = LIGHT.arrows[arrow.kind]
  return `${name(arrow.from)} -> ${name(arrow.to)} [${attributes({
    id: arrow.key,
    class: arrow.kind,
    color,
    ...ARROWS[arrow.kind],
    // A way into another stage does not bend the stage that it leaves.
    ...(crossing ? { weight: '1' } : {}),
    ...(label ? { label: table(label, lineText(label.lines, color)) } : {}),
  })}]`
}

function header({ title, doc, counts, facts }: Diagram): Html {
  const rows = [
    font(TYPE.title.size, LIGHT.ink, `<B>${escapeHtml(title)}</B>`),
    ...(doc === undefined ? [] : [font(TYPE.doc.size, LIGHT.muted, escapeHtml(doc))]),
    ...(counts.length === 0 ? [] : [font(TYPE.totals.size, LIGHT.ink, escapeHtml(counts.join(' · ')))]),
    ...facts.map(({ text }) => font(TYPE.fact.size, LIGHT.muted, escapeHtml(text))),
  ]
  return { html: `${rows.join('<BR ALIGN="LEFT"/>')}<BR ALIGN="LEFT"/>` }
}

/** A cell of exactly the label's size, so that the layout leaves the room that the words need. */
function table({ width, height }: Label, html: string): Html {
  const plain = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE"'
  return { html: `<TABLE ${plain} WIDTH="${width}" HEIGHT="${height}"><TR><TD>${html}</TD></TR></TABLE>` }
}

function lineText(lines: readonly Line[], color: string): string {
  return lines
    .map(({ text, role }) => {
      const { size, weight } = TYPE[role]
      const escaped = escapeHtml(text)
      return font(size, color, weight === 'bold' ? `<B>${escaped}</B>` : escaped)
    })
    .join('<BR/>')
}

function font(size: number, color: string, html: string): string {
  return `<FONT POINT-SIZE="${size}" COLOR="${color}">${html}</FONT>`
}

interface Html {
  html: string
}

function attributes(values: Readonly<Record<string, string | Html>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? attribute(key, value) : `<${value.html}>`}`)
    .join(', ')
}

function attribute(key: string, value: string): string {
  return key === 'id'
    ? name(value)
    : `"${escapeHtml(value).replace(/\\/gu, '&#92;').replace(/\n/gu, '&#10;')}"`
}

/**
 * The name of a box or arrow in the graph. Graphviz has no escape for a backslash in names, reads entities in some
 * places and not in others, and keeps names that begin with `%` for itself: characters that are special anywhere are
 * written as in a URL, with `~` for `%`.
 */
export function encodeName(key: string): string {
  return key.toWellFormed().replace(/[~%\\"&<>\p{Cc}]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase()
    return `~${code.padStart(2, '0')}`
  })
}

function name(key: string): string {
  return `"${encodeName(key)}"`
}

function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/"/gu, '&quot;')
}

/** Graphviz has 72 points in an inch; a point is a pixel here. */
function inches(pixels: number): string {
  return String(Number((pixels / 72).toFixed(4)))
}
