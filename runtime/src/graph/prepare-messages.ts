import { compileCondition, compileExpression, type Environment } from '../expressions/compile.ts'
import { problem } from '../problems.ts'
import { parseDuration } from '../time/duration.ts'
import { timeOfDay } from '../time/quiet.ts'
import { prepareFields } from './declarations.ts'
import type { Message, SendingChannel, Template } from './format.ts'
import type { LoadedChannel, LoadedContent, LoadedMessage, LoadedTemplate } from './loaded.ts'
import { writesHtml } from './markup.ts'
import { environmentAt, type Preparation } from './preparation.ts'

/** Makes a channel ready. */
export function prepareChannel(
  name: string,
  channel: SendingChannel,
  path: string,
  preparation: Preparation,
): LoadedChannel {
  const { consent, quiet, limit } = channel
  if (consent !== undefined && preparation.contact.get(consent)?.type !== 'boolean') {
    preparation.report(problem('unknown_name', { kind: 'boolean contact field', name: consent }, { path }))
  }
  return {
    name,
    to: compileExpression(channel.to, environmentAt(path, preparation)),
    ...(consent !== undefined && { consent }),
    ...(quiet && {
      quiet: {
        period: { from: timeOfDay(quiet.from), to: timeOfDay(quiet.to) },
        skip: quiet.else === 'skip',
      },
    }),
    ...(limit && { limit: { count: limit.count, per: parseDuration(limit.per)! } }),
  }
}

/** Makes the texts of a message ready. */
export function prepareMessage(
  name: string,
  message: Message,
  channel: LoadedChannel,
  path: string,
  preparation: Preparation,
): LoadedMessage {
  const params = prepareFields(message.params)
  const environment = { ...environmentAt(path, preparation), params }
  return {
    name,
    channel,
    params,
    content: prepareContent(message.content, environment),
    variants: (message.variants ?? []).map(({ when, content }) => ({
      when: compileCondition(when, environment),
      content: prepareContent(content, environment),
    })),
  }
}

function prepareContent(content: Record<string, Template>, environment: Environment): LoadedContent {
  const prepare = (part: string, template: Template): LoadedTemplate =>
    'text' in template
      ? { text: compileExpression(template.text, environment) }
      : { ...template, html: part === 'body' && writesHtml(template) }
  return new Map(Object.entries(content).map(([part, template]) => [part, prepare(part, template)]))
}
