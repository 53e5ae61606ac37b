import { flow } from './flow.ts'
import { names } from './names.ts'
import { scenarios } from './scenarios.ts'
import { syntax } from './syntax.ts'
import { templates } from './templates.ts'
import { types } from './types.ts'

/** Every diagnostic there is, by name. */
export const catalog = { ...syntax, ...names, ...types, ...templates, ...flow, ...scenarios } as const
