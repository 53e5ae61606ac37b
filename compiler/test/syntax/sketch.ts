/**
 * Trees as short texts. Names and plain values stand for themselves, everything else is `(kind part part …)`, so that
 * a table of sources and sketches can be read at a glance.
 */
import type { ast } from '../../src/index.ts'

export function sketchExpression(expression: ast.Expression): string {
  switch (expression.kind) {
    case 'string':
      return sketchText(expression)
    case 'number':
    case 'boolean':
      return String(expression.value)
    case 'percent':
      return `${expression.value} of 1`
    case 'money':
      return `${expression.amount} ${expression.currency.text}`
    case 'duration':
      return expression.parts.map(({ amount, unit }) => `${amount} ${unit}`).join(' + ')
    case 'time':
    case 'date':
    case 'datetime':
      return expression.value
    case 'tag-literal':
      return `#${expression.name.text}`
    case 'list':
      return `[${expression.items.map(sketchExpression).join(' ')}]`
    case 'path':
      return expression.names.map((name) => name.text).join('.')
    case 'call':
      return form('call', expression.callee.text, ...expression.args.map(sketchExpression))
    case 'unary':
      return form(expression.op, sketchExpression(expression.operand))
    case 'binary':
      return form(expression.op, sketchExpression(expression.left), sketchExpression(expression.right))
    case 'exists':
      return form('exists', sketchExpression(expression.operand))
    case 'started-by':
      return form(
        'started-by',
        'name' in expression.start ? `#${expression.start.name.text}` : expression.start.text,
      )
    case 'history':
      return form(
        expression.aggregate,
        expression.event.text + (expression.field ? `.${expression.field.text}` : ''),
        optional('where', expression.where),
        expression.window && sketchWindow(expression.window),
      )
    case 'metric':
      return form(expression.measure, expression.subject.text)
    case 'error':
      return '(error)'
  }
}

function sketchWindow(window: ast.HistoryWindow): string {
  switch (window.kind) {
    case 'last':
      return form('in-last', sketchExpression(window.duration))
    case 'last-sent':
      return form('in-last-sent', sketchExpression(window.count))
    case 'since-start':
    case 'ever':
      return window.kind
  }
}

/** A text with its holes: `"a {b}"`. Line breaks and quotation marks are shown escaped. */
export function sketchText({ parts }: ast.StringLiteral): string {
  const inside = parts.map((part) =>
    typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : `{${sketchExpression(part)}}`,
  )
  return `"${inside.join('')}"`
}

export function sketchDeclaration(declaration: ast.Declaration): string {
  switch (declaration.kind) {
    case 'import':
      return form(
        'import',
        ...declaration.names.map(({ name, alias }) =>
          alias ? form('as', name.text, alias.text) : name.text,
        ),
        sketchText(declaration.from),
      )
    case 'contact':
      return form('contact', ...declaration.fields.map(sketchField))
    case 'tag-declaration':
      return form('tag', declaration.name.text, optionalText(declaration.title))
    case 'event':
      return form(
        'event',
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.fields.map(sketchField),
      )
    case 'channel':
      return form(
        'channel',
        declaration.name.text,
        declaration.channelKind.text,
        ...declaration.settings.map(sketchSetting),
      )
    case 'message':
      return form(
        'message',
        declaration.name.text,
        ...declaration.params.map(sketchField),
        form('via', declaration.channel.text),
        ...declaration.settings.map(sketchSetting),
        ...declaration.variants.map(({ when, settings }) =>
          form(when ? 'when' : 'else', when && sketchExpression(when), ...settings.map(sketchSetting)),
        ),
      )
    case 'enum':
      return form(
        'enum',
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.members.map(({ name, title }) => form(name.text, optionalText(title))),
      )
    case 'segment':
      return form(
        'segment',
        declaration.name.text,
        optionalText(declaration.title),
        sketchExpression(declaration.condition),
      )
    case 'department':
    case 'campaign':
      return form(
        declaration.kind,
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.settings.map(sketchSetting),
      )
    case 'action':
      return form(
        'action',
        declaration.name.text,
        ...declaration.params.map(sketchField),
        declaration.returns && form('returns', ...declaration.returns.map(sketchField)),
        declaration.from && form('from', sketchText(declaration.from)),
      )
    case 'persona':
      return form(
        'persona',
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.members.map(sketchPersonaMember),
      )
    case 'map':
      return form(
        'map',
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.items.map(sketchMapItem),
      )
    case 'moved':
      return form('moved', sketchStepReference(declaration.from), sketchMovedTarget(declaration.to))
    case 'stages':
      return form(
        'stages',
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.stages.map(sketchStage),
      )
    case 'journey':
      return form(
        'journey',
        declaration.name.text,
        optionalText(declaration.title),
        ...declaration.body.map(sketchItem),
      )
    case 'scenario':
      return form(
        'scenario',
        sketchText(declaration.title),
        declaration.journey.text,
        ...declaration.lines.map(sketchLine),
      )
    case 'error':
      return '(error)'
  }
}

