// Writes the JSON Schemas that are made from the sources of the compiler.
import { writeFileSync } from 'node:fs'
import { configSchema } from '../compiler/src/project/config-schema.ts'
import { serveSchema } from '../compiler/src/project/serve/settings.ts'

for (const [name, schema] of Object.entries({ 'config-1': configSchema, 'serve-1': serveSchema })) {
  const file = new URL(`../compiler/schema/${name}.json`, import.meta.url)
  writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`)
}
