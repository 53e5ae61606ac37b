import { textOf } from '../../modules/load.ts'
import { resolveFile } from '../../modules/paths.ts'
import type { ChannelSymbol, MessageSymbol } from '../../modules/symbols.ts'
import type { Host } from '../../source/host.ts'
import type { CallExpression, Setting } from '../../syntax/ast.ts'
import { expectType } from '../expressions/infer.ts'
import { know, NO_FACTS, valueKey } from '../facts.ts'
import { reportNotYet } from '../not-yet.ts'
import { lookup, type Scope, withFacts } from '../scope.ts'
import { string } from '../types.ts'
import { isSendable } from './channel.ts'
import { checkFields } from './fields.ts'
import { checkSettings, type SettingRules } from './settings.ts'

/** What a message on a kind of channel consists of. All are needed. */
function partsOf(channelKind: string): readonly string[] {
  return channelKind === 'email' ? ['subject', 'body'] : ['body']
}

export function checkMessage(symbol: MessageSymbol, scope: Scope, host: Host): void {
  const { declaration } = symbol
  const { program, module } = scope
  const params = checkFields(declaration.params, scope)
  program.messageParams.set(symbol, params)
  const channel = lookup(scope, declaration.channel, 'channel')
  if (channel) program.messageChannels.set(symbol, channel)
  if (channel && channel.declaration.channelKind.text !== '' && !isSendable(channel)) {
    const args = { channel: channel.name, kind: channel.declaration.channelKind.text }
    module.report('channel-not-sendable', declaration.channel.span, args)
  }

  // A message is only sent to people who have the address.
  const facts = channel ? know(NO_FACTS, addressKey(channel, scope)) : NO_FACTS
  const inside = { ...withFacts(scope, facts), params }
  const text = (setting: Setting) => checkContent(setting, inside, host)
  const rules: SettingRules = { subject: text, body: text }
  for (const variant of declaration.variants) reportNotYet('variant', variant.keyword, scope)
  const of = `The message "${symbol.name}"`
  const whole = checkSettings(declaration.settings, rules, of, scope)
  for (const part of whole && channel ? partsOf(channel.declaration.channelKind.text) : []) {
    if (declaration.settings.some((setting) => setting.name.text === part)) continue
    const args = { what: of, name: part, example: `${part}: "…"` }
    module.report('missing-setting', declaration.name.span, args, { within: declaration.span })
  }
}

function addressKey(channel: ChannelSymbol, scope: Scope): string | undefined {
  const to = channel.declaration.settings.find((setting) => setting.name.text === 'to')?.value
  return to?.kind === 'path' ? valueKey(scope.program.meanings.get(to)) : undefined
}

function checkContent({ value }: Setting, scope: Scope, host: Host): void {
  if (value.kind === 'range' || value.kind === 'rate' || value.kind === 'qualified') {
    scope.module.report('type-mismatch', value.span, { expected: 'a text', found: 'something else' })
  } else if (value.kind === 'call' && value.callee.text === 'file') readTemplate(value, scope, host)
  else expectType(value, scope, string)
}

/** `file("mails/hello.liquid")`: the text is read now, so that the graph is complete in itself. */
function readTemplate(call: CallExpression, scope: Scope, host: Host): void {
  const { program, module } = scope
  const [path, more] = call.args
  if (path?.kind !== 'string' || more || path.parts.some((part) => typeof part !== 'string')) {
    module.report('text-needed', (path ?? call).span, {})
    return
  }
  const resolved = resolveFile(module.tree.path, textOf(path))
  const result = host.read(resolved)
  if (result.ok) {
    program.templates.set(resolved, result.text)
    return
  }
  const problems = {
    missing: 'there is no such file.',
    unreadable: 'detail' in result ? `${result.detail}.` : '',
    encoding: 'it is not UTF-8 text.',
  }
  module.report('template-problem', path.span, { path: textOf(path), problem: problems[result.reason] })
}