function sketchStepReference({ journey, step }: ast.StepReference): string {
  return `${journey.text}.${'text' in step ? step.text : sketchText(step)}`
}

function sketchMovedTarget(to: ast.MovedTarget): string {
  switch (to.kind) {
    case 'to-step':
      return sketchStepReference(to.step)
    case 'to-stage':
      return form('stage', to.stage.text)
    case 'to-finish':
      return 'finish'
  }
}

function sketchPersonaMember(member: ast.PersonaMember): string {
  switch (member.kind) {
    case 'setting':
      return sketchSetting(member)
    case 'persona-contact':
      return form('contact', ...member.args.map(sketchArgument))
    case 'does':
      return form(
        'does',
        member.event.text,
        sketchExpression(member.share),
        optional('within', member.within),
        ...member.args.map(sketchArgument),
      )
    case 'error':
      return '(error)'
  }
}

function sketchMapItem(item: ast.MapItem): string {
  switch (item.kind) {
    case 'follows':
      return form('follows', item.model.text)
    case 'personas':
    case 'runs':
      return form(item.kind, ...item.names.map((name) => name.text))
    case 'map-stage':
      return form('stage', item.name.text, ...item.items.map(sketchStageItem))
    case 'handoff':
      return form('handoff', item.from.text, item.to.text, ...item.settings.map(sketchSetting))
    case 'error':
      return '(error)'
  }
}

function sketchStageItem(item: ast.MapStageItem): string {
  switch (item.kind) {
    case 'result':
      return form('result', item.campaign.text, sketchText(item.text))
    case 'touchpoint':
      return form(
        'touchpoint',
        item.name.text,
        optionalText(item.title),
        item.via && form('via', item.via.text),
        item.by && form('by', item.by.text),
        item.phase && form(item.phase.text),
        item.segment && form('for', item.segment.text),
        ...item.members.map(sketchTouchpointMember),
      )
    case 'kpi':
      return form(
        'kpi',
        item.name.text,
        sketchExpression(item.formula),
        item.target && form('target', item.target.op, sketchExpression(item.target.value)),
        item.segment && form('for', item.segment.text),
      )
    default:
      return sketchTouchpointMember(item)
  }
}

function sketchTouchpointMember(member: ast.TouchpointMember): string {
  switch (member.kind) {
    case 'setting':
      return sketchSetting(member)
    case 'plan':
    case 'pain':
    case 'idea':
      return form(member.kind, sketchText(member.text))
    case 'error':
      return '(error)'
  }
}

