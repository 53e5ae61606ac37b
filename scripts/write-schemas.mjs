// Writes the JSON Schemas that are made from the sources of the compiler.
import { writeFileSync } from 'node:fs'
import { configSchema } from '../compiler/src/project/config-schema.ts'

const file = new URL('../compiler/schema/config-1.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(configSchema, undefined, 2)}\n`)
