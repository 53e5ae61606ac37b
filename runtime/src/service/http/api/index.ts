import { contactOperations } from './contacts.ts'
import { deliveryOperations } from './deliveries.ts'
import { deploymentOperations } from './deployments.ts'
import { eventOperations } from './events.ts'
import { journeyOperations } from './journeys.ts'
import { logOperations } from './log.ts'
import { migrationOperations } from './migrations.ts'
import type { Operation } from './operation.ts'

/** Everything that the API does. Routes, checks of what comes in and the OpenAPI document are made of this table. */
export const operations: readonly Operation[] = [
  ...contactOperations,
  ...eventOperations,
  ...journeyOperations,
  ...logOperations,
  ...deliveryOperations,
  ...deploymentOperations,
  ...migrationOperations,
]
