import type { ast, Place, Span } from '@journey-lang/compiler'
import type { AnySymbol, Field } from '@journey-lang/compiler/editor'

/** What a name in a text stands for. */
export type Entity =
  | { kind: 'symbol'; symbol: AnySymbol }
  /** A field of the contact or of an event, a parameter, or what an action answers. */
  | { kind: 'field'; field: Pick<Field, 'name' | 'file' | 'declaration'>; of: FieldOwner }
  | { kind: 'member'; of: AnySymbol & { kind: 'enum' }; member: ast.EnumMember }
  /** A stage of a model. */
  | { kind: 'stage'; of: AnySymbol & { kind: 'stages' }; stage: ast.StageDefinition }
  /** A name within one journey or map: a step, a payload, a goal, a split, an arm, a stage without a model. */
  | { kind: 'local'; what: LocalKind; name: ast.Name; file: string; in: string }

export type FieldOwner = 'contact' | 'event' | 'message' | 'action'
export type LocalKind = 'step' | 'goal' | 'split' | 'arm' | 'stage' | 'touchpoint' | 'kpi'

/** Equal for the same thing, wherever it is named. */
export function keyOf(entity: Entity): string {
  switch (entity.kind) {
    case 'symbol':
      return `symbol ${entity.symbol.kind} ${entity.symbol.file} ${entity.symbol.name}`
    case 'field':
      return `field ${entity.field.file} ${entity.field.declaration.name.span.start}`
    case 'member':
      return `member ${entity.of.file} ${entity.member.name.span.start}`
    case 'stage':
      return `stage ${entity.of.file} ${entity.stage.name.span.start}`
    case 'local':
      return `${entity.what} ${entity.in} ${entity.name.text}`
  }
}

/** The name as it is declared. */
export function nameOf(entity: Entity): ast.Name {
  switch (entity.kind) {
    case 'symbol':
      return entity.symbol.declaration.name
    case 'field':
      return entity.field.declaration.name
    case 'member':
      return entity.member.name
    case 'stage':
      return entity.stage.name
    case 'local':
      return entity.name
  }
}

/** Where it is declared. */
export function placeOf(entity: Entity): Place {
  const file = 'file' in entity ? entity.file : fileOf(entity)
  return { file, span: nameOf(entity).span }
}

function fileOf(entity: Exclude<Entity, { kind: 'local' }>): string {
  switch (entity.kind) {
    case 'symbol':
      return entity.symbol.file
    case 'field':
      return entity.field.file
    default:
      return entity.of.file
  }
}

/** The declaration of an entity with all that belongs to it; of a local one its name alone. */
export function declarationOf(entity: Entity): { span: Span; doc?: string } {
  switch (entity.kind) {
    case 'symbol':
      return entity.symbol.declaration
    case 'field':
      return entity.field.declaration
    case 'member':
      return entity.member
    case 'stage':
      return entity.stage
    case 'local':
      return entity.name
  }
}
