import type { DepartmentSymbol } from '../../modules/symbols.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType } from '../expressions/infer.ts'
import type { Scope } from '../scope.ts'
import { scalar } from '../types.ts'
import { checkSettings, plainSetting, type SettingRules } from './settings.ts'

const RULES: SettingRules = {
  email: (setting, scope) => {
    const value = plainSetting(setting)
    if (!value) {
      scope.module.report('type-mismatch', setting.value.span, {
        expected: 'an email address',
        found: 'something else',
      })
      return
    }
    expectType(value, scope, scalar('email'))
    expectConstant(value, scope, 'The address of a department')
  },
}

export function checkDepartment({ name, declaration }: DepartmentSymbol, scope: Scope): void {
  checkSettings(declaration.settings, RULES, `The department "${name}"`, scope)
}
