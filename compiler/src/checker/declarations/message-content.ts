import { resolveFile } from '../../modules/paths.ts'
import type { Host } from '../../source/host.ts'
import type { CallExpression, Setting } from '../../syntax/ast.ts'
import { textOf } from '../../syntax/expressions.ts'
import { expectType } from '../expressions/infer.ts'
import type { Scope } from '../scope.ts'
import { string } from '../types.ts'
import { plainSetting } from './settings.ts'

/** Checks a part of a message: a text, or a template in a file. */
export function checkContent(setting: Setting, scope: Scope, host: Host): void {
  const value = plainSetting(setting)
  if (!value) {
    scope.module.report('type-mismatch', setting.value.span, { expected: 'a text', found: 'something else' })
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
