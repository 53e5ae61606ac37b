import type { Fix } from '../../diagnostics/diagnostic.ts'
import { USE } from '../../modules/symbols.ts'
import type {
  ChannelDeclaration,
  DelayStep,
  Expression,
  FinishStep,
  GoToStep,
  IfStep,
  SendStep,
  TagStep,
} from '../../syntax/ast.ts'
import { checkDuration } from '../durations.ts'
import { checkArguments } from '../expressions/arguments.ts'
import { expectCondition } from '../expressions/infer.ts'
import { assume, type Facts, mayBeMissing, merge } from '../facts.ts'
import { lookup, type Scope, withFacts } from '../scope.ts'
import { checkTag } from '../tags.ts'
import { checkUntil } from './calendar.ts'
import { checkItems, type Flow } from './flow.ts'

export function checkSend(step: SendStep, scope: Scope, flow: Flow): Facts | undefined {
  const { program } = scope
  const message = lookup(scope, step.message, 'message')
  if (message) {
    checkArguments(step.args, program.messageParams.get(message) ?? new Map(), scope, {
      of: `The message "${message.name}"`,
      place: step.argsSpan ?? step.message.span,
      complete: true,
    })
    checkAddress(step, message.name, program.messageChannels.get(message)?.declaration, scope)
  }
  const otherwise = step.else ? checkItems(step.else.items, scope, flow) : undefined
  return step.else ? merge(scope.facts, otherwise) : scope.facts
}

/** A message needs an address: sending to people who may have none is an error where it can be known. */
function checkAddress(
  step: SendStep,
  message: string,
  channel: ChannelDeclaration | undefined,
  scope: Scope,
): void {
  if (!channel) return
  const to = channel.settings.find((setting) => setting.name.text === 'to')?.value as Expression | undefined
  if (!to || !mayBeMissing(scope.program, to, scope.facts)) return
  const address = to.kind === 'path' ? to.names.map((name) => name.text).join('.') : 'the address'
  scope.module.report(
    'address-may-be-missing',
    step.message.span,
    { message, address },
    { fixes: addressFixes(step, address, scope) },
  )
}

/** The two ways to be sure of an address: ask at the step, or let in only those who have it. */
function addressFixes(step: SendStep, address: string, scope: Scope): Fix[] {
  const { path: file, text } = scope.module.tree
  const source = text.slice(step.span.start, step.span.end)
  const lineStart = text.lastIndexOf('\n', step.span.start - 1) + 1
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0]
  const inner = source.replaceAll('\n', '\n  ')
  // What is remarked about the step behind it stays behind it.
  const [remark] = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(step.span.end)) ?? ['']
  const span = { start: step.span.start, end: step.span.end + remark.length }
  const guard: Fix = {
    title: `Send only if ${address} exists`,
    edits: [{ file, span, text: `if ${address} exists {\n${indent}  ${inner}${remark}\n${indent}}` }],
  }
  const starts = scope.starts ?? []
  const entry: Fix = {
    title: `Let in only contacts whose ${address} exists`,
    edits: starts.map(({ line }) => {
      const at = (line.where ?? line.on).span.end
      const loose = line.where?.kind === 'binary' && line.where.op === 'or'
      if (!line.where) return { file, span: { start: at, end: at }, text: ` where ${address} exists` }
      const written = text.slice(line.where.span.start, at)
      const condition = loose ? `(${written})` : written
      return { file, span: line.where.span, text: `${condition} and ${address} exists` }
    }),
  }
  return starts.length > 0 ? [guard, entry] : [guard]
}

export function checkDelay(step: DelayStep, scope: Scope): Facts {
  if (step.duration) checkDuration(step.duration, scope)
  if (step.until) return checkUntil(step, step.until, scope)
  return { ...scope.facts, held: true }
}

export function checkIf(step: IfStep, scope: Scope, flow: Flow): Facts | undefined {
  const { program, facts } = scope
  expectCondition(step.condition, scope)
  const then = checkItems(
    step.then.items,
    withFacts(scope, assume(program, step.condition, true, facts)),
    flow,
  )
  const elseFacts = assume(program, step.condition, false, facts)
  if (!step.else) return merge(then, elseFacts)
  const elseScope = withFacts(scope, elseFacts)
  const otherwise =
    'items' in step.else ? checkItems(step.else.items, elseScope, flow) : checkIf(step.else, elseScope, flow)
  return merge(then, otherwise)
}

export function checkGoTo(step: GoToStep, scope: Scope, flow: Flow): undefined {
  const { text, span } = step.stage
  if (text === '') return undefined
  if (flow.stages.has(text)) {
    flow.jumps.push({ from: flow.stage, to: text, held: scope.facts.held, span: step.span })
  } else {
    const args = { what: 'stage of this journey', name: text, candidates: [...flow.stages] }
    scope.module.report('unknown-name', span, args)
  }
  return undefined
}

export function checkTagStep(step: TagStep, scope: Scope): Facts {
  checkTag(step.tag, { ...scope, use: USE.written })
  return scope.facts
}

export function checkFinish(step: FinishStep, scope: Scope): undefined {
  if (step.reason?.parts.some((part) => typeof part !== 'string')) {
    scope.module.report('text-needed', step.reason.span, {})
  }
  return undefined
}
