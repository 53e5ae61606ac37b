import { DAY } from '@journey-lang/runtime/graph'
import type { Program } from '../../checker/program.ts'
import type { ChannelSymbol, MessageSymbol } from '../../modules/symbols.ts'
import type {
  ChannelDeclaration,
  Expression,
  MessageDeclaration,
  SendStep,
  Setting,
} from '../../syntax/ast.ts'
import type { FlowNode, JourneyFlow } from './flow.ts'

/** A step that sends, with what it sends. */
export interface Send {
  node: FlowNode
  step: SendStep
  message: MessageSymbol
  channel: ChannelSymbol
}

/** What contacts can be sent by a journey, in source order. */
export function sendsOf({ nodes }: JourneyFlow, program: Program): Send[] {
  return nodes.flatMap((node) => {
    const { step } = node
    if (step.kind !== 'send' || !node.reached) return []
    const message = program.references.get(step.message)
    const channel = message?.kind === 'message' ? program.messageChannels.get(message) : undefined
    return message?.kind === 'message' && channel ? [{ node, step, message, channel }] : []
  })
}

/** The setting of a channel or message, if it is written. */
export function settingOf(
  { settings }: ChannelDeclaration | MessageDeclaration,
  name: string,
): Setting | undefined {
  return settings.find((setting) => setting.name.text === name)
}

/** What a message is for: `sell`, `inform` or `serve`, if it says so. */
export function purposeOf({ declaration }: MessageSymbol): string | undefined {
  const value = settingOf(declaration, 'purpose')?.value as Expression | undefined
  return value?.kind === 'path' ? value.names[0]?.text : undefined
}

/** The steps that contacts get to within a day of their entry, if they do nothing themselves. */
export function withinFirstDay({ nodes }: JourneyFlow): ReadonlySet<FlowNode> {
  const entry = nodes.find(({ reached }) => reached)
  const least = new Map<FlowNode, number>()
  const waiting: [FlowNode, number][] = entry ? [[entry, 0]] : []
  for (const [node, time] of waiting) {
    if (time >= DAY || (least.get(node) ?? Number.POSITIVE_INFINITY) <= time) continue
    least.set(node, time)
    for (const { to, pause } of node.next) if (to && pause !== undefined) waiting.push([to, time + pause])
  }
  return new Set(least.keys())
}
