import { DEVICES, EMOTION_BASES, EVIDENCE_KINDS, PHASES } from '@journey-lang/runtime/graph'
import type { Fix } from '../../diagnostics/diagnostic.ts'
import type { Name, Setting, Touchpoint } from '../../syntax/ast.ts'
import { checkSettings, checkWord, type SettingRules } from '../declarations/settings.ts'
import { expectConstant } from '../expressions/constants.ts'
import { expectType } from '../expressions/infer.ts'
import { checkTextSetting, plainText } from '../plain-text.ts'
import { lookup, type Scope } from '../scope.ts'
import { checkSegment } from '../segments.ts'
import { scalar, string } from '../types.ts'

export function checkTouchpoint(touchpoint: Touchpoint, scope: Scope): void {
  const { name, title, via, by, phase, segment, members } = touchpoint
  if (title) plainText(title, scope)
  if (via) lookup(scope, via, 'channel')
  if (by) lookup(scope, by, 'department')
  if (phase) expectWord(phase, 'time', PHASES, scope)
  if (segment) checkSegment(segment, scope)
  const settings = members.filter((member) => member.kind === 'setting')
  checkSettings(settings, rules, `The touchpoint "${name.text}"`, scope)
  for (const member of members) {
    if (member.kind !== 'setting' && member.kind !== 'error') plainText(member.text, scope)
  }
}

const rules: SettingRules = {
  device: (setting, scope) => checkWord(setting, 'device', DEVICES, scope),
  does: checkTextSetting,
  thinks: checkTextSetting,
  emotion: (setting, scope) => {
    const value = qualified(setting, EMOTION_BASES, scope)
    if (!value) return
    expectType(value, scope, scalar('integer'))
    expectConstant(value, scope, 'A feeling')
    const number = value.kind === 'unary' ? value.operand : value
    if (number.kind === 'number' && number.value > 2) {
      scope.module.report('out-of-range', value.span, { from: '-2', to: '2' })
    }
  },
  evidence: (setting, scope) => {
    const value = qualified(setting, EVIDENCE_KINDS, scope)
    if (!value) return
    expectType(value, scope, string)
    expectConstant(value, scope, 'Evidence')
  },
}

/** The value of a setting that says how it is known. Without its word it is an error that a fix for each word mends. */
function qualified({ value }: Setting, words: readonly string[], scope: Scope) {
  const { report, tree } = scope.module
  if (value.kind === 'qualified') {
    expectWord(value.qualifier, 'word', words, scope)
    return value.value
  }
  if (value.kind === 'range' || value.kind === 'rate') {
    report('type-mismatch', value.span, { expected: 'one value', found: 'a range' })
    return undefined
  }
  if (value.kind !== 'error') {
    const end = { start: value.span.end, end: value.span.end }
    const fixes = words.map(
      (word): Fix => ({
        title: `Add "${word}"`,
        edits: [{ file: tree.path, span: end, text: ` ${word}` }],
      }),
    )
    report('qualifier-missing', value.span, { words }, { fixes })
  }
  return value
}

function expectWord(word: Name, what: string, words: readonly string[], scope: Scope): void {
  if (word.text === '' || words.includes(word.text)) return
  scope.module.report('unknown-name', word.span, { what, name: word.text, candidates: words })
}
