import type { ast } from '@journey-lang/compiler'
import { type AnySymbol, textOf } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import { type Entity, type FieldOwner, type LocalKind, placeOf } from './entities.ts'

/** What is told of an entity: code of the language, and plain sentences below it. */
export interface Description {
  code: string
  doc?: string
  /** What else matters about it, a line each. */
  facts: readonly string[]
}

/** Describes what a name stands for. */
export function describe(entity: Entity, snapshot: Snapshot): Description {
  switch (entity.kind) {
    case 'symbol':
      return describeSymbol(entity.symbol, snapshot)
    case 'field': {
      const { declaration } = entity.field
      const type = snapshot.textOf(entity.field.file)?.slice(declaration.span.start, declaration.span.end)
      return withDoc({ code: `${OWNERS[entity.of]}${type ?? declaration.name.text}`, facts: [] }, declaration)
    }
    case 'member': {
      const { member, of } = entity
      return withDoc({ code: `${of.name} ${titled(member)}`, facts: [] }, member)
    }
    case 'stage': {
      const { stage, of } = entity
      const facts = stage.asks ? [`Asks: ${textOf(stage.asks)}`] : []
      return withDoc(
        { code: `stage ${titled(stage)}`, facts: [...facts, `A stage of \`${of.name}\`.`] },
        stage,
      )
    }
    case 'local':
      return { code: `${LOCALS[entity.what]} ${entity.name.text}`, facts: [] }
  }
}

const OWNERS: Record<FieldOwner, string> = { contact: 'contact.', event: '', message: '', action: '' }
const LOCALS: Record<LocalKind, string> = {
  step: 'as',
  goal: 'goal',
  split: 'split',
  arm: 'arm',
  stage: 'stage',
  touchpoint: 'touchpoint',
  kpi: 'kpi',
}

/** Of a declaration with steps or contents only its first line is shown. */
const LONG: ReadonlySet<AnySymbol['kind']> = new Set(['journey', 'map', 'message', 'persona'])
const MOST_LINES = 20

function describeSymbol(symbol: AnySymbol, snapshot: Snapshot): Description {
  const { file, declaration } = symbol
  const text = snapshot.textOf(file)?.slice(declaration.span.start, declaration.span.end) ?? symbol.name
  const brace = text.indexOf('{')
  const long = LONG.has(symbol.kind) || text.split('\n').length > MOST_LINES
  const code = long && brace > 0 ? text.slice(0, brace).trimEnd() : text
  return withDoc({ code, facts: factsAbout(symbol, snapshot) }, declaration)
}

function factsAbout(symbol: AnySymbol, { program, textOf: text }: Snapshot): string[] {
  switch (symbol.kind) {
    case 'message': {
      const channel = program.messageChannels.get(symbol)
      if (!channel) return []
      const consent = channel.declaration.settings.find(({ name }) => name.text === 'consent')
      const shown = consent && text(channel.file)?.slice(consent.value.span.start, consent.value.span.end)
      const kind = channel.declaration.channelKind.text
      return [
        `Goes out by \`${channel.name}\` (${kind})${shown ? `, with consent by \`${shown}\`` : ', without consent'}.`,
      ]
    }
    case 'segment':
      return ['Everyone for whom this holds.']
    default:
      return []
  }
}

function titled({ name, title }: { name: ast.Name; title?: ast.StringLiteral }): string {
  return title ? `${name.text} "${textOf(title)}"` : name.text
}

function withDoc(description: Description, { doc }: { doc?: string }): Description {
  return doc === undefined ? description : { ...description, doc }
}

/** The description as Markdown. */
export function markdownOf(entity: Entity, snapshot: Snapshot): string {
  const { code, doc, facts } = describe(entity, snapshot)
  const parts = [`\`\`\`journey\n${code}\n\`\`\``, ...(doc === undefined ? [] : [doc]), ...facts]
  if (entity.kind === 'symbol') {
    const { file } = placeOf(entity)
    parts.push(`*${file.startsWith('<std>/') ? `std/${file.slice(6).replace(/\.journey$/, '')}` : file}*`)
  }
  return parts.join('\n\n')
}
