import type {
  ActionDeclaration,
  Channel,
  ContactSchema,
  DepartmentDeclaration,
  EnumDeclaration,
  EventDeclaration,
  Field as GraphField,
  Message,
  Purpose,
  Segment,
  SendingChannel,
  StageModel,
  TagDeclaration,
  Template,
  ValueType,
} from '@journey-lang/runtime'
import { settingNamed } from '../checker/declarations/settings.ts'
import type { Fields, Program } from '../checker/program.ts'
import type { Type } from '../checker/types.ts'
import { resolveFile } from '../modules/paths.ts'
import type {
  ActionSymbol,
  ChannelSymbol,
  DepartmentSymbol,
  EnumSymbol,
  EventSymbol,
  MessageSymbol,
  SegmentSymbol,
  StagesSymbol,
  TagSymbol,
} from '../modules/symbols.ts'
import type { Expression, Setting, StringLiteral } from '../syntax/ast.ts'
import { textOf } from '../syntax/expressions.ts'
import { declarationContext, lowerExpression } from './expressions.ts'
import { declaredName } from './names.ts'
import { lowerConstant } from './values.ts'

/** The title and the documentation of a declaration or step, where it has them. */
export function texts(node: { title?: StringLiteral; doc?: string }): { title?: string; doc?: string } {
  return {
    ...(node.title && { title: textOf(node.title) }),
    ...(node.doc !== undefined && { doc: node.doc }),
  }
}

export function lowerContact(program: Program): ContactSchema {
  const { contact } = program
  if (!contact) return { fields: {} }
  return {
    fields: lowerFields(contact.fields, program),
    ...(contact.timezone !== undefined && { timezone: contact.timezone }),
    ...(contact.language !== undefined && { language: contact.language }),
    ...texts(contact.declaration),
  }
}

export function lowerTag({ declaration }: TagSymbol): TagDeclaration {
  return texts(declaration)
}

export function lowerEnum({ declaration }: EnumSymbol): EnumDeclaration {
  const members = declaration.members.map((member) => ({ name: member.name.text, ...texts(member) }))
  return { ...texts(declaration), members }
}

export function lowerSegment({ declaration }: SegmentSymbol, program: Program): Segment {
  return {
    ...texts(declaration),
    when: lowerExpression(declaration.condition, declarationContext(program)),
  }
}

export function lowerEvent(symbol: EventSymbol, program: Program): EventDeclaration {
  const fields = lowerFields(program.eventFields.get(symbol) ?? new Map(), program)
  return { ...texts(symbol.declaration), fields }
}

export function lowerAction(symbol: ActionSymbol, program: Program): ActionDeclaration {
  const { declaration, file } = symbol
  return {
    ...texts({ ...(declaration.doc !== undefined && { doc: declaration.doc }) }),
    params: lowerFields(program.actionParams.get(symbol) ?? new Map(), program),
    returns: lowerFields(program.actionResults.get(symbol) ?? new Map(), program),
    ...(declaration.from && { from: resolveFile(file, textOf(declaration.from)) }),
  }
}

export function lowerDepartment({ declaration }: DepartmentSymbol, program: Program): DepartmentDeclaration {
  const email = settingNamed(declaration.settings, 'email')?.value
  return {
    ...texts(declaration),
    ...(email && { email: lowerConstant(email as Expression, program) as string }),
  }
}

export function lowerStages({ declaration }: StagesSymbol): StageModel {
  return {
    ...texts(declaration),
    stages: declaration.stages.map((stage) => ({
      name: stage.name.text,
      ...texts(stage),
      ...(stage.asks && { asks: textOf(stage.asks) }),
      ...(stage.loopsTo && { loopsTo: stage.loopsTo.text }),
    })),
  }
}

export function lowerChannel({ declaration }: ChannelSymbol, program: Program): Channel {
  const context = declarationContext(program)
  const kind = declaration.channelKind.text
  const channel = { kind, ...texts(declaration) } as Partial<SendingChannel>
  for (const { name, value } of declaration.settings) {
    if (name.text === 'to') channel.to = lowerExpression(value as Expression, context)
    else if (name.text === 'consent' && value.kind === 'path') channel.consent = value.names[1]!.text
    else if (name.text === 'department' && value.kind === 'path') {
      channel.department = declaredName(value.names[0]!, program)
    } else if (name.text === 'device' && value.kind === 'path') channel.device = value.names[0]!.text
    else if (value.kind === 'range') {
      channel.quiet = {
        from: lowerConstant(value.from, program) as string,
        to: lowerConstant(value.to, program) as string,
        ...(value.else && { else: 'skip' as const }),
      }
    } else if (value.kind === 'rate') {
      channel.limit = {
        count: lowerConstant(value.count, program) as number,
        per: lowerConstant(value.per, program) as string,
      }
    }
  }
  // The checker has seen to it that a channel on which something is sent has an address.
  return channel as Channel
}

export function lowerMessage(symbol: MessageSymbol, program: Program): Message {
  const { declaration, file } = symbol
  const { settings, variants } = declaration
  const purpose = settings.find((setting) => setting.name.text === 'purpose')?.value
  const contentOf = (of: readonly Setting[]): Record<string, Template> =>
    Object.fromEntries(
      // What a variant does not say is said by the message itself.
      [...settings, ...of]
        .filter((setting) => setting.name.text !== 'purpose')
        .map((setting) => [setting.name.text, lowerContent(setting, file, program)]),
    )
  const context = declarationContext(program)
  const chosen = variants.flatMap((variant) =>
    variant.when
      ? [{ when: lowerExpression(variant.when, context), content: contentOf(variant.settings) }]
      : [],
  )
  return {
    channel: program.messageChannels.get(symbol)!.name,
    params: lowerFields(program.messageParams.get(symbol) ?? new Map(), program),
    content: contentOf(variants.find((variant) => !variant.when)?.settings ?? []),
    ...(chosen.length > 0 && { variants: chosen }),
    ...(purpose?.kind === 'path' && { purpose: purpose.names[0]!.text as Purpose }),
    ...texts(declaration),
  }
}

function lowerContent({ value }: Setting, file: string, program: Program): Template {
  if (value.kind === 'call') {
    const path = resolveFile(file, textOf(value.args[0] as StringLiteral))
    return { liquid: program.templates.get(path) ?? '', file: path }
  }
  return { text: lowerExpression(value as Expression, declarationContext(program)) }
}

function lowerFields(fields: Fields, program: Program): Record<string, GraphField> {
  return Object.fromEntries(
    [...fields.values()].map(({ name, type, declaration }) => [
      name,
      {
        ...lowerType(type),
        ...(type.optional && { optional: true as const }),
        ...(declaration.default && { default: lowerConstant(declaration.default, program) }),
        ...(declaration.doc !== undefined && { doc: declaration.doc }),
      },
    ]),
  )
}

function lowerType(type: Type): ValueType {
  if (type.name === 'money') return { type: 'money', currency: type.currency! }
  if (type.enum) return { type: 'enum', enum: type.enum.name }
  if (type.name === 'list') return { type: 'list', of: lowerType(type.of!) }
  return { type: type.name as Exclude<ValueType['type'], 'money' | 'list' | 'enum'> }
}
