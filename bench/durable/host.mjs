import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile, hasErrors, lower, memoryHost } from '@journey-lang/compiler'
import { prepareBundle, putInPlace } from '../../runtime/dist/service/engine/deploy.js'
import { createWriter } from '../../runtime/dist/service/engine/writer.js'
import { openStore } from '../../runtime/dist/service/store/open.js'

/** Inputs of one transaction. */
export const BATCH = 1000

/** A folder for data files. It goes away with the process. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'journey-bench-'))
  process.on('exit', () => rmSync(path, { recursive: true, force: true }))
  return path
}

export function graphOf(text) {
  const path = 'bench.journey'
  const compilation = compile(memoryHost({ [path]: text }), [path], { timezone: 'Europe/Berlin' })
  if (hasErrors(compilation)) throw new Error('The journey of a benchmark has errors.')
  return lower(compilation.program).bundle
}

/** The durable host without its clock and its loop: batches of work on a file, one transaction each. */
export async function openHost(path, graph, now) {
  const store = openStore(path)
  const prepared = await prepareBundle(store.reader, graph)
  putInPlace(store, prepared, now)
  const writer = createWriter({ store, ...prepared })
  /** Does work in batches. Gives how much it was. */
  const write = (work, at) => {
    for (let from = 0; from < work.length; from += BATCH) writer.write(work.slice(from, from + BATCH), at)
    return work.length
  }
  return { store, write }
}
