import type { LintName } from '../../lint/settings.ts'
import type { Page } from '../page.ts'
import { journeysPages } from './journeys.ts'
import { mapsPages } from './maps.ts'
import { messagesPages } from './messages.ts'
import { namesPages } from './names.ts'
import { suppressionsPages } from './suppressions.ts'

/** J60xx: the rules of the linter. Their examples are linted, so that each is a project with nothing to spare. */
export const lintPages: Record<LintName, Page> = {
  ...suppressionsPages,
  ...namesPages,
  ...journeysPages,
  ...messagesPages,
  ...mapsPages,
}
