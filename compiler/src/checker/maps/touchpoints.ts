import type { AnySymbol, ChannelSymbol, DepartmentSymbol, MapSymbol } from '../../modules/symbols.ts'
import type { Handoff, Name, Setting, Touchpoint } from '../../syntax/ast.ts'
import { settingNamed } from '../declarations/settings.ts'
import type { Program } from '../program.ts'

/** A touchpoint in its place on the way, with what customers could lose sight of: channel, device, department. */
export interface PlacedTouchpoint {
  touchpoint: Touchpoint
  /** Name of its stage. */
  stage: string
  channel: ChannelSymbol | undefined
  /** Kind of its channel. */
  channelKind: string | undefined
  /** Its own, or that of its channel. */
  device: string | undefined
  /** Its own, or that of its channel. */
  department: DepartmentSymbol | undefined
  /** Who meets it, by the name of the segment; everybody without one. */
  segment: string | undefined
}

/** The touchpoints of a checked map, in the order in which customers meet them. */
export function touchpointsOf({ declaration }: MapSymbol, program: Program): PlacedTouchpoint[] {
  const referred = <S extends AnySymbol>(name: Name | undefined) =>
    name && (program.references.get(name) as S | undefined)
  return declaration.items.flatMap((item) =>
    item.kind !== 'map-stage'
      ? []
      : item.items.flatMap((part) => {
          if (part.kind !== 'touchpoint') return []
          const channel = referred<ChannelSymbol>(part.via)
          const own = part.members.filter((member) => member.kind === 'setting')
          const ofChannel = channel?.declaration.settings ?? []
          return {
            touchpoint: part,
            stage: item.name.text,
            channel,
            channelKind: channel?.declaration.channelKind.text,
            device: wordOf(own, 'device') ?? wordOf(ofChannel, 'device'),
            department: referred<DepartmentSymbol>(part.by ?? nameOf(ofChannel, 'department')),
            segment: part.segment?.text,
          }
        }),
  )
}

/** The hand-offs of a map, by the names of both touchpoints. */
export function handoffsOf({ declaration }: MapSymbol): Handoff[] {
  return declaration.items.filter((item) => item.kind === 'handoff')
}

function nameOf(settings: readonly Setting[], name: string) {
  const value = settingNamed(settings, name)?.value
  return value?.kind === 'path' ? value.names[0] : undefined
}

function wordOf(settings: readonly Setting[], name: string): string | undefined {
  return nameOf(settings, name)?.text
}
