import type { Bundle, SourceMap } from '../../graph/format.ts'
import { contentHash } from '../../graph/hash.ts'
import { listeningId } from '../../graph/listening.ts'
import { loadBundle } from '../../graph/load.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import { unwrap } from '../../problems.ts'
import { createRenderer, type Renderer } from '../../render/renderer.ts'
import type { Instant } from '../../time/instant.ts'
import { oldestNeeded } from '../store/deployments.ts'
import type { Store } from '../store/open.ts'
import type { StoreReader } from '../store/store.ts'
import { lookAtAll } from './jobs/look-at-all.ts'

/** A bundle that is ready to be put in place. */
export interface Prepared {
  readonly hash: string
  readonly source: Bundle
  readonly bundle: LoadedBundle
  readonly renderer: Renderer
}

/**
 * Makes a bundle ready for the contacts in a store: with the versions of its journeys that runs still are on.
 *
 * @param source the bundle, parsed; the one that is in place when there is none.
 * @throws ProblemsError when it can't be executed.
 */
export async function prepareBundle(reader: StoreReader, source: unknown): Promise<Prepared> {
  const hash = contentHash(source ?? null)
  const needed = reader.versions()
  const bundle = unwrap(loadBundle(source, earlierBundles(reader, hash, needed), needed))
  const renderer = unwrap(await createRenderer(bundle))
  return { hash, source: bundle.source, bundle, renderer }
}

/** The bundles that were in place before, latest first, back to the first one that runs began under. */
function earlierBundles(
  reader: StoreReader,
  hash: string,
  needed: readonly { journey: string; hash: string }[],
): readonly Bundle[] {
  const deployments = reader.deployments()
  const before = deployments[0]?.hash === hash ? deployments.slice(1) : deployments
  const oldest = oldestNeeded(before, needed)
  return before.slice(0, oldest + 1).map(({ bundle }) => bundle)
}

/** What the bundle that is in force makes of contacts by itself. */
const LISTENS = 'listens to'

/**
 * Notes that a bundle is in force from now on. When it makes something else of contacts by itself than the one before,
 * every contact is to be looked at: which segments it is in, when starts come and which values its fields hold is known
 * from the old one.
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
    const listens = listeningId(bundle)
    if (listens === store.notes.get<string>(LISTENS)) return
    store.notes.set(LISTENS, listens)
    lookAtAll(store)
  })
}
