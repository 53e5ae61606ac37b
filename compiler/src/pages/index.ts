import type { DiagnosticName } from '../diagnostics/diagnostic.ts'
import { calendarPages } from './calendar.ts'
import { factsPages } from './facts.ts'
import { flowPages } from './flow.ts'

import { lintPages } from './lint/index.ts'
import { mapsPages } from './maps.ts'
import { messagesPages } from './messages.ts'
import { namesPages } from './names.ts'
import type { Page } from './page.ts'
import { scenariosPages } from './scenarios.ts'
import { steeringPages } from './steering.ts'
import { syntaxPages } from './syntax.ts'
import { typesPages } from './types.ts'

/** What is told about each diagnostic. A diagnostic without a page does not get past the TypeScript compiler. */
export const pages: Record<DiagnosticName, Page> = {
  ...syntaxPages,
  ...namesPages,
  ...typesPages,
  ...messagesPages,
  ...flowPages,
  ...steeringPages,
  ...calendarPages,
  ...factsPages,
  ...scenariosPages,
  ...lintPages,
  ...mapsPages,
}
