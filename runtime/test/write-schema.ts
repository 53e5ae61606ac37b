/**
 * Writes `schema/graph-1.json` from `src/graph/schema.ts`:
 * `npx node runtime/test/write-schema.ts && npx biome format --write runtime/schema`
 */
import { writeFileSync } from 'node:fs'
import { graphSchema } from '../src/graph/schema.ts'

writeFileSync(
  new URL('../schema/graph-1.json', import.meta.url),
  `${JSON.stringify(graphSchema, undefined, 2)}\n`,
)
