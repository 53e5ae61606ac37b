import type { Instant, LoadedBundle } from '@journey-lang/runtime'
import type { Engine, LaneStatus, StoreReader } from '@journey-lang/runtime/service'
import type { Diagrams } from './diagrams.ts'

/** What a page is made from. */
export interface Asked {
  engine: Engine
  reader: StoreReader
  bundle: LoadedBundle
  /** What is being brought out, by channel, action or department. */
  lanes: readonly LaneStatus[]
  now: Instant
  query: URLSearchParams
  diagrams: Diagrams
  /** Proves that a form was made here. */
  formToken: string
}

/** A page before the frame is put around it. */
export interface PageContent {
  title: string
  /** Which part of the site it belongs to. */
  section: 'journeys' | 'contacts' | 'outbox' | 'versions'
  body: import('./html.ts').Html
  status?: number
  /** Its numbers change while somebody looks: parts with an id and `data-live` are brought up to date. */
  live?: true
}
