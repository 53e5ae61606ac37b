import type { Span } from '@journey-lang/compiler'
import type { Snapshot } from '../workspace/snapshot.ts'
import { keyOf } from './entities.ts'
import { occurrenceAt, occurrencesIn } from './occurrences.ts'

/**
 * The places that change together while a name is typed: those of names that only this file knows, as are the name of
 * a step or an alias. What other files can name is renamed.
 */
export function linkedEditing(snapshot: Snapshot, path: string, offset: number): Span[] {
  const found = occurrenceAt(snapshot, path, offset)
  if (!found) return []
  const { entity, text } = found
  const isAlias = entity.kind === 'symbol' && text !== entity.symbol.name
  const isLocal = entity.kind === 'local' && (entity.what === 'touchpoint' || entity.what === 'kpi')
  if (!isAlias && !isLocal) return []
  const key = keyOf(entity)
  return occurrencesIn(snapshot, path)
    .filter((one) => keyOf(one.entity) === key && one.text === text)
    .map(({ span }) => span)
}
