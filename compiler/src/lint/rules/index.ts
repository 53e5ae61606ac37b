import type { Rule } from '../rule.ts'
import { ambiguousTimeZone } from './ambiguous-time-zone.ts'
import { constantCondition } from './constant-condition.ts'
import { duplicateImport } from './duplicate-import.ts'
import { endlessWait } from './endless-wait.ts'
import { gapWithoutHandoff } from './gap-without-handoff.ts'
import { goalOutOfReach } from './goal-out-of-reach.ts'
import { keyIgnored } from './key-ignored.ts'
import { kpiWithoutSource } from './kpi-without-source.ts'
import { overlappingStarts } from './overlapping-starts.ts'
import { painWithoutIdea } from './pain-without-idea.ts'
import { sameDayJourneys } from './same-day-journeys.ts'
import { segmentOfStrangers } from './segment-of-strangers.ts'
import { selfImport } from './self-import.ts'
import { sellsTooEarly } from './sells-too-early.ts'
import { sendInLoop } from './send-in-loop.ts'
import { sendWithoutConsent } from './send-without-consent.ts'
import { sendsPerDay } from './sends-per-day.ts'
import { stageGoesBack } from './stage-goes-back.ts'
import { stageNeverReached } from './stage-never-reached.ts'
import { tagNeverRead } from './tag-never-read.ts'
import { touchpointWithoutOwner } from './touchpoint-without-owner.ts'
import { unusedChannel } from './unused-channel.ts'
import { unusedEvent } from './unused-event.ts'
import { unusedImport } from './unused-import.ts'
import { unusedMessage } from './unused-message.ts'
import { unusedSegment } from './unused-segment.ts'
import { unusedTag } from './unused-tag.ts'

/** All rules of the linter, in the order of their codes. A rule that is not named here does not run, and a test says so. */
export const rules: readonly Rule[] = [
  unusedImport,
  duplicateImport,
  selfImport,
  unusedEvent,
  unusedTag,
  unusedMessage,
  unusedChannel,
  unusedSegment,
  tagNeverRead,
  segmentOfStrangers,
  stageNeverReached,
  stageGoesBack,
  endlessWait,
  constantCondition,
  overlappingStarts,
  keyIgnored,
  goalOutOfReach,
  sendWithoutConsent,
  sendInLoop,
  sendsPerDay,
  sameDayJourneys,
  sellsTooEarly,
  ambiguousTimeZone,
  kpiWithoutSource,
  painWithoutIdea,
  gapWithoutHandoff,
  touchpointWithoutOwner,
]
