import type { Rule } from '../rule.ts'
import { duplicateImport } from './duplicate-import.ts'
import { selfImport } from './self-import.ts'
import { tagNeverRead } from './tag-never-read.ts'
import { unusedChannel } from './unused-channel.ts'
import { unusedEvent } from './unused-event.ts'
import { unusedImport } from './unused-import.ts'
import { unusedMessage } from './unused-message.ts'
import { unusedTag } from './unused-tag.ts'

/** All rules of the linter. A rule that is not named here does not run, and a test says so. */
export const rules: readonly Rule[] = [
  unusedImport,
  duplicateImport,
  selfImport,
  unusedEvent,
  unusedTag,
  unusedMessage,
  unusedChannel,
  tagNeverRead,
]
