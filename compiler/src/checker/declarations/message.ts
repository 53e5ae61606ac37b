import { PURPOSES } from '@journey-lang/runtime/graph'
import { offeredRemoval } from '../../diagnostics/removal.ts'
import type { ChannelSymbol, MessageSymbol } from '../../modules/symbols.ts'
import type { Host } from '../../source/host.ts'
import type { MessageVariant, Setting } from '../../syntax/ast.ts'
import { expectCondition } from '../expressions/infer.ts'
import { assume, know, NO_FACTS, valueKey } from '../facts.ts'
import { lookup, type Scope, withFacts } from '../scope.ts'
import { isSendable } from './channel.ts'
import { checkFields, kept } from './fields.ts'
import { checkContent } from './message-content.ts'
import { checkSettings, checkWord, type SettingRules } from './settings.ts'

/** What a message on a kind of channel consists of. All are needed. */
function partsOf(channelKind: string): readonly string[] {
  return channelKind === 'email' ? ['subject', 'body'] : ['body']
}

export function checkMessage(symbol: MessageSymbol, scope: Scope, host: Host): void {
  const { declaration } = symbol
  const { program, module } = scope
  const params = kept(checkFields(declaration.params, scope), program.messageParams.get(symbol))
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
  const of = `The message "${symbol.name}"`
  const rules: SettingRules = {
    ...contentRules(inside, host),
    purpose: (setting) => checkWord(setting, 'purpose', PURPOSES, scope),
  }
  const whole = checkSettings(declaration.settings, rules, of, scope)
  const known = checkVariants(declaration.variants, inside, host)
  if (whole && known && channel) checkWhole(symbol, partsOf(channel.declaration.channelKind.text), scope)
}

function contentRules(scope: Scope, host: Host): SettingRules {
  const text = (setting: Setting) => checkContent(setting, scope, host)
  return { subject: text, body: text }
}

/** Checks each variant with what its condition, and the failing of those before it, make sure of. */
function checkVariants(variants: readonly MessageVariant[], scope: Scope, host: Host): boolean {
  const { program, module } = scope
  let { facts } = scope
  let elseSeen = false
  let known = true
  for (const { keyword, when, settings, span } of variants) {
    if (elseSeen) {
      const fixes = [offeredRemoval('Remove this variant', module.tree, span)]
      module.report('variant-unreachable', keyword, {}, { fixes })
    }
    if (when) expectCondition(when, withFacts(scope, facts))
    else elseSeen = true
    const inside = withFacts(scope, when ? assume(program, when, true, facts) : facts)
    if (!checkSettings(settings, contentRules(inside, host), 'A variant of a message', scope)) known = false
    if (when) facts = assume(program, when, false, facts)
  }
  return known
}

/** Every person gets a whole message: what a variant leaves out stands in the message itself. */
function checkWhole({ name, declaration }: MessageSymbol, parts: readonly string[], scope: Scope): void {
  const { settings, variants } = declaration
  const has = (of: readonly Setting[], part: string) => of.some((setting) => setting.name.text === part)
  const forAll = variants.some((variant) => !variant.when)
  for (const part of parts.filter((each) => !has(settings, each))) {
    const example = `${part}: "…"`
    for (const variant of variants.filter((each) => !has(each.settings, part))) {
      const args = { what: 'This variant', name: part, example }
      scope.module.report('missing-setting', variant.keyword, args, { within: variant.span })
    }
    if (forAll) continue
    const what = `The message "${name}"`
    const args =
      variants.length === 0
        ? { what, name: part, example }
        : { what: `${what}, for people for whom no variant is,`, name: part, example: `else { ${example} }` }
    scope.module.report('missing-setting', declaration.name.span, args, { within: declaration.span })
  }
}

function addressKey(channel: ChannelSymbol, scope: Scope): string | undefined {
  const to = channel.declaration.settings.find((setting) => setting.name.text === 'to')?.value
  return to?.kind === 'path' ? valueKey(scope.program.meanings.get(to)) : undefined
}
