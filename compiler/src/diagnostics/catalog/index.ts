import { calendar } from './calendar.ts'
import { facts } from './facts.ts'
import { flow } from './flow.ts'

import { lint } from './lint.ts'
import { maps } from './maps.ts'
import { messages } from './messages.ts'
import { names } from './names.ts'
import { scenarios } from './scenarios.ts'
import { steering } from './steering.ts'
import { syntax } from './syntax.ts'
import { types } from './types.ts'

/** Every diagnostic there is, by name. */
export const catalog = {
  ...syntax,
  ...names,
  ...types,
  ...messages,
  ...flow,
  ...steering,
  ...calendar,
  ...facts,
  ...scenarios,
  ...maps,
  ...lint,
} as const
