import type { Command } from '../command.ts'
import { backup } from './backup.ts'
import { build } from './build.ts'
import { check } from './check.ts'
import { completion } from './completion.ts'
import { explain } from './explain.ts'
import { exportCommand } from './export.ts'
import { fmt } from './fmt.ts'
import { graph } from './graph.ts'
import { importCommand } from './import.ts'
import { init } from './init.ts'
import { migrate } from './migrate.ts'
import { run } from './run.ts'
import { serve } from './serve.ts'
import { test } from './test.ts'
import { why } from './why.ts'

/** Every command, in the order in which people meet them. */
export const commands: readonly Command[] = [
  init,
  check,
  fmt,
  build,
  graph,
  test,
  run,
  serve,
  why,
  migrate,
  backup,
  exportCommand,
  importCommand,
  explain,
  completion,
]
