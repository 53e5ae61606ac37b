import type { ast } from '@journey-lang/compiler'
import { type Field, type Fields, lex, typeText } from '@journey-lang/compiler/editor'
import type { Snapshot } from '../workspace/snapshot.ts'

/** What stands between the parentheses around the cursor. */
export interface Signature {
  label: string
  doc?: string
  parameters: readonly { label: string; doc?: string }[]
  /** The one that is being written. */
  active: number
}

/** The parameters of what is called around an offset: a message, an action, an event, the contact. */
export function signatureHelp(snapshot: Snapshot, path: string, offset: number): Signature | undefined {
  const text = snapshot.textOf(path)
  const module = snapshot.program.modules.get(path)
  if (text === undefined || !module) return undefined
  const call = callAround(text, path, offset)
  if (!call) return undefined
  const { program } = snapshot
  const symbol = module.scope.get(call.name)
  const declaration = symbol?.declaration as { doc?: string } | undefined
  const fields = fieldsOf()
  if (!fields) return undefined
  const parameters = [...fields.values()].map(parameter)
  const label = `${call.name}(${parameters.map((one) => one.label).join(', ')})`
  const named = [...fields.keys()].indexOf(call.argument ?? '')
  const next = [...fields.keys()].findIndex((name) => !call.given.has(name))
  const active = named >= 0 ? named : Math.max(0, next)
  return { label, parameters, active, ...(declaration?.doc !== undefined && { doc: declaration.doc }) }

  function fieldsOf(): Fields | undefined {
    switch (symbol?.kind) {
      case 'message':
        return program.messageParams.get(symbol)
      case 'event':
        return program.eventFields.get(symbol)
      case 'action':
        return call!.answers ? program.actionResults.get(symbol) : program.actionParams.get(symbol)
      default:
        return call!.name === 'contact' ? program.contact?.fields : undefined
    }
  }
}

function parameter({ name, type, declaration }: Field): { label: string; doc?: string } {
  const given: ast.FieldDeclaration = declaration
  const label = `${name}: ${typeText(type)}${given.default ? ' = …' : ''}`
  return given.doc === undefined ? { label } : { label, doc: given.doc }
}

interface Call {
  name: string
  /** The argument whose value is being written. */
  argument: string | undefined
  given: ReadonlySet<string>
  /** The values are those of an answer. */
  answers: boolean
}

/** The innermost parentheses that are open at an offset, with the word before them. */
function callAround(text: string, path: string, offset: number): Call | undefined {
  const { tokens } = lex(text, path, () => {})
  const open: number[] = []
  let last = -1
  for (const [index, { startOffset, image }] of tokens.entries()) {
    if (startOffset + image.length > offset) break
    last = index
    if (image === '(' || image === '{' || image === '[') open.push(index)
    else if (image === ')' || image === '}' || image === ']') open.pop()
  }
  const paren = open.findLast((index) => tokens[index]!.image === '(')
  if (paren === undefined || open.some((index) => index > paren && tokens[index]!.image === '{'))
    return undefined
  // `sent offer with (…)`, `answer make_coupon with (…)`
  const isWith = tokens[paren - 1]?.image === 'with'
  const name = tokens[isWith ? paren - 2 : paren - 1]?.image
  if (name === undefined) return undefined
  const given = new Set<string>()
  let argument: string | undefined
  for (let index = paren + 1; index <= last; index++) {
    if (tokens[index]!.image === ':') {
      argument = tokens[index - 1]!.image
      given.add(argument)
    } else if (tokens[index]!.image === ',') argument = undefined
  }
  return { name, argument, given, answers: isWith && tokens[paren - 3]?.image === 'answer' }
}
