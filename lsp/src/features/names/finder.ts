import type { ast, Span } from '@journey-lang/compiler'
import type {
  AnySymbol,
  Field,
  Fields,
  Meaning,
  Module,
  Program,
  SymbolOf,
} from '@journey-lang/compiler/editor'
import type { Entity, FieldOwner, LocalKind } from '../entities.ts'
import { type Part, visitAll } from '../nodes.ts'
import type { Occurrence } from '../occurrences.ts'
import { type Around, aroundOf, GIVES_NAME } from './around.ts'
import { lookInto } from './by-kind.ts'

/** Finds the names of a file, and what each stands for. */
export class NameFinder {
  readonly program: Program
  readonly #module: Module
  readonly #found: Occurrence[] = []
  #around: Around | undefined

  constructor(program: Program, module: Module) {
    this.program = program
    this.#module = module
  }

  /** The names in a declaration of the file, in the order of the text. */
  find(declaration: ast.Declaration): Occurrence[] {
    this.#around = aroundOf(declaration, this.#module, this.program)
    visitAll(declaration, (node) => this.#look(node))
    return this.#found.sort((a, b) => a.span.start - b.span.start)
  }

  #look(node: Part): void {
    const symbol = this.program.references.get(node as never)
    if (symbol && !this.#isBound(node as unknown as ast.Name, symbol)) {
      this.add(node as unknown as ast.Name, { kind: 'symbol', symbol })
    }
    if (GIVES_NAME.has(node.kind ?? '') && node.name) this.local('step', node.name as ast.Name)
    lookInto(node, this)
  }

  /** `first_buy.total`: the name given to a payload stands for more than its event. */
  #isBound(name: ast.Name, symbol: AnySymbol): boolean {
    return (
      symbol.kind === 'event' &&
      name.text !== symbol.name &&
      this.#around?.names.has(`step ${name.text}`) === true
    )
  }

  /** Notes that a name stands for something. */
  add(name: ast.Name, entity: Entity, role?: Occurrence['role'], here?: Span): void {
    if (name.text === '' || name.span.end <= name.span.start) return
    const declared = role ?? (this.#declares(name, entity) ? 'declaration' : 'read')
    this.#found.push({ span: name.span, text: name.text, entity, role: declared, ...(here && { here }) })
  }

  #declares(name: ast.Name, entity: Entity): boolean {
    switch (entity.kind) {
      case 'symbol':
        return entity.symbol.declaration.name === name
      case 'local':
        return entity.name === name
      case 'stage':
        return entity.stage.name === name
      case 'member':
        return entity.member.name === name
      case 'field':
        return entity.field.declaration.name === name
    }
  }

  /** A name that is given around it. */
  local(what: LocalKind, name: ast.Name, around = this.#around): void {
    const declared = around?.names.get(`${what} ${name.text}`)
    if (around && declared) {
      this.add(name, { kind: 'local', what, name: declared, file: around.file, in: around.id })
    }
  }

  /** A goal of a journey that the map around it is about. */
  goalOfJourneys(name: ast.Name): void {
    for (const journey of this.#around?.runs ?? []) this.local('goal', name, journey)
  }

  /** An arm of a split. */
  arm(split: ast.Name, arm: ast.Name): void {
    const declared = this.#around?.names.get(`arm ${split.text} ${arm.text}`)
    if (this.#around && declared) {
      const id = `${this.#around.id} ${split.text}`
      this.add(arm, { kind: 'local', what: 'arm', name: declared, file: this.#around.file, in: id })
    }
  }

  /** A stage of a model, or of the journey alone. */
  stage(name: ast.Name, model: SymbolOf<'stages'> | undefined = this.#around?.stages): void {
    const section = this.#around?.sections.get(name.text)
    const here = section && this.#around?.file === this.#module.tree.path ? section.span : undefined
    const stage = model?.declaration.stages.find((each) => each.name.text === name.text)
    if (model && stage) this.add(name, { kind: 'stage', of: model, stage }, undefined, here)
    else if (section && this.#around) {
      const { file, id } = this.#around
      this.add(name, { kind: 'local', what: 'stage', name: section, file, in: id })
    }
  }

  field(name: ast.Name, field: Field | undefined, of: FieldOwner, role?: Occurrence['role']): void {
    if (field) this.add(name, { kind: 'field', field, of }, role)
  }

  /** Fields where they are declared. */
  fields(declarations: readonly ast.FieldDeclaration[], of: FieldOwner): void {
    const { path: file } = this.#module.tree
    for (const declaration of declarations) {
      this.add(declaration.name, {
        kind: 'field',
        field: { name: declaration.name.text, file, declaration },
        of,
      })
    }
  }

  /** Names of fields that are given values. */
  arguments(args: readonly ast.Argument[], fields: Fields | undefined, of: FieldOwner): void {
    for (const { name } of args) this.field(name, fields?.get(name.text), of, 'write')
  }

  /** The declaration that a name refers to. */
  to(name: ast.Name): AnySymbol | undefined {
    return this.program.references.get(name)
  }

  paramsOf(name: ast.Name): Fields | undefined {
    const symbol = this.to(name)
    return symbol?.kind === 'message' ? this.program.messageParams.get(symbol) : undefined
  }

  fieldsOf(name: ast.Name): Fields | undefined {
    const symbol = this.to(name)
    return symbol?.kind === 'event' ? this.program.eventFields.get(symbol) : undefined
  }

  ofAction(name: ast.Name, which: 'actionParams' | 'actionResults'): Fields | undefined {
    const symbol = this.to(name)
    return symbol?.kind === 'action' ? this.program[which].get(symbol) : undefined
  }

  contact(args: readonly ast.Argument[]): void {
    this.arguments(args, this.program.contact?.fields, 'contact')
  }

  path(path: ast.Path, meaning: Meaning): void {
    const [root, field] = path.names as [ast.Name, ast.Name?]
    switch (meaning.kind) {
      case 'contact-field':
        if (field) this.field(field, meaning.field, 'contact')
        return
      case 'param':
        this.field(root, meaning.field, 'message')
        return
      case 'payload':
        this.local('step', root)
        if (field) this.field(field, meaning.field, 'event')
        return
      case 'result':
        this.local('step', root)
        if (field) this.field(field, meaning.field, 'action')
        return
      case 'code': {
        const of = this.program.types.get(path)?.enum
        const member = of?.declaration.members.find(({ name }) => name.text === meaning.value)
        if (of && member) this.add(root, { kind: 'member', of, member })
      }
    }
  }

  /** `started by first`: a name given to a starting point; `started by bought`: what one starts on. */
  startingPoint(node: ast.StartedByExpression): void {
    const name = 'name' in node.start ? node.start.name : node.start
    for (const { name: given, on } of this.program.startedBy.get(node) ?? []) {
      const subject = subjectOf(on)
      const symbol = subject?.text === name.text ? this.to(subject) : undefined
      if (symbol) this.add(name, { kind: 'symbol', symbol })
      else if (given?.text === name.text) this.local('step', name)
      else continue
      return
    }
  }
}

/** What `started by` may call a starting point by, besides the name that it is given. */
function subjectOf(on: ast.StartOn): ast.Name | undefined {
  if (on.kind === 'on-event') return on.event
  if (on.kind === 'on-tag') return on.tag.name
  return on.kind === 'on-segment' ? on.segment : undefined
}
