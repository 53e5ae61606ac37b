import type { ast, Span } from '@journey-lang/compiler'
import {
  type AnySymbol,
  type Field,
  type Fields,
  type Meaning,
  type Module,
  type Program,
  partsOf,
  type SymbolOf,
} from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'
import type { Entity, FieldOwner, LocalKind } from './entities.ts'
import { templateOccurrences } from './template-occurrences.ts'

/** A name in a text, and what it stands for. */
export interface Occurrence {
  span: Span
  /** As it is written here: an import may give another name. */
  text: string
  entity: Entity
  role: 'declaration' | 'read' | 'write'
  /** Where "go to definition" leads, if not to the declaration of the entity: a stage in this journey. */
  here?: Span
}

const known = new WeakMap<Module, readonly Occurrence[]>()

/**
 * All names of a source or template that stand for something, in the order of the text. Those of a source are found once
 * for each check of it.
 */
export function occurrencesIn(
  snapshot: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
): readonly Occurrence[] {
  const { program } = snapshot
  const module = program.modules.get(path)
  if (!module) return templateOccurrences(snapshot, path)
  let found = known.get(module)
  if (!found) {
    found = new Finder(program, module).find()
    known.set(module, found)
  }
  return found
}

/** The name that stands at an offset, or ends there. */
export function occurrenceAt(
  snapshot: Pick<Snapshot, 'program' | 'templateAt'>,
  path: string,
  offset: number,
): Occurrence | undefined {
  const around = occurrencesIn(snapshot, path).filter(
    ({ span }) => span.start <= offset && offset <= span.end,
  )
  return around.find(({ span }) => offset < span.end) ?? around[0]
}

type Node = Record<string, unknown> & { kind?: string }

/** The journey or map around a name. */
interface Around {
  id: string
  /** Names that are given in it. */
  names: ReadonlyMap<string, ast.Name>
  stages?: (AnySymbol & { kind: 'stages' }) | undefined
  sections: ReadonlyMap<string, ast.Name>
  file: string
  /** The journeys that a map is about. */
  runs?: readonly Around[]
}

class Finder {
  readonly #program: Program
  readonly #module: Module
  readonly #found: Occurrence[] = []
  #around: Around | undefined

  constructor(program: Program, module: Module) {
    this.#program = program
    this.#module = module
  }

  find(): Occurrence[] {
    for (const declaration of this.#module.tree.declarations) {
      this.#around = this.#aroundOf(declaration)
      this.#visit(declaration as unknown as Node)
    }
    return this.#found.sort((a, b) => a.span.start - b.span.start)
  }

