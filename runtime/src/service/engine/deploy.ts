import type { Bundle, SourceMap } from '../../graph/format.ts'
import { contentHash } from '../../graph/hash.ts'
import { loadBundle } from '../../graph/load.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import { unwrap } from '../../problems.ts'
import { createRenderer, type Renderer } from '../../render/renderer.ts'
import type { Instant } from '../../time/instant.ts'
import type { Store } from '../store/open.ts'
import { lookAtAll } from './look-at-all.ts'

/** A bundle that is ready to be put in place. */
export interface Prepared {
  readonly hash: string
  readonly source: Bundle
  readonly bundle: LoadedBundle
  readonly renderer: Renderer
}

/** @throws ProblemsError when the bundle can't be executed. */
export async function prepareBundle(source: unknown): Promise<Prepared> {
  const bundle = unwrap(loadBundle(source))
  const renderer = unwrap(await createRenderer(bundle))
  return { hash: contentHash(source), source: bundle.source, bundle, renderer }
}

/**
 * Notes that a bundle is in force from now on. When it listens to other things than the one before, every contact is
 * to be looked at: what is noted of its segments and starts by time is that of the old one.
 */
export function putInPlace(
  store: Store,
  { hash, source, bundle }: Prepared,
  at: Instant,
  sourceMap?: SourceMap,
): void {
  store.transact(() => {
    const before = store.deployments.latest()
    store.deployments.add({ hash, at, bundle: source, ...(sourceMap && { sourceMap }) })
    if (before?.hash === hash) return
    const listens = bundle.timed || bundle.watched.length > 0 || bundle.schedules.id !== undefined
    if (listens || before !== undefined) lookAtAll(store)
  })
}
