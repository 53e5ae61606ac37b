import type { ast, Span } from '@journey-lang/compiler'
import type { Field } from '@journey-lang/compiler/editor'
import { partsOf, textOf, typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { CodeAction } from './code-actions.ts'

/** Adds a scenario for the journey that the cursor stands in: a contact, a start, and something to expect. */
export function newScenario(snapshot: Snapshot, path: string, range: Span): CodeAction[] {
  const tree = snapshot.parsed(path)?.tree
  const journey = tree?.declarations.find(
    (declaration) =>
      declaration.kind === 'journey' &&
      declaration.span.start <= range.start &&
      range.end <= declaration.span.end,
  )
  if (!tree || journey?.kind !== 'journey' || journey.name.text === '') return []
  const { text } = tree
  const before = text.endsWith('\n') ? '\n' : '\n\n'
  const scenario = scenarioText(journey, snapshot)
  return [
    {
      title: `Add a scenario for "${journey.name.text}"`,
      kind: 'refactor.rewrite',
      edits: [{ file: path, span: { start: text.length, end: text.length }, text: before + scenario }],
    },
  ]
}

function scenarioText(journey: ast.JourneyDeclaration, snapshot: Snapshot): string {
  const { program } = snapshot
  const start = partsOf(journey).starts[0]
  const contact = [...(program.contact?.fields.values() ?? [])].filter(isNeeded).map(argument)
  const title = journey.title ? textOf(journey.title) : journey.name.text
  return [
    `scenario "${title.replaceAll('"', "'")}: it begins" for ${journey.name.text} {`,
    `  contact(${contact.join(', ')})`,
    '  at 2026-03-02 10:00 in "Europe/Berlin"',
    ...startLines(start, snapshot).map((line) => `  ${line}`),
    `  expect entered ${journey.name.text}`,
    '}',
    '',
  ].join('\n')
}

function startLines(start: ast.StartLine | undefined, { program }: Snapshot): string[] {
  const on = start?.on
  if (on?.kind === 'manually') return ['start manually']
  if (on?.kind === 'on-tag') return [`${on.removed ? 'untag' : 'tag'} #${on.tag.name.text}`]
  if (on?.kind !== 'on-event') return ['after 1 day']
  const symbol = program.references.get(on.event)
  const fields = symbol?.kind === 'event' ? [...(program.eventFields.get(symbol)?.values() ?? [])] : []
  return [`${on.event.text}(${fields.filter(isNeeded).map(argument).join(', ')})`]
}

const isNeeded = ({ type, declaration }: Field): boolean => !type.optional && !declaration.default

function argument(field: Field): string {
  return `${field.name}: ${exampleOf(field)}`
}

/** A value that the field can have. */
function exampleOf({ type }: Field): string {
  const plain = typeText({ ...type, optional: false })
  if (type.enum) return type.enum.declaration.members[0]?.name.text ?? '""'
  if (type.name === 'money') return `20 ${type.currency ?? 'EUR'}`
  return EXAMPLES[plain] ?? (type.name === 'list' ? '[]' : '""')
}

const EXAMPLES: Readonly<Record<string, string>> = {
  integer: '1',
  number: '1',
  percent: '10%',
  boolean: 'true',
  duration: '1 day',
  date: '2026-03-21',
  time: '09:00',
  datetime: '2026-03-21 09:00',
  email: '"sara@example.com"',
  phone: '"+4915112345678"',
  url: '"https://example.com"',
  country: 'DE',
  language: 'en',
  timezone: '"Europe/Berlin"',
  string: '"text"',
}
