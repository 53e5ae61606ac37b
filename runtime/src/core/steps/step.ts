import type { LoadedEdge } from '../../graph/loaded.ts'
import type { RunDraft, Turn } from '../turn.ts'

/** What a step does when a run comes to it: the edge to leave by, or nothing when the run stands still or is over. */
export type Step<N> = (turn: Turn, run: RunDraft, node: N) => LoadedEdge | undefined
