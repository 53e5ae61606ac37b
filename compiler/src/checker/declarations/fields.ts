import { SCALAR_TYPES } from '@journey-lang/runtime/graph'
import type { EnumSymbol } from '../../modules/symbols.ts'
import type { Expression, FieldDeclaration, Name, TypeNode } from '../../syntax/ast.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType } from '../expressions/infer.ts'
import type { Field, Fields } from '../program.ts'
import { lookup, refer, type Scope } from '../scope.ts'
import { enumType, list, money, optional, present, scalar, type Type, unknown } from '../types.ts'
import { currencies } from '../values/currencies.ts'

/** The fields of a contact or an event, or the parameters of a message. */
export function checkFields(declarations: readonly FieldDeclaration[], scope: Scope): Fields {
  const fields = new Map<string, Field>()
  for (const declaration of declarations) {
    const { name } = declaration
    const type = fieldType(declaration, scope)
    const earlier = fields.get(name.text)
    if (earlier) {
      scope.module.report(
        'repeated-field',
        name.span,
        { name: name.text },
        {
          related: [{ role: 'first declared here', file: earlier.file, span: earlier.declaration.name.span }],
        },
      )
    } else if (name.text !== '') {
      fields.set(name.text, { name: name.text, type, file: scope.module.tree.path, declaration })
    }
  }
  return fields
}

/**
 * Fields that are checked again go on as the values that they were, with what is new about them: other files refer
 * to them.
 */
export function kept(fields: Fields, before: Fields | undefined): Fields {
  if (!before) return fields
  return new Map(
    [...fields].map(([name, field]) => {
      const known = before.get(name)
      return [name, known ? Object.assign(known, field) : field]
    }),
  )
}

/** A field with a default is never missing. */
function fieldType(declaration: FieldDeclaration, scope: Scope): Type {
  const type = resolveType(declaration.type, scope)
  if (!declaration.default) return type
  checkDefault(declaration.default, present(type), scope)
  if (type.optional) {
    const { end } = declaration.type.span
    const mark = { start: end - 1, end }
    const edits = [{ file: scope.module.tree.path, span: mark, text: '' }]
    scope.module.report(
      'optional-with-default',
      mark,
      { name: declaration.name.text },
      { fixes: [{ title: 'Remove "?"', edits, safe: true }] },
    )
  }
  return present(type)
}

function checkDefault(value: Expression, type: Type, scope: Scope): void {
  expectType(value, scope, type)
  expectConstant(value, scope, 'A default')
}

const typeNames: readonly string[] = [...SCALAR_TYPES, 'money', 'list']

/** What types are called elsewhere. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  int: 'integer',
  bool: 'boolean',
  str: 'string',
  text: 'string',
  float: 'number',
  double: 'number',
  decimal: 'number',
  timestamp: 'datetime',
  array: 'list',
  uri: 'url',
  currency: 'money',
}

/** The type that a field's declaration names. */
export function resolveType(node: TypeNode, scope: Scope): Type {
  const type = resolvePresent(node, scope)
  return node.optional ? optional(type) : type
}

function resolvePresent(node: TypeNode, scope: Scope): Type {
  const { name, args } = node
  const { report } = scope.module
  if (name.text === '') return unknown
  if (name.text === 'money') {
    const currency = args[0]?.name
    if (!currency) {
      report('bad-type-arguments', node.span, { type: 'money', example: 'its currency with it: money<EUR>' })
      return unknown
    }
    if (!currencies.has(currency.text)) {
      const candidates = [...currencies]
      report('unknown-value', currency.span, { value: currency.text, type: 'currency', candidates })
      return unknown
    }
    return money(currency.text)
  }
  if (name.text === 'list') {
    if (!args[0] || args.length > 1) {
      report('bad-type-arguments', node.span, { type: 'list', example: 'what is in it: list<string>' })
      return unknown
    }
    return list(resolveType(args[0], scope))
  }
  const symbol = typeNames.includes(name.text) ? undefined : enumNamed(name, scope)
  if (symbol) {
    if (args.length > 0) {
      report('bad-type-arguments', node.span, { type: name.text, example: `it alone: ${name.text}` })
    }
    return enumType(symbol)
  }
  if (!typeNames.includes(name.text)) {
    if (scope.module.unresolved.has(name.text) || isEnumElsewhere(name.text, scope)) {
      lookup(scope, name, 'enum')
      return unknown
    }
    const meant = Object.hasOwn(OTHER_NAMES, name.text) ? OTHER_NAMES[name.text] : undefined
    const candidates = [...typeNames, ...enumNames(scope)]
    report('unknown-type', name.span, { name: name.text, meant, candidates })
    return unknown
  }
  if (args.length > 0) {
    report('bad-type-arguments', node.span, { type: name.text, example: `it alone: ${name.text}` })
  }
  return scalar(name.text as Type['name'])
}

function enumNamed(name: Name, scope: Scope): EnumSymbol | undefined {
  const symbol = scope.module.scope.get(name.text)
  if (symbol?.kind !== 'enum') return undefined
  refer(scope, name, symbol)
  return symbol
}

/** Whether another file declares an enum of that name, which only needs an import. */
function isEnumElsewhere(name: string, { program }: Scope): boolean {
  return [...program.modules.values()].some(({ exports }) => exports.get(name)?.kind === 'enum')
}

function enumNames({ module }: Scope): string[] {
  return [...module.scope.values()].flatMap(({ kind, name }) => (kind === 'enum' ? [name] : []))
}