export function sketchItem(item: ast.Item): string {
  switch (item.kind) {
    case 'follows':
      return form('follows', item.model.text)
    case 'start':
      return form(
        'start',
        sketchStart(item.on),
        optional('where', item.where),
        optional('key', item.key),
        named(item.name),
      )
    case 'enter':
      return form('enter', item.rule, item.after && sketchExpression(item.after))
    case 'goal':
      return form(
        'goal',
        item.name.text,
        item.event.text,
        optional('where', item.where),
        optional('within', item.within),
      )
    case 'exit':
      return form(
        'exit',
        optional('when', item.when),
        item.on && sketchTrigger(item.on),
        optional('where', item.where),
      )
    case 'stage':
      return form('stage', item.name.text, ...item.body.items.map(sketchItem))
    case 'send':
      return form(
        'send',
        item.message.text,
        ...item.args.map(sketchArgument),
        named(item.name),
        block('else', item.else),
      )
    case 'delay':
      return form(
        'delay',
        item.duration && sketchExpression(item.duration),
        item.until && sketchDelayTarget(item.until),
        item.ifPast && form('if-past', item.ifPast.text),
        named(item.name),
      )
    case 'wait':
      return form(
        `wait-${item.form}`,
        ...item.arms.map(sketchArm),
        item.limit && (item.limit.kind === 'forever' ? 'forever' : optional('up-to', item.limit.duration)),
        item.sinceStart ? 'since-start' : undefined,
        named(item.name),
        block('else', item.else),
      )
    case 'if':
      return form(
        'if',
        sketchExpression(item.condition),
        named(item.name),
        block('then', item.then),
        item.else && ('items' in item.else ? block('else', item.else) : form('else', sketchItem(item.else))),
      )
    case 'match':
      return form(
        'match',
        sketchExpression(item.subject),
        named(item.name),
        ...item.arms.map(({ values, block: then }) =>
          form('arm', ...values.map(sketchExpression), block('then', then)),
        ),
        block('else', item.else),
      )
    case 'split':
      return form(
        'split',
        item.split.text,
        ...item.arms.map((arm) => form(arm.name.text, sketchExpression(arm.share), block('then', arm.block))),
      )
    case 'repeat':
      return form(
        'repeat',
        sketchExpression(item.times),
        optional('until', item.until),
        named(item.name),
        block('do', item.body),
      )
    case 'set':
      return form('set', sketchExpression(item.target), sketchExpression(item.value), named(item.name))
    case 'call-step':
      return form(
        'call',
        item.action.text,
        ...item.args.map(sketchArgument),
        named(item.name),
        block('else', item.else),
      )
    case 'notify':
      return form('notify', item.department.text, sketchExpression(item.text), named(item.name))
    case 'emit':
      return form('emit', item.event.text, ...item.args.map(sketchArgument), named(item.name))
    case 'enter-journey':
      return form('enter-journey', item.journey.text, named(item.name))
    case 'holdout':
      return form('holdout', sketchExpression(item.share))
    case 'go-to':
      return form('go-to', item.stage.text)
    case 'tag':
    case 'untag':
      return form(item.kind, `#${item.tag.name.text}`)
    case 'finish':
      return form('finish', optionalText(item.reason))
    case 'error':
      return '(error)'
  }
}

export function sketchLine(line: ast.ScenarioLine): string {
  switch (line.kind) {
    case 'contact-line':
      return form('contact', ...line.args.map(sketchArgument))
    case 'at-line':
      return form('at', sketchExpression(line.time), optionalText(line.zone))
    case 'after-line':
      return form('after', sketchExpression(line.duration))
    case 'event-line':
      return form('event', line.event.text, ...line.args.map(sketchArgument))
    case 'tag-line':
      return form(line.removed ? 'untag' : 'tag', `#${line.tag.name.text}`)
    case 'start-line':
      return form('start')
    case 'fail-line':
      return form('fail', line.what, line.subject.text)
    case 'answer-line':
      return form('answer', line.action.text, ...line.args.map(sketchArgument))
    case 'persona-line':
      return form('as', line.persona.text)
    case 'take-line':
      return form('take', line.arm.text, line.split.text)
    case 'expect-line':
      return form('expect', ...line.expectations.map(sketchExpectation))
    case 'error':
      return '(error)'
  }
}

function sketchExpectation(expectation: ast.Expectation): string {
  const sketch = bareExpectation(expectation)
  return expectation.negated ? form('not', sketch) : sketch
}

