import type { CallCommand, NotifyCommand, SendCommand } from '../../core/output.ts'

/**
 * What shares one way out, with its pace and its provider: a channel, an action or a department, as `send mail`,
 * `call make_coupon` and `notify team`.
 */
export type Lane = `${(SendCommand | CallCommand | NotifyCommand)['kind']} ${string}`

/** The way that something takes which the runtime asked for. */
export function laneOf(command: SendCommand | CallCommand | NotifyCommand): Lane {
  switch (command.kind) {
    case 'send':
      return `send ${command.channel}`
    case 'call':
      return `call ${command.action}`
    case 'notify':
      return `notify ${command.department}`
  }
}

/** What kind of thing takes a lane, and the name of the channel, action or department. */
export function partsOf(lane: Lane): readonly [kind: 'send' | 'call' | 'notify', name: string] {
  const space = lane.indexOf(' ')
  return [lane.slice(0, space) as 'send' | 'call' | 'notify', lane.slice(space + 1)]
}
