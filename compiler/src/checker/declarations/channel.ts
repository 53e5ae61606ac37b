import { DEVICES, PEOPLE_CHANNELS, SENDABLE_CHANNELS } from '@journey-lang/runtime/graph'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { ChannelSymbol } from '../../modules/symbols.ts'
import type { Expression, Setting } from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType, infer } from '../expressions/infer.ts'
import { lookup, type Scope } from '../scope.ts'
import { describe, isText, present, scalar, type Type } from '../types.ts'
import { checkSettings, checkWord, plainValue, type SettingRules } from './settings.ts'

/** Whether a machine can send on a channel. The others are for what people do. */
export function isSendable({ declaration }: ChannelSymbol): boolean {
  return (SENDABLE_CHANNELS as readonly string[]).includes(declaration.channelKind.text)
}

export function checkChannel(symbol: ChannelSymbol, scope: Scope): void {
  const { declaration } = symbol
  const { channelKind, settings, name } = declaration
  const kinds: readonly string[] = [...SENDABLE_CHANNELS, ...PEOPLE_CHANNELS]
  if (channelKind.text !== '' && !kinds.includes(channelKind.text)) {
    const args = { what: 'kind of channel', name: channelKind.text, candidates: kinds }
    scope.module.report('unknown-name', channelKind.span, args)
  }
  const whole = checkSettings(settings, rules, `The channel "${name.text}"`, scope)
  checkAddress(symbol, scope)
  if (whole && isSendable(symbol) && !settings.some((setting) => setting.name.text === 'to')) {
    const args = { what: `The channel "${name.text}"`, name: 'to', example: `to: contact.email` }
    scope.module.report('missing-setting', name.span, args, { within: declaration.span })
  }
}

/** What an address is on each kind of channel, where there is a type for it. */
const ADDRESSES: Readonly<Record<string, Type['name']>> = {
  email: 'email',
  sms: 'phone',
  whatsapp: 'phone',
  webhook: 'url',
}

/** A text may be any address; an address of another kind is a mistake. */
function checkAddress({ declaration }: ChannelSymbol, scope: Scope): void {
  const to = declaration.settings.find((setting) => setting.name.text === 'to')?.value
  const wanted = ADDRESSES[declaration.channelKind.text]
  const found = to && scope.program.types.get(to as Expression)
  if (!wanted || !found || !isText(found) || found.name === wanted || found.name === 'string') return
  const args = { expected: describe(scalar(wanted)), found: describe(present(found)) }
  scope.module.report('type-mismatch', to.span, args)
}

const rules: SettingRules = {
  to: (setting, scope) => {
    const value = plainValue(setting, 'an address', scope)
    if (!value) return
    // An address may be missing: each send is checked for it.
    const type = present(infer(value, scope))
    if (type.name !== 'unknown' && !isText(type)) {
      scope.module.report('type-mismatch', value.span, { expected: 'an address', found: describe(type) })
    }
  },
  consent: (setting, scope) => {
    const value = plainValue(setting, 'a field of the contact', scope)
    if (!value) return
    const type = infer(value, scope)
    const meaning = value.kind === 'path' ? scope.program.meanings.get(value) : undefined
    if (type.name === 'unknown') return
    if (type.name !== 'boolean' || meaning?.kind !== 'contact-field') {
      scope.module.report('consent-not-boolean', value.span, {})
    }
  },
  department: (setting, scope) => {
    const value = plainValue(setting, 'the name of a department', scope)
    if (!value || value.kind === 'error') return
    if (value.kind === 'path' && value.names.length === 1) lookup(scope, value.names[0]!, 'department')
    else {
      const args = { expected: 'the name of a department', found: 'something else' }
      scope.module.report('type-mismatch', value.span, args)
    }
  },
  device: (setting, scope) => checkWord(setting, 'device', DEVICES, scope),
  quiet: ({ value }, scope) => {
    if (value.kind !== 'range') {
      scope.module.report(
        'type-mismatch',
        value.span,
        {
          expected: 'a time of the day and another, such as 21:00 to 08:00,',
          found: 'something else',
        },
        { fixes: writtenWithMinus(value, scope) },
      )
      return
    }
    for (const time of [value.from, value.to]) {
      expectType(time, scope, scalar('time'))
      expectConstant(time, scope, 'A time of quiet hours')
    }
    if (value.from.kind === 'time' && value.to.kind === 'time' && value.from.value === value.to.value) {
      scope.module.report('empty-range', value.span, {})
    }
    if (value.else && value.else.text !== '' && value.else.text !== 'skip') {
      const args = { what: 'word', name: value.else.text, candidates: ['skip'] }
      scope.module.report('unknown-name', value.else.span, args)
    }
  },
  limit: ({ value }, scope) => {
    if (value.kind !== 'rate') {
      scope.module.report('type-mismatch', value.span, {
        expected: 'a number per length of time, such as 3 per 7 days,',
        found: 'something else',
      })
      return
    }
    expectType(value.count, scope, scalar('integer'))
    if (value.count.kind !== 'number') expectConstant(value.count, scope, 'A limit')
    if (value.count.kind === 'unary' || (value.count.kind === 'number' && value.count.value < 1)) {
      scope.module.report('limit-not-positive', value.count.span, {})
    }
    checkDuration(value.per, scope)
  },
}

/** `21:00 - 08:00`, where `to` is meant. */
function writtenWithMinus(value: Setting['value'], scope: Scope): Fix[] {
  if (value.kind !== 'binary' || value.op !== '-') return []
  const { left, right } = value
  if (left.kind !== 'time' || right.kind !== 'time') return []
  const span = { start: left.span.end, end: right.span.start }
  return [{ title: 'Write "to"', edits: [{ file: scope.module.tree.path, span, text: ' to ' }], safe: true }]
}
