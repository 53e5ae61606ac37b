import type { Severity } from '../../diagnostics/definition.ts'
import {
  codeOf,
  type Diagnostic,
  messageOf,
  relatedRoles,
  safeFixOf,
  severityOf,
} from '../../diagnostics/diagnostic.ts'
import type { Place } from '../../source/span.ts'

/** Something to show to a person, with the places that it is about. */
export interface Finding {
  severity: Severity
  code?: string
  message: string
  place: Place
  /** Other places that explain it. */
  related: readonly { place: Place; message: string }[]
  /** What can be done, a sentence each. */
  hints: readonly string[]
  /** Whether `journey check --fix` would mend it. */
  mendable?: boolean
}

/** A diagnostic of the compiler in words. */
export function findingOf(diagnostic: Diagnostic): Finding {
  return {
    severity: severityOf(diagnostic),
    code: codeOf(diagnostic),
    message: messageOf(diagnostic),
    place: { file: diagnostic.file, span: diagnostic.span },
    related: diagnostic.related.map(({ role, file, span }) => ({
      place: { file, span },
      message: relatedRoles[role],
    })),
    hints: diagnostic.fixes.map(({ title }) => title),
    mendable: safeFixOf(diagnostic) !== undefined,
  }
}

/** An error in a text, with no more to say of it than a message. */
export function errorAt(place: Place, message: string): Finding {
  return { severity: 'error', message, place, related: [], hints: [] }
}
