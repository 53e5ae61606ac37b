import type { DepartmentSymbol } from '../../modules/symbols.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType } from '../expressions/infer.ts'
import type { Scope } from '../scope.ts'
import { scalar } from '../types.ts'
import { checkSettings, plainValue, type SettingRules } from './settings.ts'

export function checkDepartment({ name, declaration }: DepartmentSymbol, scope: Scope): void {
  checkSettings(declaration.settings, rules, `The department "${name}"`, scope)
}

const rules: SettingRules = {
  email: (setting, scope) => {
    const value = plainValue(setting, 'an email address', scope)
    if (!value) return
    expectType(value, scope, scalar('email'))
    expectConstant(value, scope, "A department's address")
  },
}
