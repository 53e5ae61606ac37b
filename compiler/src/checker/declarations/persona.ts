import type { PersonaSymbol } from '../../modules/symbols.ts'
import type {
  Expression,
  PersonaBehaviour,
  PersonaContact,
  PersonaDeclaration,
  Setting,
} from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { checkArguments } from '../expressions/arguments.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType, infer } from '../expressions/infer.ts'
import { lookup, type Scope } from '../scope.ts'
import { scalar } from '../types.ts'
import { plainValue } from './settings.ts'

/** Settings of a persona that simulations read; all others are the project's own. */
export const PERSONA_SHARES: ReadonlySet<string> = new Set(['share', 'opens', 'clicks'])

export function checkPersona({ declaration }: PersonaSymbol, scope: Scope): void {
  const seen = new Set<string>()
  for (const member of declaration.members) {
    switch (member.kind) {
      case 'setting': {
        const { text, span } = member.name
        if (seen.has(text)) scope.module.report('repeated-argument', span, { name: text })
        seen.add(text)
        if (PERSONA_SHARES.has(text)) checkShareSetting(member, scope)
        else checkTrait(member, scope)
        break
      }
      case 'persona-contact':
        checkAttributes(member, scope)
        break
      case 'does':
        checkBehaviour(member, scope)
    }
  }
}

/** The attributes of a persona: what all its `contact(…)` say. */
export function attributesOf({ members }: PersonaDeclaration): PersonaContact['args'] {
  return members.flatMap((member) => (member.kind === 'persona-contact' ? member.args : []))
}

function checkAttributes({ args, argsSpan }: PersonaContact, scope: Scope): void {
  checkArguments(args, scope.program.contact?.fields ?? new Map(), scope, {
    of: 'The contact',
    place: argsSpan,
    complete: false,
    constants: 'An attribute of a persona',
  })
}

function checkBehaviour(line: PersonaBehaviour, scope: Scope): void {
  const event = lookup(scope, line.event, 'event')
  checkShare(line.share, scope)
  if (line.within) checkDuration(line.within, scope)
  if (!event) return
  checkArguments(line.args, scope.program.eventFields.get(event) ?? new Map(), scope, {
    of: `"${event.name}"`,
    place: line.argsSpan ?? line.event.span,
    // A simulation makes up what is left open.
    complete: false,
    constants: 'What a persona does',
  })
}

function checkShareSetting(setting: Setting, scope: Scope): void {
  const value = plainValue(setting, 'a percentage', scope)
  if (value) checkShare(value, scope)
}

function checkShare(share: Expression, scope: Scope): void {
  expectType(share, scope, scalar('percent'))
  expectConstant(share, scope, 'A share')
  const beyond = share.kind === 'percent' ? share.value > 1 : share.kind === 'unary'
  if (beyond) scope.module.report('out-of-range', share.span, { from: '0%', to: '100%' })
}

/** Traits are written out: texts, quantities, words of the project's own, and lists of them. */
function checkTrait(setting: Setting, scope: Scope): void {
  const value = plainValue(setting, 'a text, a number, a word or a list of them', scope)
  if (value) checkTraitValue(value, scope)
}

function checkTraitValue(value: Expression, scope: Scope): void {
  if (value.kind === 'list') for (const item of value.items) checkTraitValue(item, scope)
  else if (value.kind !== 'path') {
    infer(value, scope)
    expectConstant(value, scope, TRAIT)
  } else if (value.names.length > 1) scope.module.report('not-constant', value.span, { what: TRAIT })
}

const TRAIT = 'What is said of a persona'