function bareExpectation(expectation: ast.Expectation): string {
  switch (expectation.kind) {
    case 'sent':
      return form(
        'sent',
        expectation.message.text,
        optional('times', expectation.times),
        ...expectation.args.map(sketchArgument),
      )
    case 'called':
      return form(
        'called',
        expectation.action.text,
        optional('times', expectation.times),
        ...expectation.args.map(sketchArgument),
      )
    case 'notified':
      return form('notified', expectation.department.text, optional('times', expectation.times))
    case 'suppressed':
      return form('suppressed', expectation.message.text)
    case 'tagged':
      return form('tagged', `#${expectation.tag.name.text}`)
    case 'in-stage':
      return form('in-stage', expectation.stage.text)
    case 'waiting-at':
      return form(
        'waiting-at',
        'text' in expectation.step ? expectation.step.text : sketchText(expectation.step),
      )
    case 'goal':
      return form('goal', expectation.goal.text)
    case 'finished':
      return form('finished', optionalText(expectation.reason))
    case 'exited':
      return form('exited')
    case 'entered':
      return form('entered', expectation.journey?.text)
    case 'condition':
      return sketchExpression(expectation.condition)
    case 'error':
      return '(error)'
  }
}

function sketchArm({ on, until, where, name, block: then }: ast.WaitArm): string {
  return form(
    'arm',
    on && sketchTrigger(on),
    optional('until', until),
    optional('where', where),
    named(name),
    block('then', then),
  )
}

function sketchStart(on: ast.StartOn): string {
  switch (on.kind) {
    case 'manually':
      return 'manually'
    case 'on-segment':
      return form(on.left ? 'leave' : 'enter', on.segment.text)
    case 'on-change':
      return form('change', sketchExpression(on.field), optional('to', on.to))
    case 'at-date':
      return form(
        'at',
        sketchExpression(on.date),
        optional('time', on.time),
        on.once ? 'once' : undefined,
        on.segment && form('for', on.segment.text),
      )
    case 'every':
      return form(
        'every',
        on.unit.text,
        on.weekday?.text,
        on.day && sketchExpression(on.day),
        on.month?.text,
        optional('time', on.time),
        on.segment && form('for', on.segment.text),
      )
    default:
      return sketchTrigger(on)
  }
}

function sketchDelayTarget(until: ast.DelayTarget): string {
  return form(
    until.next ? 'until-next' : 'until',
    until.weekday?.text,
    until.target && sketchExpression(until.target),
    optional('time', until.time),
  )
}

function sketchTrigger(on: ast.TriggerNode): string {
  if (on.kind === 'on-event') return on.event.text
  return `${on.removed ? 'untag' : 'tag'}#${on.tag.name.text}`
}

function sketchField({ name, type, default: value }: ast.FieldDeclaration): string {
  return form('field', name.text, sketchType(type), optional('default', value))
}

export function sketchType({ name, args, optional: missing }: ast.TypeNode): string {
  const inner = args.length > 0 ? `<${args.map(sketchType).join(' ')}>` : ''
  return `${name.text}${inner}${missing ? '?' : ''}`
}

function sketchSetting({ name, value }: ast.Setting): string {
  return form(name.text, sketchValue(value))
}

function sketchValue(value: ast.SettingValue): string {
  switch (value.kind) {
    case 'range':
      return form('to', sketchExpression(value.from), sketchExpression(value.to), value.else?.text)
    case 'rate':
      return form('per', sketchExpression(value.count), sketchExpression(value.per))
    case 'qualified':
      return form(value.qualifier.text, sketchExpression(value.value))
    default:
      return sketchExpression(value)
  }
}

function sketchStage({ name, title, asks, loopsTo }: ast.StageDefinition): string {
  return form(
    name.text,
    optionalText(title),
    asks && form('asks', sketchText(asks)),
    loopsTo && form('loops-to', loopsTo.text),
  )
}

function sketchArgument({ name, value }: ast.Argument): string {
  return form(`${name.text}:`, sketchExpression(value))
}

function block(word: string, body: ast.Block | undefined): string | undefined {
  return body && form(word, ...body.items.map(sketchItem))
}

function optional(word: string, expression: ast.Expression | undefined): string | undefined {
  return expression && form(word, sketchExpression(expression))
}

function optionalText(text: ast.StringLiteral | undefined): string | undefined {
  return text && sketchText(text)
}

function named(name: ast.Name | undefined): string | undefined {
  return name && form('as', name.text)
}

function form(...parts: readonly (string | undefined)[]): string {
  return `(${parts.filter((part) => part !== undefined).join(' ')})`
}
