import type { CampaignSymbol } from '../../modules/symbols.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType } from '../expressions/infer.ts'
import type { Scope } from '../scope.ts'
import { scalar } from '../types.ts'
import { checkSettings, plainValue, type SettingRules, settingNamed } from './settings.ts'

export function checkCampaign({ name, declaration }: CampaignSymbol, scope: Scope): void {
  const { settings } = declaration
  const of = `The campaign "${name}"`
  const whole = checkSettings(settings, rules, of, scope)
  for (const bound of Object.keys(rules)) {
    if (!whole || settingNamed(settings, bound)) continue
    const args = { what: of, name: bound, example: `${bound}: 2026-03-01` }
    scope.module.report('missing-setting', declaration.name.span, args, { within: declaration.span })
  }
  const from = settingNamed(settings, 'from')?.value
  const to = settingNamed(settings, 'to')?.value
  // Dates of one form are ordered as texts are.
  if (from?.kind === 'date' && to?.kind === 'date' && to.value < from.value) {
    scope.module.report('period-goes-back', to.span, {})
  }
}

const rules: SettingRules = Object.fromEntries(
  ['from', 'to'].map((bound) => [
    bound,
    (setting, scope) => {
      const value = plainValue(setting, 'a date', scope)
      if (!value) return
      expectType(value, scope, scalar('date'))
      expectConstant(value, scope, 'A date of a campaign')
    },
  ]),
) satisfies SettingRules