  #aroundOf(declaration: ast.Declaration): Around | undefined {
    switch (declaration.kind) {
      case 'journey':
        return this.#inJourney(declaration, this.#module.tree.path)
      case 'scenario':
        return this.#inJourneyNamed(declaration.journey)
      case 'moved':
        return this.#inJourneyNamed(declaration.from.journey)
      case 'map': {
        const { path } = this.#module.tree
        const follows = declaration.items.find((item) => item.kind === 'follows')
        const names = declaration.items.flatMap((item) =>
          item.kind === 'map-stage'
            ? item.items.flatMap((one) => (one.kind === 'touchpoint' ? [one.name] : []))
            : [],
        )
        return {
          id: `map ${path} ${declaration.name.text}`,
          names: new Map(names.map((name) => [`touchpoint ${name.text}`, name])),
          stages: this.#model(follows?.model),
          sections: new Map(),
          file: path,
          runs: this.#journeysOf(declaration).map((symbol) =>
            this.#inJourney(symbol.declaration, symbol.file),
          ),
        }
      }
      default:
        return undefined
    }
  }

  #inJourneyNamed(name: ast.Name): Around | undefined {
    const symbol = this.#program.references.get(name)
    return symbol?.kind === 'journey' ? this.#inJourney(symbol.declaration, symbol.file) : undefined
  }

  #inJourney(journey: ast.JourneyDeclaration, file: string): Around {
    const { stages, follows } = partsOf(journey)
    return {
      id: `journey ${file} ${journey.name.text}`,
      names: namesGivenBy(journey),
      stages: this.#model(follows[0]?.model),
      sections: new Map(stages.map(({ name }) => [name.text, name])),
      file,
    }
  }

  /** The journeys that a map names; all that its file knows, if it names none. */
  #journeysOf({ items }: ast.MapDeclaration): SymbolOf<'journey'>[] {
    const named = items.flatMap((item) => (item.kind === 'runs' ? item.names : []))
    const symbols = named.length > 0 ? named.map((name) => this.#to(name)) : this.#module.scope.values()
    return [...symbols].filter((symbol) => symbol?.kind === 'journey')
  }

  #model(name: ast.Name | undefined): (AnySymbol & { kind: 'stages' }) | undefined {
    const symbol = name && this.#program.references.get(name)
    return symbol?.kind === 'stages' ? symbol : undefined
  }

  #visit(node: Node): void {
    this.#look(node)
    for (const part of Object.values(node)) {
      if (Array.isArray(part)) {
        for (const each of part) if (typeof each === 'object' && each !== null) this.#visit(each)
      } else if (typeof part === 'object' && part !== null) this.#visit(part as Node)
    }
  }

  #look(node: Node): void {
    const symbol = this.#program.references.get(node as never)
    if (symbol && !this.#isBound(node as unknown as ast.Name, symbol)) {
      this.#add(node as unknown as ast.Name, { kind: 'symbol', symbol })
    }
    if (GIVES_NAME.has(node.kind ?? '') && node.name) this.#local('step', node.name as ast.Name)
    const look = LOOKS[node.kind as keyof Looks]
    look?.call(this, node as never)
  }

  /** `first_buy.total`: the name given to a payload stands for more than its event. */
  #isBound(name: ast.Name, symbol: AnySymbol): boolean {
    return (
      symbol.kind === 'event' &&
      name.text !== symbol.name &&
      this.#around?.names.has(`step ${name.text}`) === true
    )
  }

  #add(name: ast.Name, entity: Entity, role?: Occurrence['role'], here?: Span): void {
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

  #local(what: LocalKind, name: ast.Name, around = this.#around): void {
    const declared = around?.names.get(`${what} ${name.text}`)
    if (around && declared) {
      this.#add(name, { kind: 'local', what, name: declared, file: around.file, in: around.id })
    }
  }

  #arm(split: ast.Name, arm: ast.Name): void {
    const declared = this.#around?.names.get(`arm ${split.text} ${arm.text}`)
    if (this.#around && declared) {
      const id = `${this.#around.id} ${split.text}`
      this.#add(arm, { kind: 'local', what: 'arm', name: declared, file: this.#around.file, in: id })
    }
  }

  #stage(name: ast.Name, model = this.#around?.stages): void {
    const section = this.#around?.sections.get(name.text)
    const here = section && this.#around?.file === this.#module.tree.path ? section.span : undefined
    const stage = model?.declaration.stages.find((each) => each.name.text === name.text)
    if (model && stage) this.#add(name, { kind: 'stage', of: model, stage }, undefined, here)
    else if (section && this.#around) {
      const { file, id } = this.#around
      this.#add(name, { kind: 'local', what: 'stage', name: section, file, in: id })
    }
  }

  #field(name: ast.Name, field: Field | undefined, of: FieldOwner, role?: Occurrence['role']): void {
    if (field) this.#add(name, { kind: 'field', field, of }, role)
  }

  #fields(declarations: readonly ast.FieldDeclaration[], of: FieldOwner): void {
    const { path: file } = this.#module.tree
    for (const declaration of declarations) {
      this.#add(declaration.name, {
        kind: 'field',
        field: { name: declaration.name.text, file, declaration },
        of,
      })
    }
  }

  #arguments(args: readonly ast.Argument[], fields: Fields | undefined, of: FieldOwner): void {
    for (const { name } of args) this.#field(name, fields?.get(name.text), of, 'write')
  }

  #to(name: ast.Name): AnySymbol | undefined {
    return this.#program.references.get(name)
  }

  #paramsOf(name: ast.Name): Fields | undefined {
    const symbol = this.#to(name)
    return symbol?.kind === 'message' ? this.#program.messageParams.get(symbol) : undefined
  }

  #fieldsOf(name: ast.Name): Fields | undefined {
    const symbol = this.#to(name)
    return symbol?.kind === 'event' ? this.#program.eventFields.get(symbol) : undefined
  }

  #ofAction(name: ast.Name, which: 'actionParams' | 'actionResults'): Fields | undefined {
    const symbol = this.#to(name)
    return symbol?.kind === 'action' ? this.#program[which].get(symbol) : undefined
  }

  #contact(args: readonly ast.Argument[]): void {
    this.#arguments(args, this.#program.contact?.fields, 'contact')
  }

  #path(path: ast.Path, meaning: Meaning): void {
    const [root, field] = path.names as [ast.Name, ast.Name?]
    switch (meaning.kind) {
      case 'contact-field':
        if (field) this.#field(field, meaning.field, 'contact')
        return
      case 'param':
        this.#field(root, meaning.field, 'message')
        return
      case 'payload':
        this.#local('step', root)
        if (field) this.#field(field, meaning.field, 'event')
        return
      case 'result':
        this.#local('step', root)
        if (field) this.#field(field, meaning.field, 'action')
        return
      case 'code': {
        const of = this.#program.types.get(path)?.enum
        const member = of?.declaration.members.find(({ name }) => name.text === meaning.value)
        if (of && member) this.#add(root, { kind: 'member', of, member })
      }
    }
  }

  static looks: Looks = {
    contact(node) {
      this.#fields(node.fields, 'contact')
    },
    event(node) {
      this.#fields(node.fields, 'event')
    },
    message(node) {
      this.#fields(node.params, 'message')
    },
    action(node) {
      this.#fields([...node.params, ...(node.returns ?? [])], 'action')
    },
    enum(node) {
      const of = this.#to(node.name)
      if (of?.kind === 'enum')
        for (const member of node.members) this.#add(member.name, { kind: 'member', of, member })
    },
    stages(node) {
      const of = this.#to(node.name)
      if (of?.kind !== 'stages') return
      for (const { name, loopsTo } of node.stages) {
        this.#stage(name, of)
        if (loopsTo) this.#stage(loopsTo, of)
      }
    },
    path(node) {
      const meaning = this.#program.meanings.get(node)
      if (meaning) this.#path(node, meaning)
    },
    stage(node) {
      this.#stage(node.name)
    },
    'map-stage'(node) {
      this.#stage(node.name)
    },
    'go-to'(node) {
      this.#stage(node.stage)
    },
    'to-stage'(node) {
      this.#stage(node.stage)
    },
    'in-stage'(node) {
      this.#stage(node.stage)
    },
    metric(node) {
      if (node.measure === 'entered' || node.measure === 'left') this.#stage(node.subject)
      else if (node.measure === 'reached') {
        for (const journey of this.#around?.runs ?? []) this.#local('goal', node.subject, journey)
      }
    },
    history(node) {
      if (node.field) this.#field(node.field, this.#fieldsOf(node.event)?.get(node.field.text), 'event')
    },
    goal(node) {
      if ('goal' in node) this.#local('goal', node.goal)
      else this.#local('goal', node.name)
    },
    'started-by'(node) {
      this.#startingPoint(node)
    },
    'waiting-at'(node) {
      if ('text' in node.step) this.#local('step', node.step)
    },
    moved(node) {
      for (const reference of [node.from, ...(node.to.kind === 'to-step' ? [node.to.step] : [])]) {
        if ('text' in reference.step) this.#local('step', reference.step)
      }
    },
    split(node) {
      this.#local('split', node.split)
      for (const { name } of node.arms) this.#arm(node.split, name)
    },
    'take-line'(node) {
      this.#local('split', node.split)
      this.#arm(node.split, node.arm)
    },
    send(node) {
      this.#arguments(node.args, this.#paramsOf(node.message), 'message')
    },
    sent(node) {
      this.#arguments(node.args, this.#paramsOf(node.message), 'message')
    },
    'call-step'(node) {
      this.#arguments(node.args, this.#ofAction(node.action, 'actionParams'), 'action')
    },
    called(node) {
      this.#arguments(node.args, this.#ofAction(node.action, 'actionParams'), 'action')
    },
    'answer-line'(node) {
      this.#arguments(node.args, this.#ofAction(node.action, 'actionResults'), 'action')
    },
    emit(node) {
      this.#arguments(node.args, this.#fieldsOf(node.event), 'event')
    },
    'event-line'(node) {
      this.#arguments(node.args, this.#fieldsOf(node.event), 'event')
    },
    does(node) {
      this.#arguments(node.args, this.#fieldsOf(node.event), 'event')
    },
    'contact-line'(node) {
      this.#contact(node.args)
    },
    'persona-contact'(node) {
      this.#contact(node.args)
    },
    set(node) {
      const meaning = this.#program.meanings.get(node.target)
      const name = node.target.names[1]
      if (meaning?.kind !== 'contact-field' && name && node.target.names[0]?.text === 'contact') {
        this.#field(name, this.#program.contact?.fields.get(name.text), 'contact', 'write')
      }
    },
    touchpoint(node) {
      this.#local('touchpoint', node.name)
    },
    handoff(node) {
      this.#local('touchpoint', node.from)
      this.#local('touchpoint', node.to)
    },
  }

  /** `started by first`: a name given to a starting point; `started by bought`: what one starts on. */
  #startingPoint(node: ast.StartedByExpression): void {
    const name = 'name' in node.start ? node.start.name : node.start
    for (const { name: given, on } of this.#program.startedBy.get(node) ?? []) {
      const subject = subjectOf(on)
      const symbol = subject?.text === name.text ? this.#to(subject) : undefined
      if (symbol) this.#add(name, { kind: 'symbol', symbol })
      else if (given?.text === name.text) this.#local('step', name)
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

/** The nodes in which names stand that refer to no declaration. */
type AnyNode =
  | ast.Declaration
  | ast.Item
  | ast.WaitArm
  | ast.Expression
  | ast.ScenarioLine
  | ast.Expectation
  | ast.MapItem
  | ast.MapStageItem
  | ast.PersonaMember
  | ast.MovedTarget

/** What is looked at in a node of each kind, besides the names that refer to declarations. */
type Looks = {
  readonly [K in AnyNode['kind']]?: (this: Finder, node: Extract<AnyNode, { kind: K }>) => void
}

const LOOKS: Looks = Finder.looks

const given = new WeakMap<ast.JourneyDeclaration, ReadonlyMap<string, ast.Name>>()

/** As `namesIn`; each of its scenarios asks for them. */
function namesGivenBy(journey: ast.JourneyDeclaration): ReadonlyMap<string, ast.Name> {
  let names = given.get(journey)
  if (!names) {
    names = namesIn(journey)
    given.set(journey, names)
  }
  return names
}

/** Names that a journey gives, with what they are: `step coupon`, `goal bought`, `arm offer_test control`. */
function namesIn(journey: ast.JourneyDeclaration): Map<string, ast.Name> {
  const names = new Map<string, ast.Name>()
  const give = (what: string, name: ast.Name | undefined) => {
    if (name && name.text !== '' && !names.has(`${what} ${name.text}`))
      names.set(`${what} ${name.text}`, name)
  }
  const visit = (node: Node): void => {
    switch (node.kind) {
      case 'goal':
        give('goal', node.name as ast.Name)
        break
      case 'split': {
        const split = node.split as ast.Name
        give('split', split)
        for (const { name } of node.arms as ast.SplitArm[]) give(`arm ${split.text}`, name)
        give('step', node.name as ast.Name | undefined)
        break
      }
      default:
        if (GIVES_NAME.has(node.kind ?? '')) give('step', node.name as ast.Name | undefined)
    }
    for (const part of Object.values(node)) {
      if (Array.isArray(part)) for (const each of part) visit(each as Node)
      else if (typeof part === 'object' && part !== null) visit(part as Node)
    }
  }
  for (const item of journey.body) visit(item as unknown as Node)
  return names
}

const GIVES_NAME = new Set([
  'split',
  'start',
  'wait',
  'wait-arm',
  'delay',
  'send',
  'call-step',
  'emit',
  'set',
  'tag',
  'untag',
  'notify',
  'if',
  'match',
  'repeat',
  'enter-journey',
  'go-to',
  'finish',
])
