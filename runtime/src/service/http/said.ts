import type { Input, StartInput } from '../../core/inputs.ts'
import type { Refusal, RuntimeRecord } from '../../core/output.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import { type Problem, problem } from '../../problems.ts'

/** What is to be said of an input though it was taken: what of it was lost, or that nothing came of it. */
export function saidBesides(
  input: Input,
  records: readonly RuntimeRecord[],
  bundle: Pick<LoadedBundle, 'events'>,
): Problem[] {
  switch (input.kind) {
    case 'event':
      return fieldsLeftOut(input, bundle)
    case 'start':
      return startOfNothing(input, records)
    default:
      return []
  }
}

/** The fields of an event that are left out, because the event does not declare them. */
function fieldsLeftOut(
  { event, payload = {} }: Extract<Input, { kind: 'event' }>,
  { events }: Pick<LoadedBundle, 'events'>,
): Problem[] {
  const declared = events.get(event)
  if (declared === undefined) return []
  const owner = `event "${event}"`
  return Object.keys(payload).flatMap((field) =>
    declared.has(field) ? [] : [problem('field_left_out', { owner, field, known: [...declared.keys()] })],
  )
}

const REASONS: Readonly<Record<Refusal, string>> = {
  inside: 'it is inside already',
  once: 'it was there before, and may enter once',
  too_soon: 'its last entry is not long enough ago',
  exit: 'a condition under which runs end holds already',
  no_key: 'the key is missing',
}

/** That somebody was to be brought in and is not inside. */
function startOfNothing({ journey }: StartInput, records: readonly RuntimeRecord[]): Problem[] {
  const ofJourney = records.filter((record) => record.journey === journey)
  if (ofJourney.some(({ kind }) => kind === 'entered' || kind === 'held_out')) return []
  const refused = ofJourney.find((record) => record.kind === 'refused')
  const why = refused ? REASONS[refused.reason] : 'the condition of its "start manually" does not hold'
  return [problem('not_entered', { journey, why })]
}
