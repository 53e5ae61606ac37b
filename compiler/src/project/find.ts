import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CONFIG_FILE } from './config.ts'

/** The nearest folder upward that holds a config file, the folder itself included. */
export function findProject(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, CONFIG_FILE))) return current
    if (dirname(current) === current) return undefined
  }
}
